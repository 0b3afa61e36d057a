"""Gaussian ends with any correlation: the slopes of velocity and score."""

import numpy as np

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, NearMiss, identity
from verify.regimes import COUPLED, symbolic_pair
from verify.regimes.pairs import AT_ZERO
from verify.residuals.flows import covariance, matrix
from verify.residuals.wrong import of_law, off, transposed
from verify.routes import conditional


def slopes(pair: Law, t: Time, x: Points) -> Array:
    return np.stack([gaussian.jacobian(pair, t, x), gaussian.score_jacobian(pair, t, x)], axis=1)


def residual(formula: Formula, case: Case) -> Array:
    """The first less the slope of E[a'x0 + b'x1 | x_t] by the most likely ends; the second times Cov(x_t), plus I."""
    law, (J, H) = case.law, np.moveaxis(case.value(formula), 1, 0)
    slope = J - matrix(conditional.drift, law, case.t)
    return np.stack([slope, H @ covariance(law, case.t) + case.ar.eye(J.shape[-1])], axis=1)


claim = Claim(
    id="FX-17j",
    source="flow matching between jointly Gaussian ends",
    says="Between Gaussian ends, correlated or not, velocity and score have the slopes D S^-1 and -S^-1, the same at every x.",
    latex=r"\nabla v=D_tS_t^{-1},\ \nabla^2\log p_t=-S_t^{-1},\quad S_t=\mathrm{Cov}(x_t),\ D_t=\mathrm{Cov}(\dot x_t,x_t)",
    formula=slopes,
    tests=identity(residual, (*COUPLED, AT_ZERO), (symbolic_pair(1),)),
    near_misses={
        "transposed": NearMiss(transposed(slopes), ("symbols",)),
        "ends taken for independent": of_law(slopes, lambda pair: {"X": 0 * pair.X}),
        "off by 1e-9": off(slopes),
    },
)
