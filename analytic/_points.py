"""Time and points on their way into a formula: arrays of its arithmetic, checked at the door, in blocks where that is fast."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from analytic import door
from analytic._answers import leave
from analytic.arithmetic import Arithmetic, Array, Law, Points, Time


def pointwise(f: Callable[..., Any]) -> Callable[..., Any]:
    """f, on blocks of points where the arithmetic asks for them (float64: as many as fit in cache), else on all at once."""

    @wraps(f)
    def blockwise(law: Law, t: Time, x: Points, *args: Any, **kwargs: Any) -> Any:
        over = getattr(law.ar, "pointwise", None)
        answer = over(f, law, *enter(law, t, x), *args, **kwargs) if over else f(law, t, x, *args, **kwargs)
        leave(f.__name__, answer)
        return answer

    return blockwise


def at(law: Law, t: Time, x: Points) -> tuple[Arithmetic, Array, tuple[Array, Array, Array, Array]]:
    """x as an array, and the path at t with two axes added: a * m is (..., K, d)."""
    t, x = enter(law, t, x)
    return law.ar, x, law.path(law.ar, t[..., None, None])


def enter(law: Law, t: Time, x: Points) -> tuple[Array, Array]:
    """Time and points as arrays; ValueError for a time outside [0, 1], or points of another dimension than the source."""
    return door.batch(law.ar, t, x, law.m0.shape[0])
