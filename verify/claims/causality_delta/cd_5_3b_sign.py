"""Section 5.3 on an exact flow: two modes along the diagonal, in closed form in the turned axes."""

from analytic import estimator
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Outcome, Standing, inequality
from verify.regimes.estimators import MODES
from verify.routes.flow_enclosures import slope_moment


def second_moment(law: Law) -> Array:
    """The S-correlation, E[T'^2] enclosed."""
    return estimator.modes_correlation(law.modes, slope_moment(2 * law.m**2, law.c * (1 + law.r), 2))


def covariance(law: Law) -> Array:
    return estimator.modes_correlation(law.modes, law.ar.array(2 * law.m**2 + law.c * (1 + law.r)))


def product(formula: Formula, case: Case) -> Array:
    """Of the formula and the correlation of the data: positive where they have one sign."""
    return case.law.plane[0, 1] * case.value(formula)


claim = Claim(
    id="CD-5.3b",
    source="Causality-Delta, 7, read at its weakest",
    says="Along an exact flow the correlation estimated by perturbations has at least the sign of the correlation of the data.",
    latex=r"\mathrm{E}[JJ^T]_{12}\,\mathrm{Cov}(x_1)_{12}\geq 0",
    formula=second_moment,
    tests=inequality(product, MODES),
    right_where=inequality(product, MODES[2:]),
    repairs={"Var T for E T'^2": covariance},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'the empirical Jacobian can recover dependency structures between generated features'",
    amended="CD-5.3b-amended",
    note="Correlation against estimate: -0.0625 and 0.0892; -0.0183 and 0.788; 0.362 and 0.581.",
)
