"""The posterior of a less noisy point, given a noisier one and the data."""

import numpy as np

from analytic import conditional
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.given_ends import GIVEN
from verify.residuals.given_ends import bayes
from verify.residuals.wrong import off


def half_way(t: Time) -> Time:
    return (1 + t) / 2


def step(law: Law, t: Time, x: Points, ratio: int = 0, square: int = 0) -> Array:
    """Mean above covariance, (n, 1 + d, d); c times (b_s/b_t)^ratio (a_s/a_t)^square in the mean."""
    s = half_way(t)
    (mean, cov), (a, b, _, _) = conditional.denoising_step(law, t, s, x, law.m[0]), law.path(law.ar, t)
    a_s, b_s, _, _ = law.path(law.ar, s)
    centre = a_s * law.m0 + b_s * law.m[0]
    mean = centre + (mean - centre) * (b_s / b) ** ratio * (a_s / a) ** square
    return np.concatenate([mean[:, None], cov + 0 * x[..., None]], axis=1)


claim = Claim(
    id="FX-40d",
    source="Ho et al. 2020; Kingma et al. 2021; here for any Gaussian source",
    says="Given x1 and a noisier x_t, x_s has a mean with (b_t/b_s) a_s^2/a_t^2 times x_t: not the inverse ratio.",
    latex=r"x_s|x_t,x_1:\ N(a_sm_0+b_sx_1+c(x_t-a_tm_0-b_tx_1),(a_s^2-c^2a_t^2)S_0),\quad c=\frac{b_ta_s^2}{b_sa_t^2}",
    formula=step,
    tests=identity(bayes(half_way), GIVEN),
    near_misses={
        "b_s/b_t for b_t/b_s": lambda law, t, x: step(law, t, x, 2),
        "a_s/a_t for its square": lambda law, t, x: step(law, t, x, 0, -1),
        "off by 1e-9": off(step),
    },
)
