"""What x_t leaves open of x1 - x0 for independent Gaussian ends."""

from analytic import floors, gaussian
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes import PAIR, PAIR_3D, PAIR_NEARLY_SINGULAR, symbolic_independent, timed, when
from verify.residuals import equals, flows
from verify.residuals.wrong import off
from verify.routes import conditional
from verify.routes.draws import Draw

REGIMES, SYMBOLIC = (timed(r) for r in ((PAIR, PAIR_3D, PAIR_NEARLY_SINGULAR), (symbolic_independent(1), symbolic_independent(2))))


def square(draw: Draw) -> Array:
    return flows.outer(draw.velocity - gaussian.drift(draw.law, draw.t, draw.xt))


def other_order(pair: Law, t: Time) -> Array:
    return pair.ar.solve(gaussian.moments(pair, t)[2], pair.S0 @ pair.S1).T


claim = Claim(
    id="RF-3",
    source="derived here, for Gradient Variance, Gaussian-to-Gaussian transport",
    says="With independent Gaussian ends the covariance of x1 - x0 given x_t is the same at every x.",
    latex=r"\mathrm{Cov}(x_1-x_0|x_t)=S_1S_t^{-1}S_0",
    formula=floors.independent_residual,
    tests=(
        *identity(equals(conditional.pair_residual_covariance), REGIMES, SYMBOLIC),
        *sampling(square, when(REGIMES[:1], lambda t: 0 < t < 1), 50_000),
    ),
    near_misses={
        "factors in another order": other_order,
        "of x1": lambda pair, t: (1 - t) * floors.independent_residual(pair, t),
        "off by 1e-9": NearMiss(off(floors.independent_residual), ("sampling",)),
    },
)
