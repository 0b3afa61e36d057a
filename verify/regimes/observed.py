"""Mixtures with a noisy linear observation; Gaussian lines for samplers that guess its likelihood."""

from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from analytic import gaussian, mixture
from analytic import observed as observation
from analytic.arithmetic import Arithmetic
from analytic.path import Path, linear, trigonometric
from verify.claim import Regime
from verify.regimes.derived import along
from verify.regimes.mixtures import ANISOTROPIC, INNER, LINE, NON_COMMUTING, THREE_D
from verify.regimes.symbolic import symbolic_mixture

CLOSED_RIGHT = (F(1, 4), F(1, 2), F(1))


class Observed(NamedTuple):
    ar: Arithmetic
    mix: mixture.Mixture
    H: Any  # (p, d)
    R: Any  # (p, p)
    y: Any  # (p,)


def _observed(law: Any, H: Any, R: Any, y: Any, ar: Arithmetic) -> Observed:
    return Observed(ar, law(ar), ar.array(H), ar.array(R), ar.array(y))


def observed(r: Regime, H: Any, R: Any, y: Any, times: Any = INNER) -> Regime:
    return replace(r, name=f"{r.name}, observed", law=partial(_observed, r.law, H, R, y), times=times)


_TURNED = along((NON_COMMUTING,), trigonometric)[0]
_ONE: Any = partial(
    mixture.mixture, weights=[1], means=[[F(1, 2), -1]], covs=[[[2, 1], [1, 2]]], mean0=[0, 1], cov0=[[1, 0], [0, 4]]
)
_GAUSSIAN = Regime("a Gaussian", "d=2, K=1, S0 and C do not commute", _ONE, INNER, ((F(3, 5), F(2, 5)), (-1, 2)))
OBSERVED = (
    observed(ANISOTROPIC, [[1, 2]], [[F(1, 2)]], [1], CLOSED_RIGHT),
    observed(_TURNED, [[1, 0], [1, -1]], [[1, F(1, 2)], [F(1, 2), 2]], [2, F(-1, 3)], INNER[:2]),
    observed(THREE_D, [[1, 1, 0], [0, 0, 2]], [[1, 0], [0, 3]], [0, 1], THREE_D.times[:1]),
    observed(LINE, [[2]], [[F(1, 2)]], [F(13, 10)], CLOSED_RIGHT),
)
OBSERVED_INSIDE = tuple(replace(r, times=tuple(t for t in r.times if t < 1)) for r in OBSERVED)
ONE_SYMBOLIC = observed(symbolic_mixture(1, 1), [["h"]], [["C9_00"]], ["y"], ("t",))
_AT: Any = {"H": [[1, 2]], "R": [[F(1, 2)]], "y": [1]}
GAUSSIANS = (observed(_GAUSSIAN, **_AT), observed(along((_GAUSSIAN,), trigonometric)[0], **_AT))
_NORMAL: Any = partial(mixture.mixture, weights=[1], means=[[0, 0]], covs=[[[1, 0], [0, 1]]])
_STANDARD = Regime("N(0, I) to N(0, I)", "d=2", _NORMAL, (F(1, 4), F(4, 5)), ((F(3, 5), F(2, 5)), (-1, 2)))
STANDARD_ENDS = tuple(observed(r, **_AT, times=(F(1, 4), F(4, 5))) for r in (_STANDARD, *along((_STANDARD,), trigonometric)))


class Line(NamedTuple):
    """A Gaussian pair on a line with an observation, and its data as a mixture of one component."""

    ar: Arithmetic
    pair: gaussian.Pair
    mix: mixture.Mixture
    H: Any
    R: Any
    y: Any


def _line(m0: Any, S0: Any, m: Any, S1: Any, H: Any, R: Any, y: Any, path: Path, ar: Arithmetic) -> Line:
    pair = gaussian.independent(ar, [m0], [[S0]], [m], [[S1]], path)
    mix = mixture.mixture(ar, [1], [[m]], [[[S1]]], [m0], [[S0]], path)
    return Line(ar, pair, mix, ar.array(H), ar.array(R), ar.array(y))


def _on_line(name: str, *given: Any, path: Path = linear, times: Any = INNER, x: Any = ((F(3, 5),), (-2,))) -> Regime:
    law: Any = partial
    return Regime(name, f"d=1, {name}", law(_line, *given, path), times, x)


WIDE = _on_line("N(0, 2), R = 1/2", 0, 1, 0, 2, [[1]], [[F(1, 2)]], [F(13, 10)])
STANDARD_DATA = _on_line("N(0, 1), R = 1/2", 0, 1, 0, 1, [[1]], [[F(1, 2)]], [F(13, 10)])
_TWICE: Any = (F(1, 2), F(9, 4), -1, 3, [[1], [2]], [[1, F(1, 2)], [F(1, 2), 2]], [2, 1])
LINES = (WIDE, STANDARD_DATA, _on_line("seen twice", *_TWICE, path=trigonometric))
SYMBOLIC_LINE = _on_line("symbols", "m0_0", "S0_00", "m1_0", "S1_00", [["h"]], [["C9_00"]], ["y"], times=("t",), x=(("x_0",),))


class Several(NamedTuple):
    """A mixture, and observations of one number each, with independent noises of variance R_j."""

    ar: Arithmetic
    mix: mixture.Mixture
    H: Any  # (n, d)
    R: Any  # (n,)
    y: Any  # (n,)


def _several(law: Any, H: Any, R: Any, y: Any, ar: Arithmetic) -> Several:
    return Several(ar, law(ar), ar.array(H), ar.array(R), ar.array(y))


def several(r: Regime, H: Any, R: Any, y: Any, times: Any) -> Regime:
    law = partial(_several, r.law, H, R, y)
    return replace(r, name=f"{r.name}, seen {len(y)} times", law=law, times=times, points=r.points[:1])


SEVERAL = (
    several(_GAUSSIAN, [[1, 2], [0, 1], [1, -1]], [F(1, 2), 1, 2], [1, F(-1, 3), 2], INNER[:2]),
    several(along((_GAUSSIAN,), trigonometric)[0], [[1, 2], [0, 1]], [F(1, 2), 1], [1, F(-1, 3)], INNER[:1]),
)
SEVERAL_SYMBOLIC = several(symbolic_mixture(1, 1), [["h"], ["k"]], ["C8_00", "C9_00"], ["y", "z"], ("t",))


def together(law: Several) -> Observed:
    """All observations as one, of a diagonal noise."""
    return Observed(law.ar, law.mix, law.H, law.R[:, None] * law.ar.eye(len(law.y)), law.y)


def alone(law: Several) -> list[mixture.Mixture]:
    """The data given each observation."""
    rows = (slice(j, j + 1) for j in range(len(law.y)))
    return [observation.condition(law.mix, law.H[j], law.R[j, None], law.y[j]) for j in rows]


def denoised(law: Several, t: Any, x: Any) -> tuple[Any, Any, Any, Any]:
    """At the first point mean and covariance of x1 given x_t, (d,) and (d, d), and given each y_j too, (n, d), (n, d, d)."""
    D, V = (np.stack([f(mix, t, x)[0] for mix in (law.mix, *alone(law))]) for f in (mixture.denoiser, mixture.denoiser_covariance))
    return D[0], V[0], D[1:], V[1:]
