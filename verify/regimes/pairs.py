"""Gaussian pairs, transports between Gaussians, and linear constraints on a Gaussian."""

from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from typing import Any, NamedTuple

from analytic import brenier, gaussian
from analytic.arithmetic import Arithmetic, Law
from verify.claim import Regime, Role
from verify.regimes.mixtures import CLOSED, NEAR_ONE


def _pair(
    name: str,
    about: str,
    times: tuple[F, ...],
    points: tuple[tuple[F | int, ...], ...],
    make: Any = gaussian.independent,
    **law: Law,
) -> Regime:
    return Regime(name, about, partial(make, **law), times, points)


PAIR = _pair(
    "Gaussian pair",
    "d=2, non-commuting S0, S1, independent ends",
    CLOSED,
    ((F(3, 5), F(2, 5)), (-1, 2)),
    mean0=[F(1, 2), -1],
    cov0=[[1, 0], [0, 4]],
    mean1=[1, 2],
    cov1=[[2, 1], [1, 2]],
)
PAIR_3D = _pair(
    "Gaussian pair in 3-d",
    "d=3, non-commuting S0, S1, independent ends",
    (F(1, 3), F(4, 5)),
    ((1, 0, -1), (F(1, 2), F(1, 3), F(1, 5))),
    mean0=[0, F(1, 2), 0],
    cov0=[[1, F(1, 2), 0], [F(1, 2), 2, 0], [0, 0, 3]],
    mean1=[1, 0, 2],
    cov1=[[2, 1, 0], [1, 2, 1], [0, 1, 2]],
)
PAIR_NEARLY_SINGULAR = _pair(
    "nearly singular pair",
    "d=2, S1 of condition 4e6, t up to 1 - 1e-6",
    (F(1, 2), NEAR_ONE),
    ((F(1, 2), F(1, 2)), (1, -1)),
    mean0=[0, 0],
    cov0=[[1, 0], [0, 3]],
    mean1=[1, 1],
    cov1=[[1, 1 - F(1, 2 * 10**6)], [1 - F(1, 2 * 10**6), 1]],
)
PAIR_COMMUTING = _pair(
    "standard source pair",
    "d=2, S0 = I: every S1 commutes with it",
    CLOSED,
    ((F(3, 5), F(2, 5)), (100, -700)),
    mean0=[0, 0],
    cov0=[[1, 0], [0, 1]],
    mean1=[1, 2],
    cov1=[[2, 1], [1, 2]],
)
PAIR_CORRELATED = _pair(
    "correlated ends",
    "d=2, a cross-covariance that is not symmetric",
    CLOSED,
    ((F(3, 5), F(2, 5)), (-1, 2)),
    make=gaussian.joint,
    mean0=[F(1, 2), -1],
    cov0=[[1, 0], [0, 4]],
    mean1=[1, 2],
    cov1=[[2, 1], [1, 2]],
    cross=[[F(1, 2), F(1, 3)], [F(-1, 2), F(1, 4)]],
)
AT_ZERO = replace(PAIR_CORRELATED, name="correlated ends, at 0", points=((0, 0), (0, 1)))  # what is constant in x is no quotient


def _linear(
    name: str,
    about: str,
    A: list[list[F | int]],
    times: tuple[F, ...],
    points: tuple[tuple[F | int, ...], ...],
    role: Role = Role.GENERIC,
) -> Regime:
    """x0 ~ N(0, I) and x1 = A z, z ~ N(0, I) independent of x0."""
    d = len(A)
    cov1 = [[sum(p * q for p, q in zip(r, s, strict=True)) for s in A] for r in A]
    start = [[int(i == j) for j in range(d)] for i in range(d)]
    return replace(_pair(name, about, times, points, mean0=[0] * d, cov0=start, mean1=[0] * d, cov1=cov1), role=role)


LINEAR = (
    _linear("linear map", "d=2, A not symmetric", [[2, 1], [-1, 1]], CLOSED, ((F(3, 5), F(2, 5)), (-1, 2))),
    _linear(
        "linear map in 3-d", "d=3, A not symmetric", [[1, 2, 0], [0, 1, -1], [1, 0, F(1, 3)]], CLOSED, ((1, 0, -1), (40, 9, -300))
    ),
    _linear(
        "nearly singular map",
        "d=2, det A = 1e-6",
        [[1, 1], [1, 1 + F(1, 10**6)]],
        (F(1, 2), NEAR_ONE, F(1)),
        ((1, -1), (2, 1)),
        Role.NEARLY_SINGULAR,
    ),
    _linear(
        "singular map", "d=2, A of rank one, t < 1", [[1, 2], [2, 4]], (F(0), F(1, 2), NEAR_ONE), ((1, -1), (2, 1)), Role.SINGULAR
    ),
    _linear("linear map on a line", "d=1, A = 3", [[3]], CLOSED, ((F(3, 5),), (-2,))),
    _linear(
        "singular map in 3-d",
        "d=3, A of rank two, t < 1",
        [[1, 2, 0], [0, 1, 0], [1, 1, 0]],
        (F(1, 2), NEAR_ONE),
        ((1, -1, 2),),
        Role.SINGULAR,
    ),
)
PAIR_ALIGNED = _pair(
    "commuting pair",
    "d=2, S0 and S1 have the same axes, none of them a multiple of I",
    CLOSED,
    ((F(3, 5), F(2, 5)), (-1, 2)),
    mean0=[F(1, 2), -1],
    cov0=[[2, 1], [1, 2]],
    mean1=[1, 2],
    cov1=[[3, -1], [-1, 3]],
)
PAIR_TURNED = _pair(
    "turned ends",
    "d=2, x1 is x0 turned and stretched: a coupling that is not optimal",
    CLOSED,
    ((F(3, 5), F(2, 5)), (-1, 2)),
    make=gaussian.deterministic,
    mean0=[F(1, 2), -1],
    cov0=[[1, 0], [0, 4]],
    mean1=[1, 2],
    T=[[F(3, 5), F(-4, 5)], [F(8, 5), F(6, 5)]],
)
PAIRS = (PAIR, PAIR_3D, PAIR_NEARLY_SINGULAR, PAIR_COMMUTING)
COUPLED = (*PAIRS, PAIR_CORRELATED)


def _transport(r: Regime) -> Regime:
    law: Any = r.law
    return replace(r, law=partial(brenier.transport, **law.keywords))


TRANSPORT_1D = Regime(
    "line transport",
    "d=1, N(1/2, 1) to N(3, 4)",
    partial(brenier.transport, mean0=[F(1, 2)], cov0=[[1]], mean1=[3], cov1=[[4]]),
    CLOSED,
    ((F(3, 5),), (-2,)),
)
TRANSPORTS = (*map(_transport, PAIRS), TRANSPORT_1D)


class Constraint(NamedTuple):
    """B v = 0 for v ~ N(0, I_d); the rows of N are a basis of the solutions."""

    ar: Arithmetic
    B: Any  # (m, d)
    N: Any  # (d - m, d)


def _constraint(name: str, B: list[list[F | int]], N: list[list[F | int]]) -> Regime:
    law = partial(_constrained, B, N)
    return Regime(name, f"d={len(B[0])}, B of rank {len(B)}", law, (F(0),), takes="t")


def _constrained(B: list[list[F | int]], N: list[list[F | int]], ar: Arithmetic) -> Constraint:
    return Constraint(ar, ar.array(B), ar.array(N))


CONSTRAINTS = (
    _constraint("one condition", [[1, 2, -1]], [[2, -1, 0], [1, 0, 1]]),
    _constraint("two conditions", [[1, 1, 0, 0], [0, 1, 1, 3]], [[1, -1, 1, 0], [3, -3, 0, 1]]),
    _constraint("nearly parallel conditions", [[1, 1, 0], [1, 1 + F(1, 10**6), 0]], [[0, 0, 1]]),
)
