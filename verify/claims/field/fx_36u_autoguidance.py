"""A Gaussian model guided by a weaker one of itself."""

from analytic import guidance
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Formula, equation
from verify.regimes import timed
from verify.regimes.guidance import DOUBLED, SYMBOLIC_DOUBLED
from verify.residuals.wrong import off
from verify.routes.guided import pair_slope


def covariance(law: Law, t: Time) -> Array:
    return guidance.guided_covariance(law.pair, law.aim.S1, law.w, t)


def of_one(law: Law, t: Time, weak: bool) -> Array:
    """a^2 S0 + b^2 W of the weaker model, or with C of the right one."""
    a, b, _, _ = law.pair.path(law.ar, t)
    return a * a * law.pair.S0 + b * b * (law.pair if weak else law.aim).S1


def doubled(law: Law, t: Time) -> Array:
    """V_t W_t^-1 V_t."""
    V = of_one(law, t, weak=False)
    return law.ar.solve(of_one(law, t, weak=True), V) @ V


def carried(formula: Formula) -> tuple[Formula, Formula]:
    """S' = A S + S A^T, A the slope of the blend; what S misses V W^-1 V by; and S0 by at t = 0."""

    def rate(law: Law, t: Time) -> Array:
        AS = pair_slope(law, t) @ formula(law, t)
        return AS + AS.T + formula(law, t) - doubled(law, t) + formula(law, 0 * t) - law.pair.S0

    return formula, rate


claim = Claim(
    id="FX-36u",
    source="Karras et al. 2024 (autoguidance); derived here for Gaussians that commute, w = 2",
    says="Guided with w = 2 by a weaker Gaussian model, of covariance W, a right one of covariance C ends at C W^-1 C, not at C.",
    latex=r"u_w=(1-w)u_W+wu_C,\ w=2:\quad Cov[x_t]=V_tW_t^{-1}V_t,\ Cov[x_1]=CW^{-1}C",
    formula=covariance,
    tests=equation(carried, timed(DOUBLED), timed(SYMBOLIC_DOUBLED), kinds=("rate",)),
    near_misses={
        "the right model is kept": lambda law, t: of_one(law, t, weak=False),
        "2 C - W": lambda law, t: 2 * of_one(law, t, weak=False) - of_one(law, t, weak=True),
        "off by 1e-9": off(covariance),
    },
    note="W wider than C: narrower than the data, by as much as the weaker model is wider. No w but 1 keeps C, unless W = C.",
)
