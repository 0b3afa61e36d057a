"""Flow maps of different schedules."""

from dataclasses import replace
from fractions import Fraction as F

from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import linear, trigonometric
from verify.claim import Claim, flow, identity
from verify.regimes import LINES, PAIR, PAIR_3D, along, at_one_point
from verify.residuals.flows import at_start, flow_from_start, push_forward
from verify.residuals.wrong import off
from verify.routes import conditional

PLANES = along((replace(PAIR, times=(F(9, 10), F(1)), points=PAIR.points[:1]), *at_one_point((PAIR_3D,), F(9, 10))), trigonometric)
REGIMES = (*along(at_one_point(LINES, F(1, 4)), trigonometric), *PLANES)


def rescaled(law: Law, t: Time, x: Points) -> Array:
    a, b, _, _ = law.path(law.ar, law.ar.array(t))
    return (a + b) * flow_from_start(replace(law, path=linear), b / (a + b), x)


def wrong_clock(law: Law, t: Time, x: Points) -> Array:
    a, b, _, _ = law.path(law.ar, law.ar.array(t))
    return (a + b) * flow_from_start(replace(law, path=linear), b, x)


claim = Claim(
    id="FX-7",
    source="stochastic interpolants; schedule change for any coupling",
    says="Every schedule runs through the same flow as the linear one, at another speed and scale; the end map is the same.",
    latex=r"\phi^{a,b}_t(x)=(a+b)\,\phi^{lin}_{b/(a+b)}(x)",
    formula=rescaled,
    tests=(*flow(conditional.drift, REGIMES), *identity(push_forward, REGIMES), *identity(at_start, PLANES)),
    near_misses={
        "linear schedule": lambda law, t, x: flow_from_start(replace(law, path=linear), t, x),
        "clock b": wrong_clock,
        "off by 1e-9": off(rescaled),
    },
)
