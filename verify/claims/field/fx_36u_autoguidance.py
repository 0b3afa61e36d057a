"""A Gaussian model guided by a weaker one of itself."""

from analytic import guidance
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Formula, equation
from verify.regimes import timed
from verify.regimes.guidance import DOUBLED, SYMBOLIC_DOUBLED
from verify.residuals.flows import covariance
from verify.residuals.wrong import off
from verify.routes.guided import pair_slope


def carried(formula: Formula) -> tuple[Formula, Formula]:
    """S' = A S + S A^T, A the slope of the blend, with what S misses V W^-1 V by, and S0 at t = 0."""

    def rate(law: Law, t: Time) -> Array:
        S, V = formula(law, t), covariance(law.aim, t)
        AS, doubled = pair_slope(law, t) @ S, law.ar.solve(covariance(law.pair, t), V) @ V
        return AS + AS.T + S - doubled + formula(law, 0 * t) - law.pair.S0

    return formula, rate


guided: Formula = lambda law, t: guidance.guided_covariance(law.pair, law.aim.S1, law.w, t)  # noqa: E731
claim = Claim(
    id="FX-36u",
    source="Karras et al. 2024 (autoguidance); derived here",
    says="Guided with w = 2 by a Gaussian model of covariance W, a right one, C, ends at C W^-1 C if C S0^-1 and W S0^-1 commute.",
    latex=r"u_w=(1-w)u_W+wu_C,\ w=2:\quad Cov[x_t]=V_tW_t^{-1}V_t,\ Cov[x_1]=CW^{-1}C",
    formula=guided,
    tests=equation(carried, timed(DOUBLED), timed(SYMBOLIC_DOUBLED), kinds=("rate",)),
    near_misses={
        "the right model is kept": lambda law, t: covariance(law.aim, t),
        "2 C - W": lambda law, t: 2 * covariance(law.aim, t) - covariance(law.pair, t),
        "off by 1e-9": off(guided),
    },
    note="W wider than C: narrower than the data, by as much as the weaker model is wider. No w but 1 keeps C, unless W = C.",
)
