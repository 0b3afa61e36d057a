"""Values that do not depend on the point, beside those that do."""

from typing import Any

import numpy as np

from verify.derivations.quantities import Quantity


def aligned(found: Any, known: Any) -> Any:
    """What a formula gives, in the shape of the known values; what is the same at every point may come without their axis."""
    return np.broadcast_to(found, known.shape) if found.shape == known.shape[1:] else found


def at_every_point(quantity: Quantity, value: Any, n: int) -> Any:
    """The value with an axis for the n points in front, also of a quantity that is the same at all of them."""
    return value if quantity.at_points else np.broadcast_to(value, (n, *value.shape))
