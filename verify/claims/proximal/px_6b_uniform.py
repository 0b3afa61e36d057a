"""The terminal spectrum is not reached uniformly over the manifold."""

from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Outcome, Standing, Test
from verify.regimes import timed
from verify.regimes.manifolds import SEGMENT, at_one
from verify.residuals.transport import rescaled


def tangential(law: Law, t: Time, start: Array) -> Array:
    """(1 - t) Dv along the segment, on the path from (start, 0)."""
    return rescaled(law, t, law.ar.array([[start, 0]]))[..., 0, 0]


def from_the_tail(law: Law, t: Time) -> Array:
    """From the x0 > 0 where T stretches by 2 p(x0) = 1 - t, p the normal density."""
    ar = law.ar
    return tangential(law, t, ar.sqrt(2 * ar.log(2 / ((1 - t) * ar.sqrt(2 * ar.pi())))))


claim = Claim(
    id="PX-6b",
    source="Proximal Operators, Theorem 4.4",
    says="For the uniform law on a segment (1 - t) Dv is within C (1 - t) of 0 along the segment, wherever the path started.",
    latex=r"|e^T(1-t)Dv_t(x_t)\,e|\leq C\,(1-t)",
    formula=lambda law, t: law.ar.array([1]),
    tests=(Test("order", from_the_tail, timed(at_one((SEGMENT,))), {"at_least": True}),),
    right_where=(Test("order", lambda law, t: tangential(law, t, 0), timed(at_one((SEGMENT,)))),),  # from the middle
    repairs={"0: it stays": lambda law, t: law.ar.array([0])},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'remaining neutral along tangential directions' (abstract), read as uniform over the manifold",
    amended="PX-6b-amended",
    note="At each t some path has about -1/2: that along which T stretches by 1 - t. Along each path the limit is 0.",
)
