"""The least loss of flow matching between independent Gaussians."""

import numpy as np

from analytic import brenier, floors
from analytic.arithmetic import Array, Law
from verify.claim import Claim, Test
from verify.regimes import PAIR, PAIR_3D, PAIR_COMMUTING, once
from verify.residuals import equals
from verify.residuals.wrong import halved, off
from verify.routes.time_integrals import loss


def floor(pair: Law) -> Array:
    return floors.independent_floor(pair)


def bures(pair: Law) -> Array:
    """(pi/2) tr (S0^1/2 S1 S0^1/2)^1/2."""
    W2 = brenier.bures_distance2(pair.ar, pair.S0, pair.S1)
    return pair.ar.pi() / 4 * (np.trace(pair.S0 + pair.S1) - W2)


claim = Claim(
    id="RF-3b",
    source="derived here, for Gradient Variance, Gaussian-to-Gaussian transport",
    says="Between independent Gaussians the least loss is pi/2 times the trace of the geometric mean of the covariances.",
    latex=r"\int_0^1\mathrm{tr\,Cov}(x_1-x_0|x_t)\,dt=\frac{\pi}{2}\,\mathrm{tr}(S_0\,\#\,S_1)",
    formula=floor,
    tests=(Test("balls", equals(loss), once((PAIR, PAIR_3D, PAIR_COMMUTING))),),
    near_misses={"the Bures fidelity for the geometric mean": bures, "pi/4": halved(floor), "off by 1e-9": off(floor)},
)
