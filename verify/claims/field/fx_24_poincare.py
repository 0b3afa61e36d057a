"""The Gaussian Poincare inequality, with what it leaves over."""

from analytic import estimator
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.estimators import MAPS, MAPS_AFFINE, MAPS_SYMBOLIC
from verify.residuals.wrong import halved, off
from verify.routes.polynomial_means import moments, squares


def gap(law: Law) -> Array:
    """sum_{m, k} (k - 1) k! a_mk a_mk^T: a sum of squares, zero iff no k above 1 occurs."""
    rows = law.a * law.ar.sqrt(law.ar.array([0, 0, 2, 12][: law.a.shape[2]]))
    return law.ar.einsum("imk,jmk->ij", rows, rows)


def residual(formula: Formula, case: Case) -> Array:
    return case.value(formula) - (squares(case.law) - moments(case.law))


claim = Claim(
    id="FX-24",
    source="Gaussian Poincare inequality (Nash, Chernoff), matrix form",
    says="The mean square of the Jacobian exceeds the covariance by a sum of squares, which vanishes exactly for affine maps.",
    latex=r"\mathrm{E}[JJ^T]-\mathrm{Cov}(f)=\sum_{k\geq 2}(k-1)\,k!\,a_ka_k^T\geq 0",
    formula=gap,
    tests=identity(residual, (*MAPS, *MAPS_AFFINE), MAPS_SYMBOLIC),
    near_misses={
        "equality": lambda *at: 0 * gap(*at),
        "half": halved(gap),
        "weights k": estimator.second_moment,
        "off by 1e-9": off(gap),
    },
    note="Shown for sums of polynomials of degree 3 in one input each. A sample whose "
    "E[J J^T] falls below its covariance is under-resolved: the inequality is a free check of an estimate.",
)
