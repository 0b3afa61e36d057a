"""A JVP is homogeneous in its tangent: the tangent c u gives c J u, whatever c."""

from fractions import Fraction

from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, derivative
from verify.claims.causality_delta.cd_5_1_wiggle import REGIMES, jacobian
from verify.residuals.flows import flow_from_start
from verify.residuals.wrong import off, scaled

LENGTH = Fraction(1, 100)


def stretched(law: Law, t: Time, y: Array) -> Array:
    """y -> f(c y): moving y by u moves the argument of f by c u."""
    return flow_from_start(law, t, law.ar.array(LENGTH) * y)


def pushed(law: Law, t: Time, y: Array) -> Array:
    """c J(c y)."""
    return law.ar.array(LENGTH) * jacobian(law, t, law.ar.array(LENGTH) * y)


claim = Claim(
    id="CD-5.1b-amended",
    source="amends Causality-Delta, Appendix C, Fig. 6",
    says="Pushing the tangent c u through the flow map gives c times J u: a JVP of eps u must be divided by eps.",
    latex=r"J_f(x)\,(c\,u)=c\,J_f(x)\,u",
    formula=pushed,
    tests=derivative(stretched, REGIMES[1:3]),
    near_misses={
        "length of the tangent forgotten": scaled(pushed, 1 / LENGTH),
        "length counted twice": scaled(pushed, LENGTH),
        "off by 1e-9": off(pushed),
    },
)
