"""The drift of a Schroedinger bridge is a gradient."""

from analytic import bridge, gaussian
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, identity
from verify.regimes import timed
from verify.regimes.bridges import BRIDGES, miscoupled
from verify.residuals.bridges import slope
from verify.residuals.wrong import off


def of_flow_matching(law: Law, t: Time) -> Array:
    """Of independent ends, without noise."""
    p = law.process.pair
    return gaussian.slope(gaussian.Pair(law.ar, p.m0, p.S0, p.m1, p.S1, 0 * p.X, p.path), t)


claim = Claim(
    id="FX-41b",
    source="derived here, from Leonard 2014",
    says="The bridge's drift has a symmetric slope at every t, although S0 and S1 do not commute: it is sigma^2 grad log h.",
    latex=r"B=(D-\frac{\sigma^2}{2}I)S^{-1}=B^T",
    formula=bridge.drift_matrix,
    tests=identity(slope, timed(BRIDGES)),
    near_misses={
        "flow matching": of_flow_matching,
        **miscoupled(bridge.drift_matrix),
        "off by 1e-9": off(bridge.drift_matrix),
    },
    note="So is the slope of its probability flow, B plus sigma^2/2 times the inverse of S.",
)
