"""Crossing lines: finitely many pairs and their memorising velocity, the reflection and its smoothing, step by step solvers.

    Pairs        x0_i to x1_i, i = 1, ..., N, on the lines l_i(t) = (1 - t) x0_i + t x1_i
    Reflection   x1 = h - x0, x0 ~ N(0, I): all lines meet at t = 1/2, x = h/2;   w = 1 - 2 t,   S = w^2 + e^2

Letters: ar arithmetic; h shift, a number; e >= 0 the smoothing, which is the standard deviation of constant noise; t in [0, 1].
Conditions: no two lines meet at t; for the reflection, e > 0 or t != 1/2. Errors: SingularTransport says which lines and which t.
Source: Gradient Variance, Proposition 2 and its first counterexample; the smoothing is not in the paper.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from analytic import door
from analytic._answers import finite
from analytic._shown import Shown
from analytic._values import EXACT
from analytic.arithmetic import Arithmetic, Array, Points, Time
from analytic.coupling import SingularTransport


@dataclass(frozen=True, eq=False, repr=False)
class Pairs(Shown):
    ar: Arithmetic
    x0: Array  # (N, d)
    x1: Array  # (N, d)


@dataclass(frozen=True, eq=False, repr=False)
class Reflection(Shown):
    ar: Arithmetic
    h: Array
    e: Array


def pairs(ar: Arithmetic, x0: Any, x1: Any) -> Pairs:
    x0, x1 = door.array(ar, "x0", x0), door.array(ar, "x1", x1)
    if x0.ndim != 2 or not x0.shape[0]:
        raise ValueError(f"x0 has shape {tuple(x0.shape)}: it must be (N, d), N > 0")
    door.shape("x1", x1, tuple(x0.shape), "(N, d)")
    door.finite(ar, "x0", x0)
    door.finite(ar, "x1", x1)
    return Pairs(ar, x0, x1)


@finite
def memoriser(law: Pairs, t: Time, x: Points) -> Array:
    """v = sum_i (x1_i - x0_i) prod_{j != i} |x - l_j|^2/|l_i - l_j|^2, (..., d): on the line of pair i it is x1_i - x0_i.

    Zero empirical loss wherever no two lines meet; at a t where lines i and j do, SingularTransport.  Proposition 2.
    """
    ar, t, x = law.ar, _time(law.ar, t), door.points(law.ar, "x", x, law.x0.shape[1])
    at, v = (1 - t) * law.x0 + t * law.x1, 0 * x
    squares = [((x - a) * (x - a)).sum(-1)[..., None] for a in at]
    for i in range(len(at)):
        share, size = 1 + 0 * x[..., :1], _size(ar, law.x0[i], law.x1[i])
        for j in (j for j in range(len(at)) if j != i):
            apart = at[i] - at[j]
            gap = (apart * apart).sum()
            if _vanishes(ar, gap, size):
                raise SingularTransport(f"the lines of pairs {i} and {j} meet at t = {_show(ar, t)}: v there is no function of x")
            share = share * squares[j] / gap
        v = v + share * (law.x1[i] - law.x0[i])
    return v


@finite
def euler(v: Callable[[Any, Array], Array], ar: Arithmetic, steps: int, x: Points) -> Array:
    """x_{k+1} = x_k + v(k/N, x_k)/N, k = 0, ..., N - 1: v takes t as an exact Fraction."""
    x, steps = door.points(ar, "x", x, None), door.count("steps", steps, least=1)
    for k in range(steps):
        x = x + v(Fraction(k, steps), x) / steps
    return x


@finite
def runge_kutta(v: Callable[[Any, Array], Array], ar: Arithmetic, steps: int, x: Points) -> Array:
    """The classical method of order 4 with N equal steps; v takes t as an exact Fraction."""
    x, steps = door.points(ar, "x", x, None), door.count("steps", steps, least=1)
    h, two = Fraction(1, steps), 2 * steps
    for k in range(steps):
        a = v(k * h, x)
        b = v(k * h + h / 2, x + a / two)
        c = v(k * h + h / 2, x + b / two)
        d = v(k * h + h, x + c / steps)
        x = x + (a + 2 * b + 2 * c + d) / (6 * steps)
    return x


def reflection(ar: Arithmetic, shift: Any, smoothing: Any = 0) -> Reflection:
    h, e = door.number(ar, "shift", shift), door.number(ar, "smoothing", smoothing)
    door.positive(ar, "smoothing", e, strict=False)
    return Reflection(ar, h, e)


@finite
def reflected_drift(law: Reflection, t: Time, x: Points) -> Array:
    """v = h - 2 w (x - h t)/(w^2 + e^2), (..., d): E[x1 - x0 | (1 - t) x0 + t x1 + e z = x]."""
    t = _time(law.ar, t)
    w = 1 - 2 * t
    S = w * w + law.e * law.e
    if _vanishes(law.ar, S, 1.0):
        raise SingularTransport("all lines meet at t = 1/2: a solver must not land there (choose an odd number of Euler steps)")
    return law.h - 2 * w / S * (_points(law, x) - law.h * t)


@finite
def reflected_flow(law: Reflection, t: Time, x: Points) -> Array:
    """phi_t(x) = h t + x sqrt((w^2 + e^2)/(1 + e^2)), (..., d): phi_1(x) = x + h, the optimal map, for every e > 0."""
    door.positive(law.ar, "smoothing (without it the flow ends at the crossing)", law.e)
    t = _time(law.ar, t)
    w, e2 = 1 - 2 * t, law.e * law.e
    return law.h * t + _points(law, x) * law.ar.sqrt((w * w + e2) / (1 + e2))


@finite
def reflected_loss(law: Reflection) -> Array:
    """2 e^2/(1 + e^2) + 2 e atan(1/e) per dimension: E int |v(t, x_t) - (x1 - x0)|^2 dt on the lines themselves, about pi e."""
    door.positive(law.ar, "smoothing", law.e)
    e = law.e
    return 2 * e * e / (1 + e * e) + 2 * e * law.ar.atan(1 / e)


@finite
def passing_chance(ar: Arithmetic, d: int, s0: Any, s1: Any, c: Any, e: Any) -> Array:
    """J P(|p| < e): the lines of two pairs come within e, closest at a time inside (0, 1); d = 1, 2, 3.

    Cov of each coordinate of (x0, x1): s0^2, s1^2, c, |c| < s0 s1. p ~ N(0, 2 D/A I) in R^(d - 1), D = s0^2 s1^2 - c^2,
    A = s0^2 + s1^2 - 2 c; J is the share that opposite signs of (a, b), the same on a line, have in E|a - b|^(d - 1). Derived here.
    """
    a, b, c, e = (door.number(ar, name, v) for name, v in (("s0", s0), ("s1", s1), ("c", c), ("e", e)))
    for name, v in (("s0", a), ("s1", b), ("e", e), ("s0^2 s1^2 - c^2", a * a * b * b - c * c)):
        door.positive(ar, name, v)
    if door.count("d", d) not in (1, 2, 3):
        raise ValueError(f"d = {d}: this closed form is for d = 1, 2, 3")
    D, A, h = a * a * b * b - c * c, a * a + b * b - 2 * c, ar.acos(c / (a * b))
    if d == 1:
        return h / ar.pi()
    u, root = e * e * A / (4 * D), ar.sqrt(D)
    if d == 2:
        return (a * b - c) * (a + b) / (2 * a * b * ar.sqrt(A)) * (1 - ar.erfc(ar.sqrt(u)))
    J = ((a * a + b * b - 2 * c) * h + (2 - (a * a + b * b) * c / (a * a * b * b)) * root) / (ar.pi() * A)
    return J * (1 - ar.exp(-u))


def _known(ar: Arithmetic, a: Array) -> Any:
    """Its floats, where rounding is asked about: None in exact arithmetics and inside torch's transforms."""
    return None if ar.name in EXACT else ar.floats(a)


def _size(ar: Arithmetic, *points: Array) -> float:
    """The largest coordinate of what is known."""
    return max((float(abs(v).max()) for a in points if (v := _known(ar, a)) is not None), default=0.0)


def _vanishes(ar: Arithmetic, square: Any, size: float) -> bool:
    """Whether a squared distance is zero: exactly, or in floats up to the rounding of points of that size."""
    v = _known(ar, square)
    return bool(square == 0) if v is None else bool(v <= size**2 * 2.0**-98)


def _time(ar: Arithmetic, t: Time) -> Array:
    return door.times(ar, t, one="these lines are followed at one number t at a time")


def _points(law: Reflection, x: Points) -> Array:
    """Of any dimension: each coordinate is reflected."""
    return door.points(law.ar, "x", x, None)


def _show(ar: Arithmetic, t: Array) -> str:
    v = ar.floats(t)
    return str(t) if v is None else f"{float(v):.6g}"
