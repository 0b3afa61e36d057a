"""The end of the flow of correlated ends on a line."""

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, flow, identity
from verify.regimes.couplings import CORRELATED_LINES
from verify.residuals.flows import at_start
from verify.residuals.wrong import off
from verify.routes import conditional


def carried(pair: Law, t: Time, x: Points) -> Array:
    """m_t + sqrt(S_t/S_0) (x - m_0): the end map m1 + (s1/s0) (x - m0) does not know c."""
    m, _, S, _ = gaussian.moments(pair, t)
    return m + pair.ar.sqrt(S[0] / pair.S0[0]) * (x - pair.m0)


def along_line(pair: Law, t: Time, x: Points) -> Array:
    """The mean of x_t given x_0, as if each point went there."""
    slope = (1 - t) + t * pair.X[0] / pair.S0[0]
    return gaussian.moments(pair, t)[0] + slope * (x - pair.m0)


claim = Claim(
    id="RF-19b",
    source="derived here, for Gradient Variance, the continuum of couplings",
    says="On a line the flow of correlated ends ends in the optimal map, whatever the correlation above -1.",
    latex=r"\phi_1(x)=m_1+\frac{s_1}{s_0}(x-m_0)\quad\mathrm{for\ every\ } c>-s_0s_1",
    formula=carried,
    tests=(
        *flow(conditional.drift, CORRELATED_LINES),
        *identity(at_start, CORRELATED_LINES),
    ),
    near_misses={"mean line": NearMiss(along_line, ("balls", "float64")), "off by 1e-9": off(carried)},
)
