"""Laws for claims about flows of more than one law, or of special ones: two pairs, atoms, log-concave data."""

from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from typing import Any, NamedTuple

from analytic import gaussian, mixture
from analytic.arithmetic import Arithmetic, Law
from verify.claim import Regime
from verify.regimes.derived import timed
from verify.regimes.mixtures import ANISOTROPIC, INNER, LINE, LINE_SEPARATED, NON_COMMUTING, THREE_D
from verify.regimes.pairs import PAIR_CORRELATED
from verify.regimes.symbolic import symbolic_mixture

EQUAL_ENDS = (
    Regime(
        "standard ends",
        "d=1, N(0, 1) to N(0, 1)",
        partial(gaussian.independent, mean0=[0], cov0=[[1]], mean1=[0], cov1=[[1]]),
        INNER,
        ((F(3, 5),), (-2,)),
    ),
)
EQUAL_ENDS_EARLY = (replace(EQUAL_ENDS[0], times=(F(0), F(1, 2))),)


class Two(NamedTuple):
    """Two Gaussian pairs: a learned law of (x0, x1) and the true one."""

    ar: Arithmetic
    learned: gaussian.Pair
    true: gaussian.Pair


def _two(learned: Any, true: Any, ar: Arithmetic) -> Two:
    return Two(ar, learned(ar), true(ar))


def _named(source: str, data: str) -> Any:
    names = [f"{source}_0"], [[f"S{source}_00"]], [f"{data}_0"], [[f"S{data}_00"]]
    return lambda ar: gaussian.independent(ar, *names)


TWO_PAIRS = Regime(
    "two pairs",
    "d=2, correlated ends against independent ones",
    partial(
        _two,
        PAIR_CORRELATED.law,
        partial(gaussian.independent, mean0=[0, 0], cov0=[[2, 1], [1, 3]], mean1=[-1, 1], cov1=[[1, 0], [0, 3]]),
    ),
    (F(1, 4), F(9, 10)),
    takes="t",
)
TWO_SYMBOLIC = Regime(
    "symbols d=1, two pairs",
    "all parameters of two pairs, d=1",
    partial(_two, _named("m0", "m1"), _named("n0", "n1")),
    ("t",),
    takes="t",
)


class TwoMixtures(NamedTuple):
    """A learned mixture and the true one, each with its own source."""

    ar: Arithmetic
    learned: mixture.Mixture
    true: mixture.Mixture


def _mixtures(learned: Regime, true: Regime) -> Regime:
    about = f"{learned.name} against {true.name}"
    law = partial(_both, learned.law, true.law)
    return Regime(about, f"d={len(learned.points[0])}, {about}", law, (F(1, 4), F(9, 10)), learned.points[:1])


def _both(learned: Any, true: Any, ar: Arithmetic) -> TwoMixtures:
    return TwoMixtures(ar, learned(ar), true(ar))


_ONE_3D: Any = {"weights": [1], "means": [[0, 1, 0]], "covs": [[[2, 0, 1], [0, 1, 0], [1, 0, 1]]]}
TWO_MIXTURES = (
    _mixtures(ANISOTROPIC, NON_COMMUTING),
    _mixtures(LINE, LINE_SEPARATED),
    _mixtures(THREE_D, Regime.once("one Gaussian in space", "d=3", partial(mixture.mixture, **_ONE_3D))),
)


class Fields(NamedTuple):
    """True and learned field on a line: those of N(0, 1) to N(m, s^2), as (m, s)."""

    ar: Arithmetic
    true: Any
    learned: Any


def _fields(true: tuple[Any, Any], learned: tuple[Any, Any]) -> Regime:
    about = f"N(0, 1) to N(m, s^2): (m, s) = ({true[0]}, {true[1]}), learned ({learned[0]}, {learned[1]})"
    return Regime.once(about, about, lambda ar: Fields(ar, ar.array(list(true)), ar.array(list(learned))))


FIELDS = (_fields((1, 1), (F(3, 2), 2)), _fields((0, 2), (F(1, 10), F(1, 2))))
_OPEN = (F(1, 10), F(1, 2), F(9, 10), F(999, 1000))


def _atoms(name: str, weights: list[F], places: list[F | int], at: tuple[F | int, ...]) -> Regime:
    law = partial(mixture.mixture, weights=weights, means=[[p] for p in places], covs=[[[0]]] * len(places))
    return Regime(name, f"d=1, {name}", law, _OPEN, tuple((p,) for p in at))


ATOMS = (
    _atoms("two atoms at +-2", [F(1, 2)] * 2, [-2, 2], (0, F(1, 3), 5)),
    _atoms("four atoms in [-1, 1]", [F(1, 8), F(3, 8), F(1, 4), F(1, 4)], [-1, F(-1, 3), F(1, 2), 1], (0, F(3, 4), -9)),
)


class Pointed(NamedTuple):
    """Components at +-m with covariance diag(c), source N(0, I)."""

    ar: Arithmetic
    m: Any
    c: Any


_M, _C = (F(3, 2), F(1)), (F(1, 4), F(2))
POINTED = (
    Regime.once(
        "two components off the axes",
        "d=2, +-(3/2, 1), diag(1/4, 2)",
        lambda ar: Pointed(ar, ar.array(list(_M)), ar.array(list(_C))),
    ),
)
ROUND = Regime.once("two round components", "d=2, +-(3/2, 1), I", lambda ar: Pointed(ar, ar.array(list(_M)), ar.array([1, 1])))
_PAIRED: Any = {"weights": [F(1, 2)] * 2, "means": [list(_M), [-m for m in _M]], "covs": [[[_C[0], 0], [0, _C[1]]]] * 2}
CENTRED = tuple(
    Regime(
        name, "d=2, +-(3/2, 1), diag(1/4, 2), at 0", partial(mixture.mixture, **_PAIRED, cov0=cov0), (F(1, 4), F(2, 3)), ((0, 0),)
    )
    for name, cov0 in (("centre of two components", None), ("centre, source diag(1, 4)", [[1, 0], [0, 4]]))
)


def _one(name: str, times: tuple[F, ...], points: tuple[Any, ...], **law: Law) -> Regime:
    return Regime(name, name, partial(mixture.mixture, **law), times, points)


def _informed(name: str, times: tuple[F, ...], **law: Law) -> Regime:
    return Regime(name, name, partial(mixture.mixture, **law), times, takes="t")


INFORMED = (
    _informed(
        "one Gaussian in the plane",
        (F(1, 4), F(9, 10)),
        weights=[1],
        means=[[1, 0]],
        covs=[[[2, 1], [1, 1]]],
        cov0=[[1, 0], [0, 4]],
    ),
    _informed(
        "two modes, information",
        (F(1, 2),),
        weights=[F(1, 3), F(2, 3)],
        means=[[-1], [1]],
        covs=[[[F(1, 2)]], [[1]]],
        cov0=[[2]],
    ),
)
INFORMED_SYMBOLIC = timed((symbolic_mixture(1, 1),))
_NEAR = ((0,), (F(1, 10),), (1,), (-3,))
LOG_CONCAVE = (
    _one("modes 1/2 and width 3/4", (F(1),), _NEAR, weights=[F(1, 2)] * 2, means=[[F(1, 2)], [F(-1, 2)]], covs=[[[F(9, 16)]]] * 2),
    _one("modes 1 and width 3", (F(1),), _NEAR, weights=[F(1, 2)] * 2, means=[[1], [-1]], covs=[[[9]]] * 2),
    _one("one narrow Gaussian", (F(1),), _NEAR, weights=[F(1, 2)] * 2, means=[[0], [0]], covs=[[[F(1, 9)]]] * 2),
)
