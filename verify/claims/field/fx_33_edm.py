"""The sampler's equation of EDM: the velocity per unit of sigma."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import edm
from verify.claim import Claim, NearMiss, equation, identity, sampling
from verify.regimes import FAR_TAIL, SEPARATED, SINGULAR, STANDARD, along, when
from verify.residuals import equals
from verify.residuals.flows import continuity
from verify.residuals.wrong import off
from verify.routes import conditional

REGIMES = along(when((FAR_TAIL, SEPARATED, SINGULAR, STANDARD), lambda t: 0 < t < 1), edm)


def ode(mix: Law, t: Time, x: Points, power: int = 1, noise: int = 1) -> Array:
    """dx/dsigma = (x - D)/sigma, sigma = (1 - t)/t, so dsigma/dt = -1/t^2."""
    sigma = (1 - t) / t
    return -noise * (x - mixture.denoiser(mix, t, x)) / sigma**power / (t * t)


claim = Claim(
    id="FX-33",
    source="Karras et al. 2022, eq. (1) and (3); any source with mean 0",
    says="With x_t = x1 + sigma x0 the flow moves by (x - D(x, sigma))/sigma per unit of sigma, D the mean of the data given x_t.",
    latex=r"\frac{dx}{d\sigma}=\frac{x-D(x,\sigma)}{\sigma}",
    formula=ode,
    tests=(
        *equation(continuity, REGIMES, kinds=("rate",)),
        *identity(equals(conditional.drift), REGIMES),
        *sampling(lambda draw: draw.velocity, along(when((SINGULAR,), lambda t: 2 * t == 1), edm), 50_000),
    ),
    near_misses={
        "divided by sigma^2, as the score is": NearMiss(lambda mix, t, x: ode(mix, t, x, 2), ("sampling",)),  # there sigma = 1
        "towards the noise": lambda mix, t, x: ode(mix, t, x, 1, -1),
        "off by 1e-9": NearMiss(off(ode), ("sampling",)),
    },
)
