"""The extended Brenier map: from a point of the circle back to the source."""

from dataclasses import replace
from fractions import Fraction as F

from analytic.arithmetic import Array, Law, Points
from verify.claim import Claim, identity
from verify.regimes.manifolds import CIRCLE, SHELL
from verify.residuals.transport import preimage
from verify.residuals.wrong import negated, off

RAYS = tuple(replace(r, times=(F(1, 2), F(2), F(7))) for r in (CIRCLE, SHELL))


def ray(law: Law, s: Array, x: Points) -> Array:
    """s x1, s >= 0."""
    return s * x


claim = Claim(
    id="PX-4",
    source="Proximal Operators, Section 2, the Aleksandrov-Brenier potential, and Figure 2",
    says="On a circle or sphere the map from x1 to x0 has many values, the ray through x1: each of them has x1 as its image.",
    latex=r"\partial\phi(x_1)=\{s\,x_1:s\geq 0\}\ni x_0",
    formula=ray,
    tests=identity(preimage, RAYS),
    near_misses={
        "x1 alone": lambda law, s, x: x,
        "the opposite ray": negated(ray),
        "a ray beside it": lambda law, s, x: s * x + x[..., ::-1] / 100,
        "off by 1e-9": off(ray),
    },
)
