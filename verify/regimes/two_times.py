"""Laws for claims about two times: of a particle of the flow, on straight and curved paths, and of noise added step by step.

The other time s is in `residuals.two_times`; no regime here has it.
"""

from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from typing import Any

from analytic import gaussian, mixture
from analytic.path import trigonometric, variance_preserving
from verify.claim import Regime
from verify.regimes.couplings import CORRELATED_LINES
from verify.regimes.derived import along, at_one_point
from verify.regimes.flows import EQUAL_ENDS
from verify.regimes.mixtures import LINE, LINE_SEPARATED, NON_COMMUTING, SINGULAR
from verify.regimes.pairs import PAIR, PAIR_3D, PAIR_TURNED
from verify.regimes.symbolic import symbolic_independent

HALF = F(1, 2)
LINEAR, MODES, PLANE, TURNED = at_one_point((CORRELATED_LINES[1], LINE_SEPARATED, PAIR, PAIR_TURNED), F(2, 3))
THREE_MODES = replace(LINE, times=(HALF,), points=LINE.points[1:])
TURNING = along((LINEAR, PLANE), trigonometric)
MOVING = (*TURNING, *along((MODES,), variance_preserving), TURNED)
PLACES = (*MOVING, PLANE, THREE_MODES, *at_one_point((PAIR_3D,), HALF))
TO_THE_END = (*TURNING, MODES, TURNED)  # paths that have a velocity at t = 1
ENDING = (*TO_THE_END, PLANE)
SYMBOLIC = (symbolic_independent(1),)
STANDARD_ENDS = replace(EQUAL_ENDS[0], times=(HALF,))
DRAWN = (STANDARD_ENDS, *at_one_point((PAIR, LINE_SEPARATED), HALF))
_EQUAL: Any = {"mean0": [0, 0], "cov0": [[2, 1], [1, 3]], "mean1": [0, 0], "cov1": [[2, 1], [1, 3]]}
STILL = Regime(
    "equal ends, trigonometric",
    "d=2, N(0, S) to N(0, S): no particle moves",
    partial(gaussian.independent, **_EQUAL, path=trigonometric),
    (F(1, 4), HALF),
    ((1, 2),),
)

CHAINS = tuple(
    replace(r, times=(t,), points=r.points[:2]) for r, t in ((NON_COMMUTING, F(1, 4)), (LINE, F(1, 4)), (SINGULAR, HALF))
)
CURVED_CHAINS = (*along(CHAINS[:1], trigonometric), *along(CHAINS[1:2], variance_preserving))
NOISED = (*CHAINS, *CURVED_CHAINS)
ONE_POINT = Regime(
    "data at one point",
    "d=2, x1 = (1, 2)",
    partial(mixture.mixture, weights=[1], means=[[1, 2]], covs=[[[0, 0], [0, 0]]], mean0=[0, 1], cov0=[[2, 1], [1, 3]]),
    (F(1, 4),),
    ((1, -1),),
)


def with_data(r: Regime) -> Regime:
    """The points are (x_t, x1), x1 the next of the points."""
    return replace(r, points=tuple((*p, *q) for p, q in zip(r.points, (*r.points[1:], r.points[0]), strict=True)))
