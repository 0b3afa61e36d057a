"""The probability flow of the variance preserving diffusion."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import variance_preserving
from verify.claim import Claim, NearMiss, equation, identity, sampling
from verify.regimes import FAR_TAIL, SEPARATED, SINGULAR, STANDARD, along, when
from verify.residuals import equals
from verify.residuals.flows import continuity
from verify.residuals.wrong import negated, off, standard_source
from verify.routes import conditional

REGIMES = along(when((FAR_TAIL, SEPARATED, SINGULAR, STANDARD), lambda t: 0 < t < 1), variance_preserving)


def probability_flow(mix: Law, t: Time, x: Points, half: int = 2) -> Array:
    """beta/2 (x + S0 score): dX = -beta/2 X ds + sqrt(beta S0) dW runs from data to noise, s = 1 - t, beta = 1/10 + 199 s/10."""
    beta = (1 + 199 * (1 - t)) / 10
    return beta * (x / 2 + mix.ar.einsum("ij,nj->ni", mix.S0, mixture.score(mix, t, x)) / half)


claim = Claim(
    id="FX-10",
    source="Song et al. 2021, probability flow; source with mean 0",
    says="The probability flow of the variance preserving diffusion is the velocity of its path, with time reversed.",
    latex=r"\frac{\beta}{2}(x+S_0\nabla\log p_t(x))=\frac{a'}{a}x+(b'-b\frac{a'}{a})\mathrm{E}[x_1|x_t=x]",
    formula=probability_flow,
    tests=(
        *equation(continuity, REGIMES, kinds=("rate",)),
        *identity(equals(conditional.drift), REGIMES),
        *sampling(lambda draw: draw.velocity, along(when((SINGULAR,), lambda t: 2 * t == 1), variance_preserving), 50_000),
    ),
    near_misses={
        "the whole score, as in the reverse diffusion": lambda mix, t, x: probability_flow(mix, t, x, 1),
        "from data to noise": negated(probability_flow),
        "source taken for N(0, I)": standard_source(probability_flow),
        "off by 1e-9": NearMiss(off(probability_flow), ("sampling",)),
    },
)
