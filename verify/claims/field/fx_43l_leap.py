"""What one leap of two masked tokens gets wrong: they are drawn apart."""

from dataclasses import replace
from fractions import Fraction as F

from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.chains import ALL_MASKED, STEADY, leaping, squared
from verify.residuals.chains import misses
from verify.residuals.wrong import off
from verify.routes import arrivals


def error(law: Law, t: Time, power: int = 2) -> Array:
    """h^2 (prod of marginals - p1)."""
    return law.h**power * (arrivals.product_of_marginals(law.chain) - law.chain.p1.reshape(-1))


def residual(formula: Formula, case: Case) -> Array:
    return misses(case.law.chain, case.t, case.law.h) - case.value(formula)


claim = Claim(
    id="FX-43l",
    source="derived here; tau-leaping as in Campbell et al. 2022",
    says="On the linear schedule one leap of length h of two masked tokens errs by h^2 times product of marginals less joint law.",
    latex=r"\kappa=t:\quad p_tP_h-p_{t+h}=h^2(p_1^1p_1^2-p_1)",
    formula=error,
    tests=identity(residual, (leaping(STEADY, F(1, 10)), leaping(STEADY, F(1, 15))), (leaping(ALL_MASKED, "h"),)),
    near_misses={
        "first order": lambda law, t: error(law, t, 1),
        "h (1 - t)/3 for h^2": lambda law, t: error(law, t, 1) * (1 - t) / 3,
        "less as fewer tokens are masked": lambda law, t: error(law, t) * (1 - t),
        "what a leap misses on the schedule t^2": lambda law, t: misses(replace(law.chain, path=squared), t, law.h),
        "off by 1e-9": off(error),
    },
)
