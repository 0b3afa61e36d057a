"""What guidance makes of Gaussians."""

from functools import partial

from analytic import guidance
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Formula, equation, identity
from verify.regimes import timed
from verify.regimes.guidance import COMMUTING, GUIDED_PAIRS, SYMBOLIC_PAIR
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes.guided import geometric_mean, pair_slope


def covariance(law: Law, t: Time, shift: int = 0) -> Array:
    return guidance.guided_covariance(law.pair, law.aim.S1, law.w + shift, t)


def carried(formula: Formula) -> tuple[Formula, Formula]:
    """S' = A S + S A^T, A the slope of the guided velocity, with what S misses S0 by at t = 0."""

    def rate(law: Law, t: Time) -> Array:
        AS = pair_slope(law, t) @ formula(law, t)
        return AS + AS.T + formula(law, 0 * t) - law.pair.S0

    return formula, rate


claim = Claim(
    id="FX-36e",
    source="derived here, for S S0^-1 and C S0^-1 that commute; any schedule",
    says="Guidance between Gaussians ends with the geometric mean of their covariances: S^(1 - w) C^w, if these and S0 commute.",
    latex=r"Cov[x_t]=G_t^{1-w}H_t^wS_0,\quad G_t=(a^2S_0+b^2S)S_0^{-1},\ H_t=(a^2S_0+b^2C)S_0^{-1},\ Cov[x_1]=S^{1-w}C^w",
    formula=covariance,
    tests=(
        *equation(carried, timed(GUIDED_PAIRS), timed(SYMBOLIC_PAIR), kinds=("rate",)),
        *identity(equals(lambda law, t: geometric_mean(law)), timed(COMMUTING)),
    ),
    near_misses={"w + 1": partial(covariance, shift=1), "w - 1": partial(covariance, shift=-1), "off by 1e-9": off(covariance)},
)
