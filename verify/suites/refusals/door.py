"""A door: one call with two values, of which the one is taken, and the other refused."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from analytic.arithmetic import Arithmetic

FLOATS = ("float64",)
EXACT = ("symbols", "digits", "balls")
VALUES = ("float64", "torch", "digits", "balls")
ALL = ("float64", "torch", *EXACT)


@dataclass(frozen=True)
class Door:
    """`call(ar, inside)` is taken, and gives `gives` if that is said; `call(ar, outside)` raises the error, and says `says`."""

    of: str  # what is asked, and by which function
    call: Callable[[Arithmetic, Any], Any]
    inside: Any
    outside: Any
    says: str
    on: tuple[str, ...] = FLOATS  # in which arithmetics
    error: type[Exception] = ValueError
    gives: Any = None
