"""Values that do not depend on the point, beside those that do."""

from typing import Any

import numpy as np

from verify.derivations.quantities import Quantity


def at_every_point(quantity: Quantity, value: Any, n: int) -> Any:
    """The value with an axis for the n points in front, also of a quantity that is the same at all of them."""
    return value if quantity.at_points else np.broadcast_to(value, (n, *value.shape))
