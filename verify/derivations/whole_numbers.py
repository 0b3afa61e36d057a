"""Whole numbers that a formula is given: which variable, and which of them; floats would be no indices."""

from typing import Any

import numpy as np


def is_whole(value: Any) -> bool:
    return isinstance(value, int) or getattr(getattr(value, "dtype", None), "kind", "") == "i"


def as_index(n: int | list[int]) -> Any:
    """As Python and NumPy index by it."""
    return np.array(n) if isinstance(n, list) else n
