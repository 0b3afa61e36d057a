"""Two pairs of isotropic ends in R^d, s0^2, s1^2, c the covariances of each coordinate, a distance e; pairs made by a map."""

from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator

from analytic import crossing, gaussian
from analytic.arithmetic import Arithmetic, Array, Law, Time
from verify.claim import Regime
from verify.regimes.couplings import line_parameters
from verify.regimes.crossings import LINES_ALONE, SPACES
from verify.regimes.derived import once
from verify.regimes.pairs import PAIR, PAIR_3D, PAIR_CORRELATED


class Passing(NamedTuple):
    ar: Arithmetic
    s0: Any
    s1: Any
    c: Any
    d: int
    e: Any


def _passing(d: int, s0: Any, s1: Any, c: Any, e: Any) -> Regime:
    def law(ar: Arithmetic) -> Passing:
        a, b, cross, near = ar.array([s0, s1, c, e])
        return Passing(ar, a, b, cross, d, near)

    near = "e = 2^-120" if e == NEAR else f"e = {e}"
    return Regime.once(f"d = {d}, ({s0}, {s1}, {c}), {near}", f"isotropic ends in R^{d}, (s0, s1, c), {near}", law)


NEAR, FAR = F(1, 2**120), F(1, 2)
_ENDS: tuple[tuple[Any, Any, Any], ...] = ((1, 1, 0), (1, 2, F(3, 2)), (F(1, 2), 3, -1))
CLOSE = tuple(_passing(d, *ends, NEAR) for d in (1, 2, 3) for ends in _ENDS)
WITHIN = tuple(_passing(d, *ends, FAR) for d in (1, 2, 3) for ends in _ENDS[:2])


def passes(law: Passing, n: int, random: Generator) -> SimpleNamespace:
    """Whether the lines of two pairs are within e where they are closest, at a time inside (0, 1)."""
    root = np.linalg.cholesky([[law.s0**2, law.c], [law.c, law.s1**2]])
    one, two = random.standard_normal((2, n, law.d, 2)) @ root.T
    e0, e1 = np.moveaxis(one - two, -1, 0)
    way = e1 - e0
    s = -(e0 * way).sum(1) / (way * way).sum(1)
    gap = np.sqrt(((e0 + s[:, None] * way) ** 2).sum(1))
    return SimpleNamespace(xt=np.zeros((n, 1)), near=((s > 0) & (s < 1) & (gap < law.e)).astype(float))


def near_chance(pair: Law, e: Time) -> Array:
    """How often the lines of two pairs of a `Pair` with isotropic ends pass within e of one another, (1, 1)."""
    return pair.ar.array([[crossing.passing_chance(pair.ar, len(pair.m0), *line_parameters(pair), e)]])


NEARING = tuple(replace(r, times=(F(0),), takes="t") for r in (LINES_ALONE[1], *SPACES))  # as the distance e tends to 0
SPREAD = once((PAIR, PAIR_CORRELATED, PAIR_3D))


def _mapped(name: str, T: list[list[Any]]) -> Regime:
    d = len(T)
    eye = [[int(i == j) for j in range(d)] for i in range(d)]
    law = partial(gaussian.deterministic, mean0=[0] * d, cov0=eye, mean1=[5] * d, T=T)
    return Regime.once(name, f"d={d}, x1 = 5 + T x0", law)


MAPPED = (
    _mapped("half turn", [[-1, 0], [0, -1]]),
    _mapped("reflection in space, stretched", [[-2, 0, 0], [0, -2, 0], [0, 0, -2]]),
    _mapped("reflection, unequally stretched", [[-1, 0], [0, -2]]),
    _mapped("quarter turn", [[0, -1], [1, 0]]),
)
EVERY_MAP = (
    *MAPPED,
    _mapped("stretched alike", [[2, 0], [0, 2]]),
    _mapped("sheared reflection", [[-1, 1], [0, -1]]),
    _mapped("turned backwards in space", [[F(-3, 5), F(4, 5), 0], [F(-4, 5), F(-3, 5), 0], [0, 0, -1]]),
)
