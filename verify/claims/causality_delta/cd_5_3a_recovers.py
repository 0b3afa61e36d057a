"""Section 5.3: the normalised second moment of perturbations taken for the correlation of what is generated."""

from analytic import estimator
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Outcome, Standing, identity
from verify.regimes.estimators import MAPS, MAPS_AFFINE
from verify.routes.polynomial_means import moments, normalised


def residual(formula: Formula, case: Case) -> Array:
    """Less the correlation, from the moments of a normal source."""
    return case.value(formula) - normalised(case.ar, moments(case.law))


def as_stated(law: Law) -> Array:
    return estimator.correlation(law.ar, estimator.second_moment(law))


def of_covariance(law: Law) -> Array:
    return estimator.correlation(law.ar, estimator.covariance(law))


claim = Claim(
    id="CD-5.3a",
    source="Causality-Delta, 5.3",
    says="The normalised second moment of perturbations, D^-1/2 E[J J^T] D^-1/2, is the correlation matrix of what is generated.",
    latex=r"D^{-1/2}\,\mathrm{E}[JJ^T]\,D^{-1/2}=\mathrm{Corr}(f)",
    formula=as_stated,
    tests=identity(residual, (*MAPS_AFFINE, *MAPS)),
    right_where=identity(residual, MAPS_AFFINE),
    repairs={"degree k counted once, not k times": of_covariance},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'When we report a correlation matrix, we use the normalized version Corr(D) = D^-1/2 S(D) D^-1/2'",
    amended="CD-5.3a-amended",
    note="z +- He_3/3: the correlation is 1/5, the estimate -1/3. z and z^3: 0.775 and 0.577.",
)
