"""Section 6.1: "it is a common misconception that flow matching learns straight trajectories"."""

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, flow, identity
from verify.regimes.flows import EQUAL_ENDS
from verify.residuals.flows import at_start, push_forward
from verify.residuals.wrong import negated
from verify.routes import conditional


def path(pair: Law, t: Time, x: Points) -> Array:
    return x * pair.ar.sqrt((1 - t) ** 2 + t**2)


def straight(pair: Law, t: Time, x: Points) -> Array:
    """From x to its end, which is x again."""
    return x + 0 * t * x


claim = Claim(
    id="CD-6.1b",
    source="Causality-Delta, 6.1",
    says="From N(0, 1) to N(0, 1) the trajectories are not straight: each dips to 0.7071 x half way and comes back to x.",
    latex=r"\phi_t(x)=x\sqrt{(1-t)^2+t^2}",
    formula=path,
    tests=(
        *flow(conditional.drift, EQUAL_ENDS, kinds=("rate", "differences")),
        *identity(push_forward, EQUAL_ENDS),
        *identity(at_start, EQUAL_ENDS),
    ),
    near_misses={
        "straight": straight,
        "from -x": NearMiss(negated(path), ("rate", "differences")),
        "published code": lambda pair, t, x: x * pair.ar.sqrt((1 + t) ** 2 + t**2),
    },
    note="Straight where FX-23 says so; on the trigonometric path these ends do not move at all (FX-23b).",
)
