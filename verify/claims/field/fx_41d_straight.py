"""On average a Schroedinger bridge moves straight on."""

from fractions import Fraction as F

from analytic import bridge, interpolant
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, equation
from verify.regimes import at_one_point
from verify.regimes.bridges import BRIDGE, BRIDGE_3D, miscoupled
from verify.residuals.bridges import straight
from verify.residuals.wrong import off

REGIMES = at_one_point((BRIDGE, BRIDGE_3D), F(1, 4))


def unscored(law: Law, t: Time, x: Points) -> Array:
    return interpolant.drift(law.process, t, x)


claim = Claim(
    id="FX-41d",
    source="Leonard 2014",
    says="Along a bridge its drift stays on average what it is, E[db | x_t] = 0: Burgers' equation, whose Laplacian is zero here.",
    latex=r"\partial_tb+(\nabla b)b+\frac{\sigma^2}{2}\Delta b=0,\quad\Delta b=0",
    formula=bridge.drift,
    tests=equation(straight, REGIMES, kinds=("rate", "differences")),
    near_misses={
        "probability flow": unscored,
        **miscoupled(bridge.drift),
        "off by 1e-9": off(bridge.drift),
    },
    note="It holds for the backward drift too, where the sign of the Laplacian is the other one.",
)
