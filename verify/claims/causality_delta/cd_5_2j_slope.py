"""The slope of the exponential path's velocity."""

import numpy as np

from analytic import brenier
from analytic.arithmetic import Array
from verify.claim import Case, Claim, Formula, derivative, identity
from verify.regimes import TRANSPORTS, when
from verify.residuals.wrong import halved, negated, off

slope: Formula = lambda law, t, x: brenier.exponential_jacobian(law) + 0 * x[..., None]  # noqa: E731
displacement: Formula = lambda law, t, x: brenier.displacement_jacobian(law, t) + 0 * x[..., None]  # noqa: E731


def residual(formula: Formula, case: Case) -> Array:
    """e^L S0 e^(L^T) = S1 and L = L^T: e^L is the optimal map, the one symmetric positive definite matrix that does it."""
    L, law = case.value(formula), case.law
    Y = case.ar.expm(L[0])
    return np.stack([Y @ law.S0 @ Y.T - law.S1 + 0 * L, L - L.swapaxes(-1, -2)], axis=1)


claim = Claim(
    id="CD-5.2j",
    source="Causality-Delta, 5.2, 'a linear differential equation'",
    says="The velocity of the exponential path has one symmetric slope L at all times, whose exponential carries S0 to S1.",
    latex=r"\nabla u=L=L^{T},\quad e^{L}S_0e^{L}=S_1",
    formula=slope,
    tests=(
        *identity(residual, when(TRANSPORTS, lambda t: t.denominator <= 10)),
        *derivative(brenier.exponential_drift, TRANSPORTS, kinds=("rate", "differences")),
    ),
    near_misses={
        "displacement path": displacement,
        "half": halved(slope),
        "backwards": negated(slope),
        "off by 1e-9": off(slope),
    },
)
