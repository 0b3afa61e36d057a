"""The Wasserstein distance between Gaussians: a coupling from above, a pair of potentials from below."""

import numpy as np

from analytic import brenier
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import TRANSPORTS, once, symbolic_transport, symbolic_turned_transport
from verify.residuals.wrong import off


def residual(formula: Formula, case: Case) -> Array:
    """Less the cost of x1 = A x0; less E f(x0) + E g(x1), f = |x|^2 - x^T A x, g = |y|^2 - y^T A^-1 y: f + g <= |x - y|^2."""
    law, A, I = case.law, case.law.A, case.ar.eye(len(case.law.m0))
    jump, W2 = law.m1 - law.m0, case.value(formula)
    cost = jump @ jump + np.trace((A - I) @ law.S0 @ (A - I).T)
    dual = jump @ jump + np.trace((I - A) @ law.S0) + np.trace((I - case.ar.solve(A, I)) @ law.S1)
    return np.array([W2 - cost, W2 - dual])


def gap(law: Law, overlap: Array) -> Array:
    return (law.m1 - law.m0) @ (law.m1 - law.m0) + np.trace(law.S0 + law.S1 - 2 * overlap)


claim = Claim(
    id="FX-20",
    source="Dowson and Landau 1982; Gelbrich 1990",
    says="The squared Wasserstein distance of two Gaussians: a map attains it, and no coupling does better.",
    latex=r"W_2^2=|m_0-m_1|^2+\mathrm{tr}(S_0+S_1-2(S_0^{1/2}S_1S_0^{1/2})^{1/2})",
    formula=brenier.distance2,
    tests=identity(residual, once(TRANSPORTS), once((symbolic_transport(2), symbolic_turned_transport()))),
    near_misses={
        "geometric mean": lambda law: gap(law, brenier.geometric_mean(law.ar, law.S0, law.S1)),
        "independent ends": lambda law: gap(law, 0 * law.S0),
        "off by 1e-9": off(brenier.distance2),
    },
    note="Where covariances commute, as in the symbols with diagonal ones, the geometric mean is right too.",
)
