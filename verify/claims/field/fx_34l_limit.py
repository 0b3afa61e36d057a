"""The average velocity over a short way."""

from analytic import two_times
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, limit
from verify.regimes import at_one_point
from verify.regimes.two_times import PLANE, THREE_MODES, TURNING
from verify.residuals.wrong import halved, negated, off
from verify.routes import conditional


def to_the_end(law: Law, t: Time, x: Points) -> Array:
    return two_times.average_velocity(law, 1, t, x)


def velocity(law: Law, t: Time, x: Points) -> Array:
    return conditional.drift(law, t, x)


claim = Claim(
    id="FX-34l",
    source="Geng et al. 2025, MeanFlow",
    says="As the two times meet the average velocity tends to the velocity: flow matching is MeanFlow over no time.",
    latex=r"\lim_{s\to t}u(x;s,t)=v(t,x)",
    formula=velocity,
    tests=limit(to_the_end, at_one_point((*TURNING, PLANE, THREE_MODES))),
    near_misses={
        "sign": negated(velocity),
        "half": halved(velocity),
        "from the other end": lambda law, t, x: two_times.average_velocity(law, 0, t, x),
        "off by 1e-9": off(velocity),
    },
)
