"""The v-prediction of the cosine schedule."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import trigonometric
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes import MIXTURES, SAMPLED, along
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import conditional


def by_prediction(mix: Law, t: Time, x: Points, turn: int = 2, crossed: bool = False) -> Array:
    """-(pi/2) v, v = E[alpha x0 - sigma x1 | x_t], alpha = sin(pi t/2) of the data x1, sigma = cos(pi t/2) of the noise x0."""
    ar = mix.ar
    quarter = ar.pi() / 2
    alpha, sigma = ar.sin(quarter * t), ar.cos(quarter * t)
    data, noise = mixture.denoiser(mix, t, x), mixture.noise(mix, t, x)
    v = sigma * noise - alpha * data if crossed else alpha * noise - sigma * data
    return -ar.pi() / turn * v


claim = Claim(
    id="FX-33c",
    source="Salimans and Ho 2022 (v-prediction), Nichol and Dhariwal 2021 (cosine)",
    says="On the cosine path the v-prediction is the velocity per unit of angle, pointing from the data to the noise.",
    latex=r"v(t,x)=-\frac{\pi}{2}\,\mathrm{E}[\alpha x_0-\sigma x_1|x_t=x],\quad\alpha,\sigma=\sin,\cos\frac{\pi t}{2}",
    formula=by_prediction,
    tests=(
        *identity(equals(conditional.drift), along(MIXTURES, trigonometric)),
        *sampling(lambda draw: draw.velocity, along(SAMPLED, trigonometric), 50_000),
    ),
    near_misses={
        "pi for pi/2": lambda mix, t, x: by_prediction(mix, t, x, 1),
        "alpha and sigma exchanged": lambda mix, t, x: by_prediction(mix, t, x, 2, True),
        "off by 1e-9": NearMiss(off(by_prediction), ("sampling",)),
    },
)
