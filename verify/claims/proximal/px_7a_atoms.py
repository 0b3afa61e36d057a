"""Finitely many atoms: the optimal field contracts everything."""

from fractions import Fraction as F

from analytic import proximal
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.regimes.manifolds import NET
from verify.residuals.transport import everywhere, normal, tangents
from verify.residuals.wrong import off, reversed_time, scaled


def contraction(law: Law, t: Time, x: Points) -> Array:
    """-I/(1 - t)."""
    return everywhere(law, t, x) / (1 - t)


claim = Claim(
    id="PX-7a",
    source="derived here; amends Proximal Operators, Theorem 4.4, for finite data",
    says="Between finitely many atoms Dv = -I/(1 - t) along every optimal path: no direction is neutral at any time.",
    latex=r"Dv_t(x_t)=-\frac{1}{1-t}I",
    formula=contraction,
    tests=derivative(proximal.velocity, (NET,)),
    near_misses={
        "neutral along the circle": lambda law, t, x: normal(law, t, x) / (1 - t),
        "neutral along the normal": lambda law, t, x: tangents(law, t, x) / (1 - t),
        "t for 1 - t": reversed_time(contraction),
        "twice": scaled(contraction, F(2)),
        "off by 1e-9": off(contraction),
    },
)
