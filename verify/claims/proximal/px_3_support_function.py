"""Support functions make exact targets on manifolds."""

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative, identity
from verify.regimes.derived import at_one_point
from verify.regimes.manifolds import ATOMS, FLAT, FULL, HALF_DISC, SEGMENT, SHELL, SURFACES
from verify.residuals.transport import touching
from verify.residuals.wrong import halved, off

BODIES, OTHERS = (at_one_point(r) for r in ((*SURFACES, SHELL, HALF_DISC), (FULL, FLAT, SEGMENT, ATOMS)))


def transport(law: Law, t: Time, x: Points) -> Array:
    return law.transport(x)


def conjugate(law: Law, t: Time, x: Points) -> Array:
    return law.conjugate(x)


claim = Claim(
    id="PX-3",
    source="derived here; Proximal Operators, Section 2 (the extended potential)",
    says="Optimal transport is the gradient of phi*; where that is a convex body's support function, it goes onto the boundary.",
    latex=r"T=\nabla\phi^*,\quad\phi^*=h_K,\ h_K(y)=\max_{x\in K}x\cdot y,\quad T(y)\in\partial K",
    formula=transport,
    tests=(*derivative(conjugate, BODIES), *derivative(conjugate, OTHERS, kinds=("rate",)), *identity(touching, BODIES)),
    near_misses={
        "unit direction": lambda law, t, x: x / law.ar.sqrt(law.ar.einsum("...i,...i->...", x, x))[..., None],
        "inside the body": halved(transport),
        "off by 1e-9": off(transport),
    },
    note="phi is then the indicator of K and its proximal map the projection onto K: exact OT in any d, without a density.",
)
