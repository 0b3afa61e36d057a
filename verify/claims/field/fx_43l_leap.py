"""What one leap of two masked tokens gets wrong: they are drawn apart."""

from functools import partial

from analytic import states
from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.chains import ALL_MASKED, STEADY
from verify.residuals.chains import lands
from verify.residuals.wrong import off
from verify.routes import arrivals


def error(law: Law, t: Time, power: int = 2, share: int = 0) -> Array:
    """h^2 (prod of marginals - p1), h = (1 - t)/3, times (1 - t)^share."""
    return ((1 - t) / 3) ** power * (1 - t) ** share * (arrivals.product_of_marginals(law) - law.p1.reshape(-1))


def later(t: Time) -> Time:
    return t + (1 - t) / 3


def residual(formula: Formula, case: Case) -> Array:
    return lands(later)(lambda law, t: states.euler(law, t, later(t)), case) - case.value(formula)


claim = Claim(
    id="FX-43l",
    source="derived here; tau-leaping as in Campbell et al. 2022",
    says="One leap of length h of two masked tokens errs by h^2 times product of marginals less joint law, at any time: no more.",
    latex=r"p_tP_h-p_{t+h}=h^2(p_1^1p_1^2-p_1)",
    formula=error,
    tests=identity(residual, (STEADY,), (ALL_MASKED,)),
    near_misses={
        "first order": partial(error, power=1),
        "less as fewer tokens are masked": partial(error, share=1),
        "off by 1e-9": off(error),
    },
)
