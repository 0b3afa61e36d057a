"""The terminal spectrum at corners."""

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, limit
from verify.regimes.manifolds import HALF_DISC, at_one
from verify.residuals.transport import everywhere, normal, rescaled
from verify.residuals.wrong import off

ENDS = at_one((HALF_DISC,))


def by_cell(law: Law, t: Time, x: Points) -> Array:
    """-n n^T on the arc, from y_2 > 0; -I at the corners, from y_2 < 0."""
    side = ((1 + x[..., 1] / abs(x[..., 1])) / 2)[..., None, None]
    return side * normal(law, t, x) + (1 - side) * everywhere(law, t, x)


claim = Claim(
    id="PX-6d-amended",
    source="derived here; amends Proximal Operators, Theorem 4.4",
    says="Paths that end in a corner contract in every direction, those that end on the arc along the normal only.",
    latex=r"\lim_{t\to1}(1-t)Dv_t=-nn^T\ (y_2>0),\quad -I\ (y_2<0)",
    formula=by_cell,
    tests=limit(rescaled, ENDS),
    near_misses={
        "one normal everywhere": normal,
        "contraction everywhere": everywhere,
        "sides exchanged": lambda law, t, x: by_cell(law, t, x * law.ar.array([1, -1])),
        "off by 1e-9": off(by_cell),
    },
)
