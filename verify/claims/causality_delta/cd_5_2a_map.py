"""The linear map A between two Gaussians, by its defining properties, and its logarithm."""

import numpy as np

from analytic import brenier
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import TRANSPORTS, once
from verify.residuals.wrong import off


def residual(formula: Formula, case: Case) -> Array:
    """A S0 A^T = S1, A = A^T, A = (A^2)^{1/2} (hence A > 0), L = L^T and e^L = A."""
    ar, law, A = case.ar, case.law, case.value(formula)
    return np.stack([A @ law.S0 @ A.T - law.S1, A - A.T, ar.sqrtm(A @ A) - A, law.L - law.L.T, ar.expm(law.L) - A])


def the_map(law: Law) -> Array:
    return law.A


def whitening(law: Law) -> Array:
    return law.ar.solve(law.ar.sqrtm(law.S0), law.ar.sqrtm(law.S1))


claim = Claim(
    id="CD-5.2a",
    source="Causality-Delta, 5.2",
    says="A is symmetric, positive definite and carries N(m0, S0) to N(m1, S1), so L = log A is real and symmetric.",
    latex=r"A=S_0^{-1/2}(S_0^{1/2}S_1S_0^{1/2})^{1/2}S_0^{-1/2}:\quad A S_0 A^{T}=S_1,\ A=A^{T}>0,\ e^{L}=A",
    formula=the_map,
    tests=identity(residual, once(TRANSPORTS)),
    near_misses={
        "inverse square roots exchanged": lambda law: brenier.bures_map(law.ar, law.S1, law.S0),
        "whitening": whitening,
        "negative root": lambda law: -law.A,
        "off by 1e-9": off(the_map),
    },
)
