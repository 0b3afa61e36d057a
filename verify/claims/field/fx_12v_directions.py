"""The Jacobian of the velocity of finite data times vectors, no Jacobian formed."""

from analytic import empirical
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative, identity
from verify.claims.field.fx_12_empirical import gaussian_ends
from verify.regimes.clouds import CLOUDS, symbolic_cloud
from verify.residuals import equals
from verify.residuals.wrong import off


def columns(law: Law, t: Time, x: Points) -> Array:
    return empirical.jvp(law, t, x, law.ar.eye(x.shape[-1]))


def uncentred(law: Law, t: Time, x: Points) -> Array:
    m, a = empirical.denoiser(law, t, x), 1 - t
    return columns(law, t, x) + t / (a * a * a) * m[:, :, None] * m[:, None, :]


claim = Claim(
    id="FX-12v",
    source="derived here from FX-12j",
    says="Along a vector the velocity of finite data changes by the covariance of the data with their part along it.",
    latex=r"\nabla v\,z=\frac{t}{(1-t)^3}\sum_iw_i\,((x_i-m)\cdot z)\,x_i-\frac{z}{1-t}",
    formula=columns,
    tests=(
        *derivative(gaussian_ends, CLOUDS, (symbolic_cloud(1, 2),), kinds=("rate", "differences")),
        *derivative(empirical.drift, CLOUDS, kinds=("autodiff",)),
        *identity(equals(empirical.jacobian), CLOUDS),
    ),
    near_misses={
        "the part of the noise forgotten": lambda law, t, x: columns(law, t, x) + law.ar.eye(x.shape[-1]) / (1 - t),
        "not centred": uncentred,
        "off by 1e-9": off(columns),
    },
)
