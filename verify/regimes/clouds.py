"""Finite data: on a line with the exact flow, and in the plane and in space for the memorising velocity."""

from dataclasses import dataclass, replace
from fractions import Fraction as F
from functools import partial
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.random import Generator

from analytic import empirical, line, mixture
from analytic.arithmetic import Arithmetic, Law, Time
from verify.claim import Regime
from verify.regimes.derived import at_one_point
from verify.routes.draws import Draw, sample


def _atoms(name: str, weights: list[F], points: list[Any]) -> Regime:
    law = partial(mixture.mixture, weights=weights, means=[[p] for p in points], covs=[[[0]]] * len(points))
    return Regime(name, f"d=1, {len(points)} data points", law, (F(1),), ((F(-6, 5),), (F(1, 10),), (2,)))


ATOMS_1D = (
    _atoms("four data points", [F(1, 4)] * 4, [-2, F(-1, 2), F(1, 3), 1]),
    _atoms("three weighted data points", [F(1, 2), F(1, 3), F(1, 6)], [-1, 0, 5]),
)


@dataclass(frozen=True, eq=False)
class Grid:
    """Data x = R y, the coordinates y_i independent and finite: from N(0, I) the exact flow is R times that of each of them."""

    ar: Any
    axes: tuple[mixture.Mixture, ...]
    R: Any  # (d, d), orthogonal


def _grid(ar: Arithmetic, axes: Any, R: Any) -> Grid:
    return Grid(ar, tuple(ATOMS_1D[i].law(ar) for i in axes), ar.array(R))


def axes_of(law: Law) -> tuple[Any, Any]:
    """The laws of the coordinates, and R; a mixture on a line is a grid of one axis."""
    return (law.axes, law.R) if isinstance(law, Grid) else ((law,), law.ar.eye(1))


def memorised(law: Law, t: Time, x: Any) -> Any:
    """The data point with the quantile of x: the i-th if Phi(x) is between w_1 + ... + w_(i-1) and w_1 + ... + w_i."""
    (axes, R), floats = axes_of(law), law.ar.floats
    at = [np.searchsorted(np.cumsum(floats(a.w)), floats(line.cdf(a, 0, (x @ R)[:, [i]]))[:, 0]) for i, a in enumerate(axes)]
    return np.concatenate([a.m[k] for a, k in zip(axes, at, strict=True)], axis=1) @ R.T


def grid_draw(law: Law, t: Time, n: int, random: Generator) -> SimpleNamespace:
    """n draws of a grid's law: coordinates drawn apart, then turned."""
    axes, R = axes_of(law)
    drawn = [sample(axis, t, n, random) for axis in axes]
    x0, x1 = (np.hstack([getattr(d, end) for d in drawn]) @ law.ar.floats(R).T for end in ("x0", "x1"))
    return SimpleNamespace(t=t, x0=x0, x1=x1)


GRIDS = tuple(
    Regime(name, name, partial(_grid, axes=axes, R=R), (F(1),), points)
    for name, axes, R, points in (
        ("twelve points in the plane", (0, 1), [[F(3, 5), F(-4, 5)], [F(4, 5), F(3, 5)]], ((F(-6, 5), F(1, 10)),)),
        ("36 points in space", (0, 1, 1), [[1, 0, 0], [0, 1, 0], [0, 0, 1]], ((F(1, 10), 0, F(-6, 5)),)),
    )
)


def _cloud(name: str, points: list[list[Any]], at: tuple[tuple[Any, ...], ...], weights: Any = None) -> Regime:
    times = (F(0), F(1, 4), F(1, 2), F(9, 10), F(99, 100))
    return Regime(name, f"{len(points)} data points", partial(empirical.cloud, points=points, weights=weights), times, at)


CLOUDS = (
    _cloud("cloud on a line", [[-2], [F(1, 3)], [1]], ((F(3, 5),), (-30,)), [F(1, 2), F(1, 3), F(1, 6)]),
    _cloud("cloud in the plane", [[2, 0], [0, 2], [-1, F(1, 2)], [1, 1]], ((F(3, 5), F(2, 5)), (-1, 2))),
    _cloud("cloud in space", [[1, 0, 2], [-1, 1, 0], [0, 0, F(1, 7)]], ((1, 0, -1), (F(1, 2), F(1, 3), F(1, 5)))),
)
WHOLE_CLOUDS = at_one_point(CLOUDS[:2])
SAMPLED_CLOUDS = (replace(CLOUDS[1], times=(F(1, 4), F(1, 2))),)


@dataclass(frozen=True)
class Count:
    """N points of N(0, I_d)."""

    ar: Any
    N: Any
    d: Any


def _count(N: int, d: int) -> Regime:
    def law(ar: Arithmetic) -> Law:
        return Count(ar, ar.array(N)[()], ar.array(d)[()])

    return Regime.once(f"N = {N}, d = {d}", f"{N} points of N(0, I), d={d}", law)


COUNTS = tuple(_count(*c) for c in ((1000, 2), (1000, 20), (1000, 100), (50_000, 784)))


def symbolic_cloud(d: int, N: int) -> Regime:
    def law(ar: Arithmetic) -> empirical.Cloud:
        return empirical.cloud(ar, [[f"y{n}{i}" for i in range(d)] for n in range(N)])

    return Regime(f"symbols, {N} points, d={d}", f"all {N} points, d={d}", law, ("t",), (tuple(f"x_{i}" for i in range(d)),))


def as_mixture(law: empirical.Cloud) -> mixture.Mixture:
    """The same data as a mixture whose components have no spread, source N(0, I)."""
    return mixture.mixture(law.ar, law.p, law.y, [[[0] * law.y.shape[1]] * law.y.shape[1]] * len(law.y))


def cloud_draw(law: Law, t: Time, n: int, random: Generator) -> Draw:
    return sample(as_mixture(law), t, n, random)
