"""What x_t leaves open of its own velocity, for a mixture."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import trigonometric
from verify.claim import Claim, NearMiss, Test, identity, sampling
from verify.regimes import INSIDE, INTEGRATED, MIXTURES, SAMPLED, along, symbolic_mixture
from verify.residuals import equals
from verify.residuals.flows import outer
from verify.residuals.wrong import of_law, off
from verify.routes import conditional
from verify.routes.line_moments import moment

REGIMES = (*MIXTURES, *along(INSIDE[:2], trigonometric))


def by_quadrature(mix: Law, t: Time, x: Points) -> Array:  # on a line
    return (moment(mix, t, x, 2) - moment(mix, t, x, 1) ** 2)[:, None, None]


claim = Claim(
    id="RF-3m",
    source="derived here, for Gradient Variance; law of total covariance",
    says="Of a mixture x_t leaves open, of its velocity, what its components leave open and the spread of their velocities.",
    latex=r"\mathrm{Cov}(\dot x_t|x_t)=\sum_kr_k((ab'-a'b)^2C_kS_k^{-1}S_0+(v_k-u)(v_k-u)^{T})",
    formula=mixture.residual_covariance,
    tests=(
        *identity(equals(conditional.residual_covariance), REGIMES, (symbolic_mixture(1, 2), symbolic_mixture(2, 1))),
        Test("balls", equals(by_quadrature), INTEGRATED),
        *sampling(lambda d: outer(d.velocity - conditional.drift(d.law, d.t, d.xt)), SAMPLED[:1], 50_000),
    ),
    near_misses={
        "spread of the means forgotten": of_law(mixture.residual_covariance, lambda mix: {"m": 0 * mix.m + mix.w @ mix.m}),
        "off by 1e-9": NearMiss(off(mixture.residual_covariance), ("sampling",)),
    },
)
