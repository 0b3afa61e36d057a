"""Moment matching, for one Gaussian."""

from analytic import observed
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.observed import GAUSSIANS, ONE_SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import observed as jointly


def matched(law: Law, t: Time, x: Points) -> Array:
    return velocity(law, t, x, observed.moment_matching_score)


def velocity(law: Law, t: Time, x: Points, g: Array) -> Array:
    return observed.steered(law.mix, g(law.mix, law.H, law.R, law.y, t, x), t, x)


claim = Claim(
    id="FX-37m",
    source="Rozet et al. 2024; Boys et al. 2023",
    says="For one Gaussian moment matching is exact: with Cov[x1|x_t] in the likelihood the velocity is that to the posterior.",
    latex=r"\nabla\log h_t=\frac{b}{a^2}S_0^{-1}VH^T(HVH^T+R)^{-1}(y-HD),\quad V=Cov[x_1|x_t=x],\ D=E[x_1|x_t=x]",
    formula=matched,
    tests=identity(equals(jointly.velocity), GAUSSIANS, (ONE_SYMBOLIC,)),
    near_misses={
        "DPS": lambda law, t, x: velocity(law, t, x, observed.dps_score),
        "PiGDM": lambda law, t, x: velocity(law, t, x, observed.pigdm_score),
        "off by 1e-9": off(matched),
    },
)
