"""The exponential path solves its linear equation."""

import numpy as np

from analytic import brenier
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, flow, identity
from verify.regimes import TRANSPORTS, when
from verify.residuals.flows import matrix
from verify.residuals.wrong import off, reversed_time


def residual(formula: Formula, case: Case) -> Array:
    """Its slope M has M^q = A^p at t = p/q, and it carries m0 to m(t)."""
    law, power, M = case.law, np.linalg.matrix_power, matrix(formula, case.law, case.t)
    mean = formula(law, case.t, law.m0 + 0 * case.x[:1]) - (1 - case.t) * law.m0 - case.t * law.m1
    return np.concatenate([power(M, case.when.denominator) - power(law.A, case.when.numerator), mean])[None]


def without_mean(pair: Law, t: Time, x: Points) -> Array:
    """m0 + e^{tL} (x - m0): the means stay where they were."""
    return brenier.exponential_map(pair, t, x) - brenier.mean(pair, t) + pair.m0


claim = Claim(
    id="CD-5.2b",
    source="Causality-Delta, 5.2",
    says="The exponential map solves the linear differential equation that the paper gives for it, from the identity at t = 0.",
    latex=r"\phi_t(x)=m(t)+e^{tL}(x-m_0)\ \Rightarrow\ \dot\phi_t=L(\phi_t-m(t))+\dot m(t)",
    formula=brenier.exponential_map,
    tests=(*flow(brenier.exponential_drift, TRANSPORTS), *identity(residual, when(TRANSPORTS, lambda t: t.denominator <= 10))),
    near_misses={
        "displacement path": brenier.displacement_map,
        "means forgotten": without_mean,
        "time reversed": reversed_time(brenier.exponential_map),
        "off by 1e-9": off(brenier.exponential_map),
    },
    note="e^{tL} is invertible for every t, so each map of the path is a diffeomorphism.",
)
