"""The terminal spectrum is not reached uniformly over the manifold."""

from dataclasses import replace

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, bounded
from verify.regimes.manifolds import TAIL
from verify.residuals.transport import rescaled


def tangential(law: Law, t: Time, x: Points) -> Array:
    return rescaled(law, t, x)[..., 0, 0]


def as_stated(law: Law, t: Time, x: Points) -> Array:
    return 10 * (1 - t)


def by_stretch(law: Law, t: Time, x: Points) -> Array:
    """(1 - t)/(t k), k the derivative of T along the segment."""
    return (1 - t) / (t * law.hessian(x)[..., 0, 0])


claim = Claim(
    id="PX-6b",
    source="Proximal Operators, Theorem 4.4, read as uniform over the manifold",
    says="For the uniform law on a segment (1 - t) Dv is within 10 (1 - t) of 0 along the segment, wherever the path started.",
    latex=r"|e^T(1-t)Dv_t(x_t)\,e|\leq 10\,(1-t)",
    formula=as_stated,
    tests=bounded(tangential, (TAIL,)),
    right_where=bounded(tangential, (replace(TAIL, name="middle of a segment", points=TAIL.points[:1]),)),
    repairs={"with the stretch k": by_stretch},
    expect=Outcome.REFUTED,
    amended="PX-6b-amended",
    note="Whatever the constant: from x0 = 9/2, k = 3.2e-5, it is -0.9997 at t = 0.9, -0.969 at 0.999, -0.238 at 0.99999.",
)
