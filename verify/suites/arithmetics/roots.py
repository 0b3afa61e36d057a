"""Roots of increasing sums that are known, since the sum is made for them: f(y) = g(y) - g(c) at a chosen c(h)."""

from collections.abc import Callable
from fractions import Fraction as Q
from typing import Any

from analytic.arithmetic import Arithmetic, Array
from verify.suites.arithmetics.case import EXACT, FLOATS, VALUES, Case, Curve

U = Q(1, 2**52)
Sum = Callable[[Arithmetic, Array, Array], list[Array]]
Slope = Callable[[Arithmetic, Array, Array], Array]


def root(at: str, c: Curve, ends: tuple[list[Any], list[Any]], f: Sum, df: Slope, **more: Any) -> Case:
    """`f(ar, y, c)` are the terms; `ends` are those of each component, and do not move with c."""

    def call(ar: Arithmetic, c: Array, lo: Array, hi: Array) -> Array:
        return ar.root(lambda y: f(ar, y, c), lambda y: df(ar, y, c), lo, hi)

    return Case("root", at, call, (c, (ends[0],), (ends[1],)), lambda c, lo, hi: c, **more)


def cubic(ar: Arithmetic, y: Array, c: Array) -> list[Array]:
    return [y * y * y, 2 * y, -(c * c * c + 2 * c)]


def cubic_slope(ar: Arithmetic, y: Array, c: Array) -> Array:
    return 3 * y * y + 2


def straight(a: int) -> tuple[Sum, Slope]:
    return lambda ar, y, c: [a * y, 0 * y - a * c], lambda ar, y, c: a + 0 * y


def steep(a: int) -> tuple[Sum, Slope]:
    """From -pi/2 to pi/2 within some 1/a of c, and nearly flat on both sides."""

    def f(ar: Arithmetic, y: Array, c: Array) -> list[Array]:
        return [ar.atan(ar.array(a) * (y - c)), (y - c) / 1000]

    def df(ar: Arithmetic, y: Array, c: Array) -> Array:
        u = ar.array(a) * (y - c)
        return ar.array(a) / (1 + u * u) + ar.array(Q(1, 1000))

    return f, df


FEW = [Q(-3, 2), Q(1, 3), 0, 7]
ONE = [Q(1, 3)]
WIDE = ([[-9, -1]] * 4, [[2, 9]] * 4)

AROUND, OWN = ([[-1]], [[2]]), ([[-1, Q(1, 3) - Q(1, 10**8)]], [[2, Q(1, 3) + Q(1, 10**8)]])
APART = ([[-1, 0]], [[1, 2]])
CURVE = (FEW, [1, Q(1, 2), 1, -2], [0, 1, 2, 0])

CASES = (
    root("of a cubic, four at a time", CURVE, WIDE, cubic, cubic_slope, on=VALUES, lift=8, orders=3),
    root("of a steep line", (ONE, [1]), APART, *straight(10**9), on=VALUES, lift=4, orders=3),
    root("at an end of its bracket", ([2], [1]), APART, *straight(1), on=VALUES, lift=4),
    root("of a step of width 1e-9", (ONE, [1]), AROUND, *steep(10**9), on=VALUES, lift=16),
    root("of a step, with its own ends", (ONE, [1]), OWN, *steep(10**9), on=VALUES, lift=16),
    root("of a step narrower than a last place", (ONE,), AROUND, *steep(10**30), on=FLOATS, lift=16, orders=0),
    root("the same, in more digits", (ONE,), AROUND, *steep(10**30), on=EXACT, lift=16, orders=0),
    root("above a bracket that rounding moved", ([1], [1]), ([[1 - 40 * U]], [[1 - 30 * U]]), *straight(1), on=FLOATS, lift=8),
    root("below a bracket that rounding moved", ([1], [1]), ([[1 + 30 * U]], [[1 + 40 * U]]), *straight(1), on=FLOATS, lift=8),
)
