"""The velocity of finite data."""

from analytic import empirical
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes.clouds import CLOUDS, SAMPLED_CLOUDS, as_mixture, cloud_draw, symbolic_cloud
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import conditional


def gaussian_ends(law: Law, t: Time, x: Points) -> Array:
    return conditional.drift(as_mixture(law), t, x)


def unsquared(law: Law, t: Time, x: Points) -> Array:
    e = x[:, None, :] - t * law.y
    w = law.ar.softmax(law.ar.log(law.p) - (e * e).sum(-1) / (2 * (1 - t)))
    return (w @ law.y - x) / (1 - t)


claim = Claim(
    id="FX-12",
    source="Bertrand et al. 2025; Gao and Li 2024",
    says="On finite data the least-squares velocity points to a weighted mean of the data, with a pole at t = 1.",
    latex=r"v=\sum_iw_i\frac{x_i-x}{1-t},\quad w=\mathrm{softmax}(-|x-tx_i|^2/(2(1-t)^2))",
    formula=empirical.drift,
    tests=(
        *identity(equals(gaussian_ends), CLOUDS, (symbolic_cloud(1, 2), symbolic_cloud(2, 2))),
        *sampling(lambda d: d.velocity, SAMPLED_CLOUDS, 50_000, cloud_draw),
    ),
    near_misses={
        "1 - t for its square": unsquared,
        "the mean of the data": lambda law, t, x: (law.ar.einsum("i,ij->j", law.p, law.y) - x) / (1 - t),
        "off": NearMiss(off(empirical.drift), ("sampling",)),
    },
)
