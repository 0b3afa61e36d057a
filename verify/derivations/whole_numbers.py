"""Whole numbers that a formula is given: which variable, and which of them; floats would be no indices."""

from typing import Any

import numpy as np


def is_whole(value: Any) -> bool:
    return np.asarray(value).dtype.kind == "i"


def whole(value: Any) -> Any:
    """A number, or an array of them, as Python and NumPy index by it."""
    n = np.asarray(value, dtype=object)
    return np.array([int(float(e)) for e in n]) if n.ndim else int(float(n[()]))
