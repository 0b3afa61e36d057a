"""Roots: the domain of a matrix root or logarithm, and the root of an increasing function of one variable."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Function = Callable[..., Any]
Point = tuple[Any, Any, Any]  # y, f(y), and what rounding makes of f there
NODES = np.polynomial.legendre.leggauss(16)
WHAT = {"sqrtm": "square root", "logm": "logarithm"}


def principal(name: str, eigenvalues: Any, allowed: Any) -> None:
    """Refuse eigenvalues within `allowed` (rounding) of the closed negative axis, where there is no principal value."""
    for v in eigenvalues:
        if v.real <= allowed and abs(v.imag) <= allowed:
            raise outside(name, float(v.real))


def outside(name: str, value: float) -> ValueError:
    return ValueError(
        f"{name}: eigenvalue {value:.6g} on the closed negative axis: no principal {WHAT[name]}; "
        "pass a positive definite matrix, or one similar to it such as S1 S0^-1, and check for a direction without variance"
    )


def floats_principal(name: str, A: Any, unit: float) -> None:
    """The same for a matrix of floats with rounding unit `unit`."""
    square(name, A)
    if not np.isfinite(A).all():
        raise ValueError(f"{name}: the matrix has an entry that is not a finite number; find where it became one")
    principal(name, np.linalg.eigvals(A), len(A) * unit * float(abs(A).max()))


def square(name: str, A: Any) -> None:
    if A.ndim != 2 or A.shape[0] != A.shape[1]:
        raise ValueError(f"{name}: the matrix has shape {tuple(A.shape)}: it must be one square matrix (d, d)")


def logm(xp: Any, eye: Any, root: Function, A: Any, nodes: Any, plain: Function = np.asarray) -> Any:
    """log A = log(c) I + 2^k int_0^1 Z (I + s Z)^-1 ds, Z = (A/c)^(2^-k) - I, |Z| <= 1/2, c = |A|/sqrt(d), by Gauss-Legendre."""
    (x, w), c = nodes, norm(A) / len(A) ** 0.5
    B, k = A / c, 0
    while bool(plain(norm(B - eye) > 0.5).any()) and k < 64:
        B, k = root(B), k + 1
    Z, s = B - eye, (1 + x[:, None, None]) / 2
    terms = xp.linalg.solve(eye + s * Z, 0 * s + Z)
    return xp.log(c) * eye + 2.0**k / 2 * (w[:, None, None] * terms).sum(0)


def norm(A: Any) -> Any:
    """Of Frobenius."""
    return (A * A).sum() ** 0.5


def holds(name: str, A: Any, X: Any, unit: Any, factor: Any = 1, plain: Function = np.asarray) -> None:
    """Refuse X where |X^2 - A| is beyond 8 d u |X|^2 times the factor by which X itself is known worse than to rounding."""
    miss, noise = norm(X @ X - A), 8 * len(A) * unit * norm(X) ** 2 * factor
    if not bool(plain(miss <= noise).all()):
        off, explained = (float(plain(a + 0 * miss).max()) for a in (miss, noise))
        raise unsolved(name, f": its equation is missed by {off:.3g} where rounding explains {explained:.3g}")


def unsolved(name: str, by: str = "") -> ValueError:
    return ValueError(f"{name}: no {WHAT[name]} found{by}: the matrix is too near a singular one; use digits or balls")


@dataclass(frozen=True)
class Numbers:
    """Where a root is sought: the module of the arrays, the rounding unit, and how often a bracket may be cut.

    `plain` unwraps what a transform of torch may have wrapped; `settle` makes arrays of exact numbers, of balls their midpoints.
    """

    xp: Any
    unit: Any
    rounds: int
    plain: Function = np.asarray
    settle: Function = np.asarray


def increasing(on: Numbers, f: Function, df: Function, ends: Any) -> tuple[Point, Any]:
    """Elementwise the root between the first and the last of `ends` (..., n), sorted, and whether f vanishes there.

    f(y) lists the terms of an increasing sum. It vanishes if |f| <= 4 u sum |terms|, as rounding of the terms explains, or if it
    changes sign between neighbours, 4 u |y| apart. A bracket is cut at the middle one of the ends inside it, since a narrow mode
    is seen from its own ends only; then by Chandrupatla's rule.
    """
    xp, inside = on.xp, (ends.shape[-1] - 2).bit_length()

    def at(y: Any) -> Point:
        terms = f(y := on.settle(y))
        return y, sum(terms), 4 * on.unit * sum(abs(term) for term in terms)

    two, one = _bracket(on, at, df, ends)
    best, three = _nearer(xp, one, two), one
    for k in range(on.rounds):
        least = on.unit * xp.maximum(abs(one[0]), abs(two[0]))
        closed = ((one[1] <= 0) != (two[1] <= 0)) & (abs(one[0] - two[0]) <= 4 * least)
        found = closed | _vanishes(best)
        if bool(on.plain(found).all()):
            break
        x = _cut(xp, one, two, three, least)
        new = at(_among(xp, ends, one[0], two[0], x) if k < inside else x)
        same = (new[1] <= 0) == (one[1] <= 0)
        one, two, three = new, _where(xp, same, two, one), _where(xp, same, one, two)
        now = _nearer(xp, one, two)
        best = _where(xp, _vanishes(best) & (abs(best[1]) < abs(now[1])), best, now)
    return best, found


def solved(on: Numbers, best: Point, found: Any) -> Any:
    """The root, or ValueError where f does not vanish."""
    if bool((bad := ~on.plain(found)).any()):
        y, miss, noise = (float(on.plain(a + 0 * best[0])[bad][0]) for a in best)
        raise ValueError(
            f"no root: the best point, {y:.6g}, misses its equation by {miss:.3g} where rounding explains {noise:.3g}: "
            "a mode or a body is too thin for these numbers; use float64 instead of float32, digits or balls"
        )
    return best[0]


def sorted_ends(lo: Any, hi: Any) -> Any:
    """The ends of the components' own brackets, (..., 2 K)."""
    return np.sort(np.concatenate(np.broadcast_arrays(lo, hi), -1), -1)


def _bracket(on: Numbers, at: Function, df: Function, ends: Any) -> tuple[Point, Point]:
    """Its two ends, moved out by twice Newton's step and a last place where rounding left the root outside."""

    def out(point: Point, side: int) -> Any:
        y, value, noise = point
        step = value / df(y)
        beyond = y + side * 4 * on.unit * abs(y) - on.xp.where(step - step != 0, 0 * y, 2 * step)
        return on.xp.where(side * value < -noise, beyond, y)

    low, high = at(ends[..., 0]), at(ends[..., -1])
    for _ in range(4):
        if not bool(on.plain((low[1] > low[2]) | (high[1] < -high[2])).any()):
            break
        low, high = at(out(low, -1)), at(out(high, 1))
    return low, high


def _vanishes(point: Point) -> Any:
    """f there is 0 to its rounding; not where both are infinite."""
    return (abs(point[1]) < point[2]) | (point[1] == 0)


def _where(xp: Any, condition: Any, one: Point, other: Point) -> Point:
    y, value, noise = (xp.where(condition, a, b) for a, b in zip(one, other, strict=True))
    return y, value, noise


def _nearer(xp: Any, one: Point, other: Point) -> Point:
    """The one with the smaller |f|."""
    return _where(xp, abs(one[1]) <= abs(other[1]), one, other)


def _cut(xp: Any, one: Point, two: Point, three: Point, least: Any) -> Any:
    """x1 + s (x2 - x1), `least` off both: s by inverse quadratic interpolation where trusted, else 1/2 (Chandrupatla 1997)."""
    (x1, f1, _), (x2, f2, _), (x3, f3, _) = one, two, three

    def over(a: Any, b: Any) -> Any:
        return a / xp.where(b == 0, 1 + 0 * b, b)

    xi, phi = over(x1 - x2, x3 - x2), over(f1 - f2, f3 - f2)
    trusted = (phi * phi < xi) & ((1 - phi) * (1 - phi) < 1 - xi)
    s = over(f1, f2 - f1) * over(f3, f2 - f3) + over(x3 - x1, x2 - x1) * over(f1, f3 - f1) * over(f2, f3 - f2)
    half, edge = 0 * least + 0.5, over(least, abs(x2 - x1))
    s = xp.where(trusted, s, half)
    s = xp.where(s != s, half, xp.where(s < edge, edge, s))  # infinite f
    return x1 + xp.where(s > 1 - edge, 1 - edge, s) * (x2 - x1)


def _among(xp: Any, ends: Any, x1: Any, x2: Any, otherwise: Any) -> Any:
    """The middle one of the ends strictly between x1 and x2, or `otherwise`."""
    within = (ends > xp.minimum(x1, x2)[..., None]) & (ends < xp.maximum(x1, x2)[..., None])
    count = within.sum(-1)
    middle = within & (xp.cumsum(within, -1) == (count[..., None] + 1) // 2)
    return xp.where(count > 0, xp.where(middle, ends, 0 * ends).sum(-1), otherwise)
