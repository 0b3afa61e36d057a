"""Section 5.3: a sample mean taken for S = E[J J^T] where the modes are separated."""

from typing import Any

from verify.claim import Case, Claim, Outcome, Test
from verify.regimes.estimators import STEEP
from verify.residuals.bounds import excess
from verify.routes.flow_enclosures import slope_moment


def as_stated(law: Any, t: Any, x: Any) -> Any:
    return law.ar.array(10_000)


def needed(law: Any, t: Any, x: Any) -> Any:
    """100 max T'^2/E[T'^2], max T' = T'(0) = s exp(m^2/(2 s^2)), and E[T'^2] > s^2."""
    return 100 * law.ar.exp(law.ar.array(law.m**2 / law.s**2))


def residual(formula: Any, case: Case) -> Any:
    """The variance of T'^2 less n times the square of a tenth of its mean; zero where it is smaller."""
    second, fourth = (slope_moment(case.law.m**2, case.law.s**2, p) for p in (2, 4))
    n = formula(case.law, case.t, case.x)
    return excess([(fourth / second**2 - 1) / (n / 100) - 1])


claim = Claim(
    id="CD-5.3c",
    source="Causality-Delta, 5.3, 'by aggregating over many samples we estimate the second-moment matrix'",
    says="The mean over 10 000 samples estimates S with a standard error of at most a tenth, however separated the modes.",
    latex=r"\mathrm{sd}(\frac{1}{n}\sum_iT'(z_i)^2)\leq\frac{1}{10}\,\mathrm{E}[T'^2],\quad n=10\,000",
    formula=as_stated,
    tests=(Test("balls", residual, STEEP),),
    repairs={"100 max T'^2/s^2 samples": needed},
    expect=Outcome.REFUTED,
    amended="CD-5.3c-amended",
    note="Modes at +-1, s = 1/5: E[T'^2] = 2845, more than half of it from |x_1| <= 1/2, where 6 of 1000 draws land.",
)
