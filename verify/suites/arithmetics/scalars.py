"""Functions of one number: mpmath's own at 130 digits, or a definition."""

from collections.abc import Callable
from fractions import Fraction as Q
from typing import Any

import numpy as np

from analytic.arithmetic import Arithmetic, Array
from verify.suites.arithmetics.case import ALL, VALUES, Case, reference

mp = reference()


def entrywise(f: Callable[[Any], Any]) -> Any:
    return np.frompyfunc(f, 1, 1)


def case(name: str, at: str, values: list[Any], truth: Callable[[Any], Any], **more: Any) -> Case:
    """Of a list of numbers, along a direction with another entry for each."""
    along = [Q(i + 1, 3) * (abs(Q(v)) + Q(1, 8)) for i, v in enumerate(values)]

    def call(ar: Arithmetic, a: Array) -> Array:
        return getattr(ar, name)(a)

    return Case(name, at, call, ((values, along),), entrywise(truth), alone=True, **more)


def bessel(nu: Q) -> Case:
    def call(ar: Arithmetic, q: Array) -> Array:
        return ar.bessel_quotient(nu, q)

    def truth(q: Any) -> Any:
        """By the power series of both, whose terms are positive."""
        m, above, below, term = mp.mpf(nu.numerator) / nu.denominator, mp.mpf(0), mp.mpf(0), mp.mpf(1)
        for k in range(400):
            above, below = above + term / (2 * (m + k + 1)), below + term
            term = term * q / 4 / ((k + 1) * (m + k + 1))
        return above / below

    points = [0, Q(1, 100), 1, 50, 900]
    along = [1, Q(1, 50), 1, 20, 100]
    at = f"nu = {nu}, q from 0 to 900"  # where each of the two functions changes by sqrt(q)/2 = 15 times its input
    return Case("bessel_quotient", at, call, ((points, along),), entrywise(truth), on=VALUES, lift=32, orders=3, alone=True)


def tail(v: Any) -> Any:
    """erfc(v) for v > 0, as an incomplete gamma function."""
    return mp.gammainc(mp.mpf(1) / 2, v * v) / mp.sqrt(mp.pi)


SMALL = [Q(-7, 2), -1, Q(-1, 3), 0, Q(1, 7), 2]
TINY = [Q(-1, 10**12), Q(1, 10**9)]

CASES = (
    case("exp", "numbers of both signs", SMALL, mp.exp, lift=4),
    case("exp", "far out", [-60, 60], mp.exp, lift=60),
    case("expm1", "numbers of both signs", SMALL, lambda v: mp.exp(v) - 1, lift=4),
    case("expm1", "near 0, where exp(a) - 1 cancels", TINY, lambda v: mp.exp(v) - 1),
    case("log", "on both sides of 1", [Q(1, 50), Q(1, 2), 3, 1000], mp.log, lift=2),
    case("sqrt", "squares and others", [Q(1, 9), 2, 4, 10**6], mp.sqrt),
    case("sin", "numbers of both signs", SMALL, mp.sin, lift=4),
    case("cos", "numbers of both signs", SMALL, mp.cos, lift=4),
    case("erfc", "numbers of both signs", SMALL, lambda v: 1 - mp.erf(v), lift=32),
    case("erfc", "in the tail", [5, 10], tail, lift=256),
    case("atan", "numbers of both signs", SMALL, lambda v: mp.asin(v / mp.sqrt(1 + v * v))),
    case("acos", "inside (-1, 1)", [Q(-9, 10), 0, Q(1, 3)], lambda v: mp.pi / 2 - mp.asin(v), lift=8),
    case("log_ndtr", "on both sides", [-3, 0, 2], lambda v: mp.log((1 + mp.erf(v / mp.sqrt(2))) / 2), on=ALL, lift=16),
    case("log_ndtr", "in the left tail", [-40, -12], lambda v: mp.log(tail(-v / mp.sqrt(2)) / 2), lift=4, growth=1600),
    *(bessel(nu) for nu in (Q(-1, 2), Q(0), Q(3, 2))),
)
