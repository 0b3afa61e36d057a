"""What the filter of Section 6.4 conditions on: one linear equation for the direction."""

from analytic import estimator
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.estimators import JACOBIAN, JACOBIAN_SYMBOLIC
from verify.residuals.wrong import off


def kept(law: Law) -> Array:
    return estimator.conditioned(law.ar, law.J @ law.J.T, 0)


def residual(formula: Formula, case: Case) -> Array:
    """Less J N^T (N N^T)^-1 N J^T, the rows of N a basis of the u with a^T u = 0, a the first row of J."""
    ar, J = case.ar, case.law.J
    a, eye = J[0], ar.eye(J.shape[1])
    N = a[1:, None] * eye[0] - a[0] * eye[1:]
    NJ = N @ J.T
    return case.value(formula) - ar.einsum("mi,mj->ij", NJ, ar.solve(N @ N.T, NJ.T).T)


claim = Claim(
    id="CD-6.4a-amended",
    source="derived here; amends Causality-Delta, 6.4",
    says="Keeping the standard normal directions u with (J u)_k = 0 leaves the partial covariance of the outputs given the k-th.",
    latex=r"\mathrm{Cov}(Ju\mid a^Tu=0)=S-S_{\cdot k}S_{k\cdot}/S_{kk},\quad S=JJ^T,\ a=J_k",
    formula=kept,
    tests=identity(residual, (JACOBIAN,), (JACOBIAN_SYMBOLIC,)),
    near_misses={
        "no condition": lambda law: law.J @ law.J.T,
        "the row set to zero": lambda law: (law.J - law.J[:, :1] * law.J[0]) @ law.J.T,
        "off by 1e-9": off(kept),
    },
)
