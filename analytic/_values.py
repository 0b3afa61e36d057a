"""What can be said of the entries of an array, whatever its arithmetic: of floats, exact numbers, balls and symbols."""

from collections.abc import Callable
from typing import Any

import numpy as np

from analytic.arithmetic import Arithmetic, Array

EXACT = ("symbols", "digits", "balls")


def certain(ar: Arithmetic, a: Array, entry: Callable[[Any], Any], floats: Callable[[Any], Any]) -> Any:
    """Where a test is certainly true: asked of each entry (overlapping balls and symbols leave it open), or of the floats."""
    if ar.name in EXACT:
        return np.asarray(np.frompyfunc(lambda e: entry(e) == True, 1, 1)(np.asarray(a, dtype=object)), dtype=bool)  # noqa: E712
    v = ar.floats(a)
    return np.zeros((), dtype=bool) if v is None else np.asarray(floats(v))


def is_finite(e: Any) -> bool:
    if hasattr(e, "is_number"):  # SymPy
        return bool(e.is_real and e.is_finite) if e.is_number else e.is_real is not False
    return bool(e.is_finite()) if hasattr(e, "is_finite") else bool(e - e == 0)


def show(value: Any) -> str:
    return str(value.item() if hasattr(value, "item") else value)
