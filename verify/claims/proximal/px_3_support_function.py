"""Support functions make exact targets on manifolds."""

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative, identity
from verify.regimes.derived import at_one_point
from verify.regimes.manifolds import HALF_DISC, SHELL, SURFACES
from verify.residuals.transport import touching
from verify.residuals.wrong import halved, off

BODIES = at_one_point((*SURFACES, SHELL, HALF_DISC))


def transport(law: Law, t: Time, x: Points) -> Array:
    return law.transport(x)


claim = Claim(
    id="PX-3",
    source="derived here; Proximal Operators, Section 2 (the extended potential)",
    says="The gradient of a convex body's support function carries the source onto the body's boundary, by optimal transport.",
    latex=r"T=\nabla h_K,\quad h_K(y)=\max_{x\in K}x\cdot y,\quad T(y)\in\partial K",
    formula=transport,
    tests=(*derivative(lambda law, t, x: law.conjugate(x), BODIES), *identity(touching, BODIES)),
    near_misses={
        "unit direction": lambda law, t, x: x / law.ar.sqrt(law.ar.einsum("...i,...i->...", x, x))[..., None],
        "inside the body": halved(transport),
        "off by 1e-9": off(transport),
    },
    note="phi is then the indicator of K and its proximal map the projection onto K: exact OT in any d, without a density.",
)
