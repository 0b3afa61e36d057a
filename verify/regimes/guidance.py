"""Mixtures with a class and a weight of guidance; Gaussian pairs that share their source, one of them the class."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from typing import Any, NamedTuple

from analytic import gaussian, mixture
from analytic.arithmetic import Arithmetic
from analytic.path import Path, linear, trigonometric
from verify.claim import Regime
from verify.regimes.derived import along
from verify.regimes.mixtures import ANISOTROPIC, INNER, LINE, NON_COMMUTING, THREE_D
from verify.regimes.symbolic import symbolic_mixture


class Guided(NamedTuple):
    ar: Arithmetic
    mix: mixture.Mixture
    k: Any  # a component, or a list
    w: Any


class GuidedPair(NamedTuple):
    """The whole law and that of the class."""

    ar: Arithmetic
    pair: gaussian.Pair
    aim: gaussian.Pair
    w: Any


def _guided(law: Callable[[Arithmetic], Any], k: Any, w: Any, ar: Arithmetic) -> Guided:
    return Guided(ar, law(ar), k, ar.array(w)[()])


def guided(r: Regime, k: Any, w: Any, times: Any = INNER) -> Regime:
    return replace(r, name=f"{r.name}, class {k}, w = {w}", law=partial(_guided, r.law, k, w), times=times)


_TURNED = along((NON_COMMUTING,), trigonometric)[0]
GUIDED = (
    guided(ANISOTROPIC, 0, 2, INNER[1:]),
    guided(_TURNED, [2, 0], F(-1, 2), INNER[:1]),
    guided(THREE_D, [1], 3, THREE_D.times[:1]),
    guided(LINE, [1, 2], F(15, 2), INNER[:1]),
)
GUIDED_SYMBOLIC = (guided(symbolic_mixture(1, 2), 0, "g", ("t",)),)
_TWO: Any = partial(
    mixture.mixture, weights=[F(1, 3), F(2, 3)], means=[[1], [-1]], covs=[[[F(1, 2)]], [[1]]], mean0=[F(1, 4)], cov0=[[2]]
)
_MODES = Regime("two modes, one the class", "d=1, K=2", _TWO, (F(1, 2),), ((F(3, 4),),))


def _line(w: int, ar: Arithmetic) -> Guided:
    return Guided(ar, _TWO(ar), 0, w)


NOISED = tuple(replace(_MODES, name=f"{_MODES.name}, w = {w}", law=partial(_line, w)) for w in (2,))
UNGUIDED = tuple(replace(_MODES, name=f"{_MODES.name}, w = {w}", law=partial(_line, w)) for w in (0, 1))


def _pairs(ends: dict[str, Any], mean1: Any, cov1: Any, w: Any, path: Path, ar: Arithmetic) -> GuidedPair:
    aim = gaussian.independent(ar, **{**ends, "mean1": mean1, "cov1": cov1}, path=path)
    return GuidedPair(ar, gaussian.independent(ar, **ends, path=path), aim, ar.array(w)[()])


def _pair(name: str, ends: dict[str, Any], mean1: Any, cov1: Any, w: Any, path: Path = linear, times: Any = INNER[:2]) -> Regime:
    x = tuple(f"x_{i}" if times == ("t",) else F(3 - 2 * i, 5) for i in range(len(mean1)))
    name = f"{name}, w = {w}, {path.__name__}"
    return Regime(name, f"d={len(mean1)}, {name}", partial(_pairs, ends, mean1, cov1, w, path), times, (x,))


_STANDARD: Any = {"mean0": [0], "cov0": [[1]], "mean1": [0], "cov1": [[4]]}
_WIDE: Any = {"mean0": [F(1, 2)], "cov0": [[F(9, 4)]], "mean1": [-1], "cov1": [[3]]}
_PLANE: Any = {"mean0": [F(1, 2), -1], "cov0": [[1, 0], [0, 4]], "mean1": [1, 2], "cov1": [[2, 1], [1, 2]]}
_ALL: Any = {"mean0": ["m0_0"], "cov0": [["S0_00"]], "mean1": ["m1_0"], "cov1": [["S1_00"]]}
_MEAN, _COV = [0, 1], [[F(3, 2), F(1, 2)], [F(1, 2), 3]]  # (S0 + S1)/2: one pencil, no two of them commute
_ALIKE: Any = {"mean0": [0, 1], "cov0": [[2, 1], [1, 2]], "mean1": [1, 2], "cov1": [[3, 1], [1, 3]]}
_ALSO_ALIKE = [[F(3, 2), F(-1, 2)], [F(-1, 2), F(3, 2)]]  # [[p, q], [q, p]]: all commute
WEIGHTS = (2, 3, F(15, 2))
STANDARD_LINES = tuple(_pair("variance 4, the class 1", _STANDARD, [1], [[1]], w) for w in WEIGHTS)
GUIDED_PAIRS = (
    _pair("a line", _WIDE, [2], [[F(1, 2)]], F(-1, 2), trigonometric, INNER[:1]),
    _pair("one pencil in the plane", _PLANE, _MEAN, _COV, F(5, 2), times=INNER[1:2]),
    _pair("commuting in the plane", _ALIKE, _MEAN, _ALSO_ALIKE, F(5, 2), times=INNER[1:2]),
)
COMMUTING = tuple(replace(r, times=(1,)) for r in (GUIDED_PAIRS[0], GUIDED_PAIRS[2]))  # at the end
TRIPLE = tuple(_pair("a line", _WIDE, [2], [[F(1, 2)]], 3, path) for path in (linear, trigonometric))
DOUBLED = (
    *(_pair("a line", _WIDE, [2], [[F(1, 2)]], 2, path) for path in (linear, trigonometric)),
    _pair("one pencil in the plane", _PLANE, _MEAN, _COV, 2, times=INNER[1:2]),
)
SYMBOLIC_PAIR, SYMBOLIC_TRIPLE, SYMBOLIC_DOUBLED = (
    (_pair("symbols", _ALL, ["n_0"], [["C_00"]], w, times=("t",)),) for w in ("g", 3, 2)
)
TILTED = (*STANDARD_LINES, _pair("one pencil in the plane", _PLANE, _MEAN, _COV, F(-1, 4)))
ENDS_OF_THE_SCALE = tuple(_pair("one pencil in the plane", _PLANE, _MEAN, _COV, w) for w in (0, 1))
