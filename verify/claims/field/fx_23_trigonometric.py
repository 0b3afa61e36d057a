"""A path on which flow matching does not move at all."""

from functools import partial

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import linear, trigonometric
from verify.claim import Claim, Regime, identity, sampling
from verify.regimes import CLOSED
from verify.residuals import equals
from verify.routes import conditional

EQUAL: dict[str, Array] = {"mean0": [0, 0], "cov0": [[2, 1], [1, 3]], "mean1": [0, 0], "cov1": [[2, 1], [1, 3]]}
SAME = Regime(
    "equal ends",
    "d=2, N(0, S) to N(0, S), S full",
    partial(gaussian.independent, **EQUAL, path=trigonometric),
    CLOSED,
    ((1, 2), (-40, 9)),
)


def still(pair: Law, t: Time, x: Points) -> Array:
    return 0 * x


def linear_velocity(pair: Law, t: Time, x: Points) -> Array:
    return gaussian.drift(gaussian.independent(pair.ar, pair.m0, pair.S0, pair.m1, pair.S1, linear), t, x)


claim = Claim(
    id="FX-23b",
    source="stochastic interpolants; trigonometric schedule",
    says="Between two equal centred Gaussians, drawn independently, the velocity of the trigonometric path vanishes.",
    latex=r"x_t=\cos(\frac{\pi t}{2})x_0+\sin(\frac{\pi t}{2})x_1,\ S_0=S_1:\quad v=0",
    formula=still,
    tests=(*identity(equals(conditional.drift), (SAME,)), *sampling(lambda draw: draw.velocity, (SAME,), 20_000)),
    near_misses={"linear path": linear_velocity, "x": lambda pair, t, x: x},
    note="On the linear path the same ends give v = (2 t - 1)/((1 - t)^2 + t^2) x: straight lines are no property of the ends.",
)
