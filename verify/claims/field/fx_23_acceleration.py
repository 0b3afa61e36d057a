"""Straightness: the acceleration of a particle of the flow between Gaussians, any coupling with a closed flow map."""

from analytic import gaussian, straightness
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, equation
from verify.regimes import PAIR_TURNED, PAIRS, when
from verify.residuals.flows import flow_from_start
from verify.residuals.wrong import negated, off
from verify.routes import conditional

REGIMES = when((*PAIRS, PAIR_TURNED), lambda t: 0 < t < 1)


def velocity(law: Law, t: Time, x: Points) -> Array:
    """v(t, phi_t(x))."""
    return conditional.drift(law, t, flow_from_start(law, t, x))


def along_flow(f: Formula) -> tuple[Formula, Formula]:
    """Its rate is the acceleration at phi_t(x)."""
    return velocity, lambda law, t, x: f(law, t, flow_from_start(law, t, x))


claim = Claim(
    id="FX-23",
    source="Liu et al. 2023, rectified flow; momentum balance, derived here for Gaussians",
    says="Between Gaussians particles accelerate by minus Cov[x1 - x0 | x_t] times the score: straight where x_t fixes x1 - x0.",
    latex=r"\partial_tv+(\nabla v)v=-\mathrm{Cov}(x_1-x_0\mid x_t)\,\nabla\log p_t",
    formula=straightness.acceleration,
    tests=equation(along_flow, REGIMES, kinds=("rate", "differences")),
    near_misses={
        "straight paths": lambda pair, t, x: 0 * x,
        "sign": negated(straightness.acceleration),
        "covariance of x_t": lambda pair, t, x: x - gaussian.moments(pair, t)[0] + 0 * x,
        "off by 1e-9": off(straightness.acceleration),
    },
    note="Of a Gaussian pair the covariance does not depend on x; for other targets its divergence enters too.",
)
