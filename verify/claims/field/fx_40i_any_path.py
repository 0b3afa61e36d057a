"""The velocity given both ends, on any path and with any noise."""

from analytic import conditional
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, equation, identity
from verify.regimes.given_ends import BETWEEN, bridge_by_regression
from verify.residuals import equals
from verify.residuals.given_ends import between, bridge_continuity
from verify.residuals.wrong import off

velocity = between(conditional.bridge_velocity)


def straight(law: Law, t: Time, x: Points) -> Array:
    """x1 - x0 for a'x0 + b'x1."""
    x0, x1, (_, _, da, db) = law.pair.m0, law.pair.m1, law.pair.path(law.ar, t)
    return velocity(law, t, x) - da * x0 - db * x1 + x1 - x0


def still(law: Law, t: Time, x: Points) -> Array:
    """a'x0 + b'x1, as if the noise did not grow."""
    _, _, da, db = law.pair.path(law.ar, t)
    return da * law.pair.m0 + db * law.pair.m1 + 0 * x


claim = Claim(
    id="FX-40i",
    source="Tong et al. 2023; Albergo, Boffi and Vanden-Eijnden 2023 for any path and noise",
    says="Given both ends the points move with the path between them, and away from it at the rate at which the noise grows.",
    latex=r"u(x|x_0,x_1)=\dot ax_0+\dot bx_1+\frac{\dot g}{g}(x-ax_0-bx_1)",
    formula=velocity,
    tests=(
        *equation(bridge_continuity, BETWEEN, kinds=("rate",)),
        *identity(equals(bridge_by_regression), BETWEEN),
    ),
    near_misses={"x1 - x0 on every path": straight, "the path alone": still, "off by 1e-9": off(velocity)},
)
