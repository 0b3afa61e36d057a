"""Where a last Euler step lands."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity, sampling
from verify.regimes import MIXTURES, SAMPLED, SYMBOLIC_MIXTURES
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import conditional


def step(mix: Law, t: Time, x: Points, share: int = 1) -> Array:
    """One Euler step from t to 1."""
    return x + (1 - t) ** share * mixture.drift(mix, t, x)


def denoiser(mix: Law, t: Time, x: Points) -> Array:
    r, _, x1 = conditional.posterior(mix, t, x)
    return mix.ar.einsum("...k,...ki->...i", r, x1)


claim = Claim(
    id="FX-22",
    source="linear path; flow matching samplers",
    says="An Euler step from t to 1 lands on the mean of the data given x_t; from t = 0, on the mean of the data.",
    latex=r"x+(1-t)\,v(x,t)=\mathrm{E}[x_1\mid x_t=x]",
    formula=step,
    tests=(
        *identity(equals(denoiser), MIXTURES, SYMBOLIC_MIXTURES),
        *sampling(lambda draw: draw.x1, SAMPLED, 50_000),
    ),
    near_misses={
        "a step of length 1": lambda mix, t, x: step(mix, t, x, 0),
        "a step of length (1 - t)^2": lambda mix, t, x: step(mix, t, x, 2),
        "off by 1e-9": off(step),
    },
)
