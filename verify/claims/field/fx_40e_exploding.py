"""The conditional velocity of the variance exploding path."""

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, equation, identity
from verify.claims.field.fx_40p_preserving import velocity as preserving
from verify.regimes.given_ends import EXPLODING
from verify.residuals import equals
from verify.residuals.flows import continuity
from verify.residuals.wrong import negated, off
from verify.routes.conditional import drift


def velocity(law: Law, t: Time, x: Points) -> Array:
    """-(x - x1) sigma'/sigma, sigma = 5000^s/100 at s = 1 - t."""
    return law.ar.log(law.ar.array(5000)) * (law.m[0] - x)


claim = Claim(
    id="FX-40e",
    source="Lipman et al. 2023, variance exploding path; Song et al. 2021 for sigma",
    says="On the variance exploding path the conditional velocity is the way to x1 times the logarithmic rate of sigma.",
    latex=r"u(x|x_1)=-\frac{\sigma_{1-t}'}{\sigma_{1-t}}(x-x_1)",
    formula=velocity,
    tests=(*equation(continuity, EXPLODING, kinds=("rate",)), *identity(equals(drift), EXPLODING)),
    near_misses={"that of the variance preserving path": preserving, "noise at 1": negated(velocity), "off by 1e-9": off(velocity)},
)
