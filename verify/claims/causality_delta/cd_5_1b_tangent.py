"""The published check of the finite differences: the tangent eps u is pushed through jvp, the result is never divided by eps."""

from fractions import Fraction

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, derivative
from verify.claims.causality_delta.cd_5_1_wiggle import REGIMES, jacobian
from verify.residuals.flows import flow_from_start
from verify.residuals.wrong import scaled

STEP = Fraction(1, 100)


def pushed(law: Law, t: Time, x: Points) -> Array:
    """eps J: what the code takes for J."""
    return jacobian(law, t, x) * law.ar.array(STEP)


def divided(law: Law, t: Time, x: Points) -> Array:
    return pushed(law, t, x) / law.ar.array(STEP)


claim = Claim(
    id="CD-5.1b",
    source="Causality-Delta, 5.1 and Appendix C, Fig. 6; its published code",
    says="Both sides of the published check estimate one thing: the divided difference, and the automatic JVP of eps u, undivided.",
    latex=r"\frac{f(x_0+\varepsilon u)-f(x_0)}{\varepsilon}\approx J_f(x_0)\,(\varepsilon u)",
    formula=pushed,
    tests=derivative(flow_from_start, REGIMES[1:3]),
    right_where=derivative(scaled(flow_from_start, STEP), REGIMES[1:2], kinds=("rate",)),  # of the step times the flow
    repairs={"divided by eps": divided},
    expect=Outcome.REFUTED,
    amended="CD-5.1b-amended",
    note="The two sides differ by the factor eps at every eps, so the curve of Fig. 6 shows the size of Ju, not an error.",
)
