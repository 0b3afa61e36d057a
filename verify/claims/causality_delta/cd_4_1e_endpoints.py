"""Section 4.1, "at the extremes": false at t = 1 for a matrix A without an inverse."""

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Role, limit
from verify.claims.causality_delta.cd_4_1a_projector import ENDS, projected


def as_printed(pair: Law, t: Time, x: Points) -> Array:
    """0 at t = 0 and x at t = 1."""
    return x if float(t) > 1 / 2 else 0 * x


claim = Claim(
    id="CD-4.1e",
    source="Causality-Delta, 4.1",
    says="As t tends to 0 the best guess of x tends to zero, and as t tends to 1 to x_t itself, at every point, for every A.",
    latex=r"\mathrm{E}[x\mid x_0]=0,\quad\mathrm{E}[x\mid x_1]=x_1",
    formula=as_printed,
    tests=limit(gaussian.denoiser, ENDS),
    right_where=limit(gaussian.denoiser, tuple(r for r in ENDS if r.role is Role.GENERIC)),
    repairs={"projection onto the range of A": projected},
    expect=Outcome.REFUTED,
    amended="CD-4.1a",
    note="The closed form has no value at t = 1 if A is singular; its limit is the projection of x onto the range of A, so the "
    "sentence is true on that range, where x_1 lies.",
)
