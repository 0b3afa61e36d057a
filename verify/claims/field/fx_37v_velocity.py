"""The velocity to a posterior."""

from analytic import observed
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.observed import OBSERVED, ONE_SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import observed as jointly


def velocity(law: Law, t: Time, x: Points, scale: int = 1, level: int = 1) -> Array:
    """With y and R changed by factors."""
    return observed.posterior_velocity(law.mix, law.H, scale * law.R, level * law.y, t, x)


claim = Claim(
    id="FX-37v",
    source="conditional expectation; Albergo and Vanden-Eijnden 2023",
    says="The velocity of the law that is conditioned first is the mean velocity given x_t and the observation.",
    latex=r"v^*(t,x)=E[a'x_0+b'x_1\,|\,x_t=x,\,Hx_1+e=y]",
    formula=velocity,
    tests=identity(equals(jointly.velocity), OBSERVED, (ONE_SYMBOLIC,)),
    near_misses={
        "twice the noise": lambda law, t, x: velocity(law, t, x, 2),
        "sign of y": lambda law, t, x: velocity(law, t, x, 1, -1),
        "off by 1e-9": off(velocity),
    },
)
