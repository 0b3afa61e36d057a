"""Truth for the routes, in 80 digits of mpmath: other text, another library, another variable of integration."""

from collections.abc import Callable
from typing import Any

import mpmath
from flint import arb, ctx

DIGITS, SHOWN = 80, 60


def encloses(ball: Any, truth: Any, digits: int = SHOWN) -> bool:
    """A number that agrees with `truth` to `digits` digits lies in the ball."""
    with mpmath.workdps(DIGITS), ctx.workprec(4 * DIGITS):
        near = arb(mpmath.nstr(mpmath.mpf(truth), DIGITS)) + arb(0, 1) * max(1, abs(truth)) * arb(10) ** -digits
        return bool(ball.is_finite() and ball.overlaps(near))


def told_apart(ball: Any, truth: Any, by: Any) -> bool:
    """The ball holds `truth`, and no more or less than it by `by`."""
    with mpmath.workdps(DIGITS):
        wrong = mpmath.mpf(truth) - by, mpmath.mpf(truth) + by
        return encloses(ball, truth) and not any(encloses(ball, w) for w in wrong)


def normal(y: Any, m: Any, v: Any) -> Any:
    """The density of N(m, v) at y."""
    return mpmath.exp(-((y - m) ** 2) / (2 * v)) / mpmath.sqrt(2 * mpmath.pi * v)


def over_the_line(f: Callable[[Any], Any], reach: int = 40, steps: int = 10) -> Any:
    """int f by the trapezoidal rule; of a normal density of spread s its error is exp(-2 pi^2 s^2 steps^2): 1e-100 at s = 1/3."""
    h = mpmath.mpf(1) / steps
    return h * mpmath.fsum(f(k * h) for k in range(-reach * steps, reach * steps + 1))
