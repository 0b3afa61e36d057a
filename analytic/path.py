"""Interpolation paths x_t = a x0 + b x1: each returns a, b and their derivatives a', b' in t, with the shape of t.

t = 0 is the source, t = 1 the data. Any function `(ar, t) -> (a, b, da, db)` is a path.
"""

from collections.abc import Callable
from fractions import Fraction

from analytic import door
from analytic.arithmetic import Arithmetic, Array

Path = Callable[[Arithmetic, Array], tuple[Array, Array, Array, Array]]


def linear(ar: Arithmetic, t: Array) -> tuple[Array, Array, Array, Array]:
    """a = 1 - t, b = t."""
    t = door.times(ar, t)
    return 1 - t, t, 0 * t - 1, 0 * t + 1


def trigonometric(ar: Arithmetic, t: Array) -> tuple[Array, Array, Array, Array]:
    """a = cos(pi t / 2), b = sin(pi t / 2)."""
    t, h = door.times(ar, t), ar.pi() / 2
    a, b = ar.cos(h * t), ar.sin(h * t)
    return a, b, -h * b, h * a


def variance_preserving(ar: Arithmetic, t: Array) -> tuple[Array, Array, Array, Array]:
    """a = sqrt(1 - exp(-B)), b = exp(-B/2), B = s/10 + 199 s^2/20, s = 1 - t (beta from 1/10 to 20 along s).

    b(0) = exp(-10.05/2) = 0.0066, so x_0 is not exactly the source; a' is infinite at t = 1, so t < 1.
    Song et al. 2021, eq. (33), with time reversed.
    """
    s = 1 - door.times(ar, t)
    rate = ar.array(Fraction(1, 10)) + ar.array(Fraction(199, 10)) * s  # beta(s) = B'(s)
    B = ar.array(Fraction(1, 10)) * s + ar.array(Fraction(199, 20)) * s * s
    a, b = ar.sqrt(-ar.expm1(-B)), ar.exp(-B / 2)
    door.nonzero(ar, a, "t = 1: a' is infinite there on the variance preserving path; take t < 1")
    db = b * rate / 2
    return a, b, -b * db / a, db
