"""The divergence of the velocity of finite data."""

from analytic import empirical, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.clouds import CLOUDS, as_mixture, symbolic_cloud
from verify.residuals import equals
from verify.residuals.wrong import off


def gaussian_ends(law: Law, t: Time, x: Points) -> Array:
    """The trace of the Jacobian of the mixture without spread."""
    return law.ar.einsum("...ii->...", mixture.jacobian(as_mixture(law), t, x))


claim = Claim(
    id="FX-12d",
    source="derived here from FX-12j",
    says="The velocity of finite data spreads by the variance of the data given x_t, and contracts like d/(1 - t).",
    latex=r"\nabla\cdot v=\frac{t}{(1-t)^3}\left(\sum_iw_i|x_i|^2-|m|^2\right)-\frac{d}{1-t}",
    formula=empirical.divergence,
    tests=identity(equals(gaussian_ends), CLOUDS, (symbolic_cloud(1, 2),)),
    near_misses={
        "no contraction": lambda law, t, x: empirical.divergence(law, t, x) + x.shape[-1] / (1 - t),
        "not centred": lambda law, t, x: (
            empirical.divergence(law, t, x) + t / (1 - t) ** 3 * (empirical.denoiser(law, t, x) ** 2).sum(-1)
        ),
        "off by 1e-9": off(empirical.divergence),
    },
)
