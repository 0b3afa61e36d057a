"""The slope of the flow map of optimal transport."""

from analytic import proximal
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.regimes.manifolds import SMOOTH, symbolic_quadratic
from verify.residuals.wrong import off, reversed_time

REGIMES = (*SMOOTH[:3], SMOOTH[5], SMOOTH[-1])


def on_the_line(law: Law, t: Time, x: Points) -> Array:
    """a x0 + b x1 of the pair that starts at x0 = x."""
    a, b, _, _ = law.path(law.ar, t)
    return a * x + b * law.transport(x)


def unscaled(law: Law, t: Time, x: Points) -> Array:
    """a I + H."""
    a, _, _, _ = law.path(law.ar, t)
    return a * law.ar.eye(law.d) + law.hessian(x)


claim = Claim(
    id="PX-2j",
    source="Proximal Operators, Section 2, the flow of Lemma 2.1",
    says="The flow map of optimal transport has the slope a I + b H, H the derivative of the transport.",
    latex=r"D\phi_t(x_0)=a_tI+b_tDT(x_0)",
    formula=proximal.flow_jacobian,
    tests=derivative(on_the_line, REGIMES, (symbolic_quadratic(1), symbolic_quadratic(2))),
    near_misses={
        "b forgotten": unscaled,
        "time reversed": reversed_time(proximal.flow_jacobian),
        "off by 1e-9": off(proximal.flow_jacobian),
    },
)
