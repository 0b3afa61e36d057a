"""The velocity given both ends, with the noise of a Brownian bridge."""

from functools import partial

from analytic import conditional
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, equation, identity
from verify.regimes.given_ends import BRIDGES, bridge_by_regression
from verify.residuals import equals
from verify.residuals.given_ends import between, bridge_continuity
from verify.residuals.wrong import off


def velocity(law: Law, t: Time, x: Points, half: int = 2, sign: int = 1) -> Array:
    """(1 - 2 t)/(2 t (1 - t)) (x - (1 - t) x0 - t x1) + x1 - x0."""
    x0, x1 = law.pair.m0, law.pair.m1
    return sign * (1 - 2 * t) / (half * t * (1 - t)) * (x - (1 - t) * x0 - t * x1) + x1 - x0


claim = Claim(
    id="FX-40g",
    source="Tong et al. 2023, Schroedinger bridge conditional flow matching",
    says="Given both ends and the noise of a Brownian bridge the points move by x1 - x0 and away from the line as the noise grows.",
    latex=r"u(x|x_0,x_1)=\frac{1-2t}{2t(1-t)}(x-(1-t)x_0-tx_1)+x_1-x_0",
    formula=velocity,
    tests=(
        *equation(bridge_continuity, BRIDGES, kinds=("rate",)),
        *identity(equals(bridge_by_regression), BRIDGES),
        *identity(equals(between(conditional.bridge_velocity)), BRIDGES),
    ),
    near_misses={
        "x1 - x0 alone": partial(velocity, sign=0),
        "the half forgotten": partial(velocity, half=1),
        "towards the line as the noise grows": partial(velocity, sign=-1),
        "off by 1e-9": off(velocity),
    },
)
