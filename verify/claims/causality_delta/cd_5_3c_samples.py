"""Section 5.3: a sample mean taken for S = E[J J^T] where the modes are separated."""

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Outcome, inequality
from verify.regimes.estimators import STEEP
from verify.routes.flow_enclosures import slope_moment


def as_stated(law: Law) -> Array:
    return law.ar.array(10_000)


def needed(law: Law) -> Array:
    """100 max T'^2/E[T'^2], max T' = T'(0) = s exp(m^2/(2 s^2)), and E[T'^2] > s^2."""
    return 100 * law.ar.exp(law.ar.array(law.m**2 / law.s**2))


def margin(formula: Formula, case: Case) -> Array:
    """What the variance of T'^2, in units of n times the square of a tenth of its mean, is below one."""
    second, fourth = (slope_moment(case.law.m**2, case.law.s**2, p) for p in (2, 4))
    n = case.value(formula)
    return 1 - (fourth / second**2 - 1) / (n / 100)


claim = Claim(
    id="CD-5.3c",
    source="Causality-Delta, 5.3, 'by aggregating over many samples we estimate the second-moment matrix'",
    says="The mean over 10 000 samples estimates S with a standard error of at most a tenth, however separated the modes.",
    latex=r"\mathrm{sd}(\frac{1}{n}\sum_iT'(z_i)^2)\leq\frac{1}{10}\,\mathrm{E}[T'^2],\quad n=10\,000",
    formula=as_stated,
    tests=inequality(margin, STEEP),
    right_where=inequality(margin, STEEP[:1]),
    repairs={"100 max T'^2/s^2 samples": needed},
    expect=Outcome.REFUTED,
    amended="CD-5.3c-amended",
    note="Modes at +-1, s = 1/5: E[T'^2] = 2845, more than half of it from |x_1| <= 1/2, where 6 of 1000 draws land.",
)
