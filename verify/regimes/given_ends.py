"""Given ends: data of one point and of a few, on several paths; two points with noise between them."""

from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from typing import Any, NamedTuple

from analytic import gaussian, interpolant, mixture
from analytic.arithmetic import Arithmetic, Array, Law, Points, Time
from analytic.path import linear, trigonometric, variance_exploding, variance_preserving
from verify.claim import Formula, Function, Regime
from verify.regimes.derived import along, when
from verify.regimes.interpolants import stacked
from verify.regimes.symbolic import names_of, symbolic

TIMES = (F(0), F(1, 4), F(1, 2), F(9, 10))
SOURCE: dict[str, Any] = {"mean0": [F(1, 2), -1], "cov0": [[2, 1], [1, 3]]}
POINTS = ((F(3, 5), F(2, 5)), (-1, 2))


def narrow(ar: Arithmetic, t: Array, smallest: F | str = F(1, 10)) -> tuple[Array, Array, Array, Array]:
    """a = 1 - (1 - sigma_min) t, b = t."""
    s = ar.array(smallest)[()]
    return 1 - (1 - s) * t, t, 0 * t - (1 - s), 0 * t + 1


def narrow_symbolic(ar: Arithmetic, t: Array) -> tuple[Array, Array, Array, Array]:
    """Every sigma_min."""
    return narrow(ar, t, "k")


def _points(name: str, data: list[list[Any]], points: Any, weights: Any = None, **source: Any) -> Regime:
    d, n = len(data[0]), len(data)
    law: Any = partial(mixture.mixture, weights=weights or [F(1, n)] * n, means=data, covs=[[[0] * d] * d] * n, **source)
    return Regime(name, f"d={d}, {n} data point{'s' * (n > 1)}", law, TIMES, points)


ONE = _points("one data point", [[2, F(1, 3)]], POINTS, **SOURCE)
ONE_3D = _points(
    "one data point in space",
    [[1, F(1, 3), 2]],
    ((F(3, 5), F(3, 2), -1),),
    mean0=[0, F(1, 2), 0],
    cov0=[[1, 0, 0], [0, 2, 1], [0, 1, 3]],
)
FEW = _points("three data points", [[2, 0], [0, 2], [-1, F(1, 2)]], POINTS, [F(1, 2), F(1, 3), F(1, 6)], **SOURCE)
INSIDE = when((ONE, ONE_3D), lambda t: t > 0)
GIVEN = (*INSIDE, *along(INSIDE[:1], trigonometric), *along(INSIDE[:1], narrow))
NARROW = along((ONE, ONE_3D), narrow)
EXPLODING, PRESERVING = (along(INSIDE, path) for path in (variance_exploding, variance_preserving))
AVERAGED = (*when((FEW,), lambda t: t > 0), *along(when((FEW,), lambda t: t > 0), trigonometric))


def symbolic_point(d: int) -> Regime:
    """One data point, all parameters as symbols."""
    names = names_of("mixture", d, 1) | {"covs": [[[0] * d] * d]}
    return symbolic("mixture", names, f"symbols, one data point, d={d}", f"all parameters and one data point, d={d}")


def _two_points(name: str, x0: list[Any], x1: list[Any], noise: Any, sigma: F | int, path: Any = linear) -> Regime:
    still = [[0] * len(x0)] * len(x0)

    def law(ar: Arithmetic) -> interpolant.Interpolant:
        return interpolant.interpolant(gaussian.independent(ar, x0, still, x1, still, path), noise(sigma))

    about = f"d={len(x0)}, both ends given, {noise.__name__} noise {sigma}"
    return Regime(name, about, law, TIMES[1:], POINTS if len(x0) == 2 else ((1,), (F(-1, 3),)))


_POINT = symbolic_point(1)
NARROW_SYMBOLIC = (replace(_POINT, name=f"{_POINT.name}, narrow", law=lambda ar: replace(_POINT.law(ar), path=narrow_symbolic)),)


class Batches(NamedTuple):
    """Batches of n draws of increasing points on a line, with weights, at both ends."""

    ar: Arithmetic
    x0: Any
    x1: Any
    w0: Any
    w1: Any
    n: int


def _batches(n: int, x0: list[Any], x1: list[Any], w0: list[F], w1: list[F]) -> Regime:
    def law(ar: Arithmetic) -> Batches:
        return Batches(ar, x0, x1, ar.array(w0), ar.array(w1), n)

    return Regime.once(f"batches of {n}, {len(x0)} and {len(x1)} points", f"d=1, n = {n}, weighted points", law)


BATCHES = (
    _batches(2, [-1, F(1, 2), 3], [-2, 0, 1], [F(1, 2), F(1, 3), F(1, 6)], [F(1, 7), F(2, 7), F(4, 7)]),
    _batches(3, [0, 1], [-1, 2, 3], [F(1, 4), F(3, 4)], [F(1, 2), F(1, 3), F(1, 6)]),
    _batches(1, [0, 1], [-1, 2], [F(1, 4), F(3, 4)], [F(1, 2), F(1, 2)]),
)
BRIDGES = (
    _two_points("a bridge in the plane", [0, 1], [2, F(1, 3)], interpolant.bridge, F(4, 5)),
    _two_points("a bridge on a line", [-1], [2], interpolant.bridge, 2),
)
BETWEEN = (
    *BRIDGES,
    _two_points("a bridge on a curved path", [0, 1], [2, F(1, 3)], interpolant.bridge, F(4, 5), trigonometric),
    _two_points("two points, constant noise", [0, 1], [2, F(1, 3)], interpolant.constant, F(1, 3), trigonometric),
)


def average_between(f: Function) -> Formula:
    """E[f(law, t, x, x0, x1) | x_t = x] of an interpolant, f affine in the ends: at their means given x_t."""

    def mean(law: Law, t: Time, x: Points) -> Array:
        m, cov, at, _ = stacked(law, t)
        d = x.shape[-1]
        z = m + (x - at @ m) @ law.ar.solve(at @ cov @ at.T, cov @ at.T).T
        return f(law, t, x, z[:, :d], z[:, d : 2 * d])

    return mean


def bridge_by_regression(law: Law, t: Time, x: Points) -> Array:
    """E[x_t' | x_t = x] from the joint law of x0, x1, z, which are points but for z."""
    m, cov, at, rate = stacked(law, t)
    return rate @ m + (x - at @ m) @ law.ar.solve(at @ cov @ at.T, rate @ cov @ at.T).T
