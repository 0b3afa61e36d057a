"""What CD-5.3a should say: for a generator that is affine in its source."""

from analytic import estimator, gaussian
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.claims.causality_delta.cd_5_3a_recovers import as_stated, residual
from verify.regimes import LINEAR, once
from verify.regimes.estimators import MAPS_AFFINE
from verify.residuals.wrong import off
from verify.routes.polynomial_means import normalised

FLOWS = once((*LINEAR[:2], LINEAR[4]))  # the maps that are far from singular


def of_pair(formula: Formula, case: Case) -> Array:
    """The end map of the flow from N(0, I), as a map of degree 1, less the correlation of the data."""
    F, zero = gaussian.flow_matrix(case.law, 1), 0 * case.law.S1
    law = estimator.expansion(case.ar, zero[..., None] * case.ar.array([0, 1]) + F[..., None] * case.ar.array([0, 1]))
    return formula(law) - normalised(case.ar, case.law.S1)


def right(law: Law) -> Array:
    """J^T J for J J^T."""
    J = law.a[:, :, 1]
    return estimator.correlation(law.ar, J.T @ J)


claim = Claim(
    id="CD-5.3a-amended",
    source="amends Causality-Delta, 5.3",
    says="If the generator is affine, as the flow between Gaussians is, perturbations give the correlation; else not (FX-24).",
    latex=r"f(x)=Mx+c\ \Rightarrow\ \mathrm{E}[JJ^T]=MM^T=\mathrm{Cov}(f)",
    formula=as_stated,
    tests=(*identity(residual, MAPS_AFFINE), *identity(of_pair, FLOWS)),
    near_misses={"J^T J": right, "off by 1e-9": off(as_stated)},
)
