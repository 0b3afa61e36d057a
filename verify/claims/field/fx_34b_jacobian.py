"""The Jacobian of the average velocity, and that of the flow map."""

from analytic import two_times
from verify.claim import Claim, NearMiss, derivative, identity
from verify.regimes.two_times import MOVING, PLACES, SYMBOLIC
from verify.residuals.two_times import average, carries, from_each
from verify.residuals.wrong import negated, off, transposed

jacobian = from_each(two_times.average_velocity_jacobian)

claim = Claim(
    id="FX-34b",
    source="derived here",
    says="The identity less t - s times the Jacobian of the average velocity is that of the flow, and carries the law.",
    latex=r"I-(t-s)\nabla u=D\phi_{t\to s}",
    formula=jacobian,
    tests=(*derivative(average, MOVING, SYMBOLIC, kinds=("rate",)), *identity(carries, PLACES)),
    near_misses={
        "transposed": NearMiss(transposed(jacobian), ("symbols",)),  # there d = 1
        "sign": negated(jacobian),
        "Jacobian of the flow": from_each(lambda law, s, t, x: two_times.flow_jacobian(law, t, s, x)),
        "of the flow the other way": from_each(lambda law, s, t, x: two_times.average_velocity_jacobian(law, t, s, x)),
        "off by 1e-9": off(jacobian),
    },
)
