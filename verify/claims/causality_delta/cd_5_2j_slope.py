"""The slope of the exponential path's velocity."""

import numpy as np

from analytic import brenier
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import TRANSPORTS, once
from verify.residuals.wrong import halved, negated, off


def residual(formula: Formula, case: Case) -> Array:
    """e^L S0 e^(L^T) = S1 and L = L^T: e^L is the optimal map, the one symmetric positive definite matrix that does it."""
    L, law = case.value(formula), case.law
    Y = case.ar.expm(L)
    return np.stack([Y @ law.S0 @ Y.T - law.S1, L - L.T])


def displacement(law: Law) -> Array:
    return brenier.displacement_jacobian(law, 0)


claim = Claim(
    id="CD-5.2j",
    source="Causality-Delta, 5.2, 'a linear differential equation'",
    says="The velocity of the exponential path has one symmetric slope L at all times, whose exponential carries S0 to S1.",
    latex=r"\nabla u=L=L^{T},\quad e^{L}S_0e^{L}=S_1",
    formula=brenier.exponential_jacobian,
    tests=identity(residual, once(TRANSPORTS)),
    near_misses={
        "displacement path": displacement,
        "half": halved(brenier.exponential_jacobian),
        "backwards": negated(brenier.exponential_jacobian),
        "off by 1e-9": off(brenier.exponential_jacobian),
    },
)
