"""The covariance of a polynomial map and the mean square of its Jacobian."""

import numpy as np

from analytic import estimator
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.estimators import MAPS, MAPS_AFFINE, MAPS_SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import halved, off
from verify.routes.polynomial_means import moments, squares


def both(law: Law) -> Array:
    return np.stack([estimator.covariance(law), estimator.second_moment(law)])


claim = Claim(
    id="FX-24c",
    source="Hermite polynomials of probability theory",
    says="He_k of a standard normal has the variance k! and the mean square slope k k!, and different degrees do not correlate.",
    latex=r"\mathrm{Cov}(f)=\sum_{k\geq 1}k!\,a_ka_k^T,\quad\mathrm{E}[JJ^T]=\sum_kk\,k!\,a_ka_k^T",
    formula=both,
    tests=identity(equals(lambda law: np.stack([moments(law), squares(law)])), (*MAPS, *MAPS_AFFINE), MAPS_SYMBOLIC),
    near_misses={"exchanged": lambda law: both(law)[::-1], "half": halved(both), "off by 1e-9": off(both)},
)
