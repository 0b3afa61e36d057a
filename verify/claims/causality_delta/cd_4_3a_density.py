"""Section 4.1.2: given its component x_t is Gaussian, and the density of x_t is the mixture of these."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Test, identity
from verify.regimes import INTEGRATED, MIXTURES, SYMBOLIC_MIXTURES
from verify.residuals import equals
from verify.residuals.wrong import off, reversed_time, standard_source
from verify.routes.conditional import log_density
from verify.routes.line_moments import log_density_by_quadrature


def interpolated(mix: Law, t: Time, x: Points) -> Array:
    """S_k = (1 - t) S0 + t C_k: weights not squared."""
    narrow = mixture.mixture(mix.ar, mix.w, mix.m, t * mix.C, mix.m0, (1 - t) * mix.S0)
    return mixture.log_density(narrow, t, x)


claim = Claim(
    id="CD-4.3a",
    source="Causality-Delta, 4.1.2",
    says="Given the component, x_t is Gaussian with the interpolated mean; the density of x_t is the mixture of these Gaussians.",
    latex=r"p_t(x)=\sum_k\pi_k\,N(x;\,(1-t)\mu_0+t\mu_k,\,(1-t)^2\Sigma_0+t^2\Sigma_k)",
    formula=mixture.log_density,
    tests=(
        *identity(equals(log_density), MIXTURES, SYMBOLIC_MIXTURES),
        Test("balls", equals(log_density_by_quadrature), INTEGRATED),
    ),
    near_misses={
        "covariances interpolated": interpolated,
        "standard source": standard_source(mixture.log_density),
        "time reversed": reversed_time(mixture.log_density),
        "off by 1e-9": off(mixture.log_density),
    },
)
