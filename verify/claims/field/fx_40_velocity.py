"""The conditional velocity."""

from analytic import conditional
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, equation, identity
from verify.regimes.given_ends import GIVEN, symbolic_point
from verify.residuals import equals
from verify.residuals.flows import continuity
from verify.residuals.given_ends import at_data
from verify.residuals.wrong import negated, off
from verify.routes.conditional import drift

velocity = at_data(conditional.velocity)


def exchanged(law: Law, t: Time, x: Points) -> Array:
    """a and b exchanged."""
    a, b, da, db = law.path(law.ar, t)
    return db * (x - a * law.m[0]) / b + da * law.m[0]


claim = Claim(
    id="FX-40",
    source="Lipman et al. 2023, conditional flow matching; here for any Gaussian source and path",
    says="Given x1 the points move by a'(x - b x1)/a + b'x1: that carries the conditional density, whatever the Gaussian source.",
    latex=r"u(x|x_1)=\frac{\dot a}{a}(x-bx_1)+\dot bx_1",
    formula=velocity,
    tests=(
        *equation(continuity, GIVEN, (symbolic_point(1), symbolic_point(2)), kinds=("rate",)),
        *identity(equals(drift), GIVEN),
    ),
    near_misses={
        "t for x, as a docstring had it": lambda law, t, x: velocity(law, t, t + 0 * x),
        "the sign of the target": negated(velocity),
        "a and b exchanged": exchanged,
        "off by 1e-9": off(velocity),
    },
)
