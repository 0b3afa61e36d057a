"""Section 6.4: a difference along one direction taken for the norm of a row of the Jacobian."""

from dataclasses import replace

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, bounded
from verify.papers.causality_delta.printed import KEPT_WORDS
from verify.regimes.estimators import DIRECTION


def as_stated(law: Law, t: Time, x: Points) -> Array:
    """100 |a^T u| for the direction u = x."""
    return 100 * abs(x @ law.J[0])


def over_axes(law: Law, t: Time, x: Points) -> Array:
    """The root of the sum of squares over d orthogonal directions."""
    return law.ar.sqrt(((law.ar.eye(x.shape[-1]) @ law.J[0]) ** 2).sum())


def norm(law: Law, t: Time, x: Points) -> Array:
    return law.ar.sqrt(law.J[0] @ law.J[0])


claim = Claim(
    id="CD-6.4a",
    source="Causality-Delta, 6.4; its published code",
    says="Samples whose difference along one random direction is small have a small Jacobian norm: within a factor 100.",
    latex=r"|J^{19}|\leq 100\,|J^{19}u|",
    formula=as_stated,
    tests=bounded(norm, (DIRECTION,)),
    right_where=bounded(norm, (replace(DIRECTION, name="a direction along the row", points=((1, 2, 0),)),)),
    repairs={"over d orthogonal directions": over_axes},
    expect=Outcome.REFUTED,
    amended="CD-6.4a-amended",
    note=f"{KEPT_WORDS} undivided differences below 1e-4 at a step of 1e-2 mean, if Gaussian, a typical norm of about 5.",
)
