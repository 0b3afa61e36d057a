"""The score of finite data."""

from analytic import empirical, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative, identity
from verify.regimes.clouds import CLOUDS, as_mixture, symbolic_cloud
from verify.residuals import equals
from verify.residuals.wrong import off


def log_density(law: Law, t: Time, x: Points) -> Array:
    return mixture.log_density(as_mixture(law), t, x)


def gaussian_ends(law: Law, t: Time, x: Points) -> Array:
    return mixture.score(as_mixture(law), t, x)


claim = Claim(
    id="FX-12s",
    source="derived here; Bertrand et al. 2025 have the velocity",
    says="The score of finite data points to the weighted mean of the data, shrunk by t, over the square of the noise.",
    latex=r"\nabla\log p_t=\frac{t\sum_iw_ix_i-x}{(1-t)^2}",
    formula=empirical.score,
    tests=(
        *derivative(log_density, CLOUDS, (symbolic_cloud(1, 2),), kinds=("rate", "differences")),
        *identity(equals(gaussian_ends), CLOUDS),
    ),
    near_misses={
        "1 - t for its square": lambda law, t, x: empirical.score(law, t, x) * (1 - t),
        "the mean not shrunk": lambda law, t, x: empirical.drift(law, t, x) / (1 - t),
        "off by 1e-9": off(empirical.score),
    },
)
