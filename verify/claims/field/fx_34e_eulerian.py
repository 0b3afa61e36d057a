"""The flow map as its first time moves: the transport equation that it solves."""

from functools import partial

from analytic import two_times
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, derivative
from verify.regimes.two_times import MOVING, PLANE, SYMBOLIC
from verify.residuals.two_times import from_each
from verify.residuals.wrong import negated, off
from verify.routes import conditional


def carried(law: Law, s: Time, t: Time, x: Points, turned: bool = False) -> Array:
    """-(D phi_{t->s}) v(t, x)."""
    D = two_times.flow_jacobian(law, t, s, x)
    return -law.ar.einsum("nij,nj->ni", D.swapaxes(-1, -2) if turned else D, conditional.drift(law, t, x))


def at_the_end(law: Law, s: Time, t: Time, x: Points) -> Array:
    return -conditional.drift(law, s, two_times.flow_map(law, t, s, x))


claim = Claim(
    id="FX-34e",
    source="flow of an ordinary differential equation; Boffi et al. 2024, Eulerian equation",
    says="Moved with the particle's own start the end of its way does not change: the flow map is carried by the velocity.",
    latex=r"\partial_t\phi_{t\to s}(x)+D\phi_{t\to s}(x)\,v(t,x)=0",
    formula=from_each(carried),
    tests=derivative(from_each(lambda law, s, t, x: two_times.flow_map(law, t, s, x)), (PLANE, *MOVING), SYMBOLIC, "t", ("rate",)),
    near_misses={
        "velocity not carried": from_each(lambda law, s, t, x: -conditional.drift(law, t, x)),
        "velocity where the way ends": from_each(at_the_end),
        "sign": negated(from_each(carried)),
        "Jacobian transposed": NearMiss(from_each(partial(carried, turned=True)), ("symbols",)),  # there d = 1
        "off by 1e-9": off(from_each(carried)),
    },
)
