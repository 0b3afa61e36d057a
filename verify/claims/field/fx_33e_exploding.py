"""The probability flow of the variance exploding diffusion."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import variance_exploding
from verify.claim import Claim, NearMiss, equation, identity, sampling
from verify.regimes import FAR_TAIL, SINGULAR, STANDARD, along, when
from verify.residuals import equals
from verify.residuals.flows import continuity
from verify.residuals.wrong import off
from verify.routes import conditional

REGIMES = along(when((FAR_TAIL, SINGULAR, STANDARD), lambda t: 0 < t < 1), variance_exploding)


def probability_flow(mix: Law, t: Time, x: Points, half: int = 2, rate: bool = True) -> Array:
    """g^2/2 S0 score, g^2 = d sigma^2/ds = 2 sigma^2 log 5000, sigma = 5000^s/100, s = 1 - t."""
    ar, grows = mix.ar, mix.ar.log(mix.ar.array(5000))
    g2 = 2 * ar.exp(2 * (1 - t) * grows) / 10**4 * (grows if rate else 1)
    return g2 * ar.einsum("ij,nj->ni", mix.S0, mixture.score(mix, t, x)) / half


claim = Claim(
    id="FX-33e",
    source="Song et al. 2021, eq. (30) and the probability flow; source with mean 0",
    says="The probability flow of the variance exploding diffusion, g^2/2 times the score, is the reversed velocity of its path.",
    latex=r"\frac{g^2}{2}S_0\nabla\log p_t(x)=-\dot\sigma\,\mathrm{E}[x_0|x_t=x],\quad g^2=\frac{d\sigma^2}{ds}",
    formula=probability_flow,
    tests=(
        *equation(continuity, REGIMES, kinds=("rate",)),
        *identity(equals(conditional.drift), REGIMES),
        *sampling(lambda draw: draw.velocity, REGIMES[1:2], 50_000),
    ),
    near_misses={
        "the whole score, as in the reverse diffusion": lambda mix, t, x: probability_flow(mix, t, x, 1),
        "g^2 = 2 sigma^2": lambda mix, t, x: probability_flow(mix, t, x, 2, False),
        "off by 1e-9": NearMiss(off(probability_flow), ("sampling",)),
    },
)
