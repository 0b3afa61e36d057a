"""Why tests with the source N(m0, c I) cannot see the order of the factors in Eq. (4)."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Claim, Formula, derivative, identity
from verify.claims.causality_delta.cd_4_6p_typed_order import typed_order
from verify.regimes import ISOTROPIC
from verify.residuals.wrong import off
from verify.routes import conditional


def asymmetry(formula: Formula, case: Case) -> Array:
    """The formula less the transposed Jacobian."""
    return case.value(formula) - mixture.jacobian(case.law, case.t, case.x).swapaxes(-1, -2)


def half_correction(mix: Law, t: Time, x: Points) -> Array:
    return (typed_order(mix, t, x) + mixture.blend(mix, t, x)) / 2


claim = Claim(
    id="CD-4.6s",
    source="derived here (not in the paper)",
    says="If the source covariance is a multiple of I the Jacobian is symmetric, so both orders in Eq. (4) give the same.",
    latex=r"\Sigma_0=cI:\quad\sum_k(\nabla\gamma_k)\,b_k^T=\sum_k b_k(\nabla\gamma_k)^T",
    formula=typed_order,
    tests=(*derivative(conditional.drift, ISOTROPIC, kinds=("rate", "autodiff")), *identity(asymmetry, ISOTROPIC)),
    near_misses={"blend only": mixture.blend, "half of the correction": half_correction, "off by 1e-9": off(typed_order)},
    note="A test with a standard source can therefore never detect the printed order.",
)
