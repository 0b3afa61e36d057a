"""A Schroedinger bridge with time running back."""

from analytic import bridge
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.bridges import BRIDGE, BRIDGE_3D, BRIDGE_ALIGNED, miscoupled
from verify.residuals import equals
from verify.residuals.wrong import negated, off
from verify.routes import schroedinger


def turned_round(law: Law, t: Time, x: Points) -> Array:
    """Less the forward drift at 1 - t of the bridge from N(m1, S1) to N(m0, S0)."""
    p = law.process.pair
    return -schroedinger.drift(bridge.bridge(law.ar, p.m1, p.S1, p.m0, p.S0, law.sigma), 1 - t, x)


claim = Claim(
    id="FX-41f",
    source="Leonard 2014; Anderson 1982",
    says="A bridge run backward is the bridge from its end to its start; its drift has the score with the other sign.",
    latex=r"c=u-\frac{\sigma^2}{2}\nabla\log p_t,\quad dX=c\,dt+\sigma\,dW,\ dt<0",
    formula=bridge.backward_drift,
    tests=identity(equals(turned_round), (BRIDGE, BRIDGE_3D, BRIDGE_ALIGNED)),
    near_misses={
        "forward drift": bridge.drift,
        "negated": negated(bridge.backward_drift),
        **miscoupled(bridge.backward_drift),
        "off by 1e-9": off(bridge.backward_drift),
    },
)
