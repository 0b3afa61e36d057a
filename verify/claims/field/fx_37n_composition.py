"""Posteriors of several observations, from those of each."""

import numpy as np

from analytic import observed
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.observed import SEVERAL, SEVERAL_SYMBOLIC, denoised, together
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import observed as jointly


def composed(law: Law, t: Time, x: Points) -> Array:
    """Mean above covariance of x1 given x_t, y_1 ... y_n."""
    mean, cov = observed.compose(law.ar, *denoised(law, t, x))
    return np.concatenate([mean[None], cov])


def summed(law: Law, t: Time, x: Points) -> Array:
    """sum_j D_j + (1 - n) D_0 for the mean."""
    D0, _, D, _ = denoised(law, t, x)
    return np.concatenate([(D.sum(0) + (1 - len(D)) * D0)[None], composed(law, t, x)[1:]])


def at_once(law: Law, t: Time, x: Points) -> Array:
    one = together(law)
    return np.concatenate([jointly.denoiser(one, t, x), jointly.denoiser_covariance(one, t)])


claim = Claim(
    id="FX-37n",
    source="Linhart et al. 2024; Geffner et al. 2023",
    says="For Gaussians the denoiser given n independent observations is the mean, by precisions, of those given each and none.",
    latex=r"D=L^{-1}\left(\sum_jV_j^{-1}D_j+(1-n)V_0^{-1}D_0\right),\quad L=\sum_jV_j^{-1}+(1-n)V_0^{-1}",
    formula=composed,
    tests=identity(equals(at_once), SEVERAL, (SEVERAL_SYMBOLIC,)),
    near_misses={"plain sum": summed, "off by 1e-9": off(composed)},
)
