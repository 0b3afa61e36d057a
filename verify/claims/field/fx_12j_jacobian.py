"""The Jacobian of the velocity of finite data."""

from analytic import empirical
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.claims.field.fx_12_empirical import gaussian_ends
from verify.regimes.clouds import CLOUDS, symbolic_cloud
from verify.residuals.wrong import off


def without_identity(law: Law, t: Time, x: Points) -> Array:
    return empirical.jacobian(law, t, x) + law.ar.eye(x.shape[-1]) / (1 - t)


def uncentred(law: Law, t: Time, x: Points) -> Array:
    """sum_i w_i x_i x_i^T for the covariance."""
    m, a = empirical.denoiser(law, t, x), 1 - t
    return empirical.jacobian(law, t, x) + t / (a * a * a) * m[:, :, None] * m[:, None, :]


claim = Claim(
    id="FX-12j",
    source="derived here from FX-12",
    says="The velocity of finite data spreads by the covariance of the data given x_t, and contracts like 1/(1 - t).",
    latex=r"\nabla v=\frac{t}{(1-t)^3}\mathrm{Cov}_w(x_i)-\frac{I}{1-t}",
    formula=empirical.jacobian,
    tests=(
        *derivative(gaussian_ends, CLOUDS, (symbolic_cloud(1, 2), symbolic_cloud(2, 2)), kinds=("rate", "differences")),
        *derivative(empirical.drift, CLOUDS, kinds=("autodiff",)),
    ),
    near_misses={"identity forgotten": without_identity, "not centred": uncentred, "off by 1e-9": off(empirical.jacobian)},
)
