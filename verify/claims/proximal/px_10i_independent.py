"""The universal bound of optimal transport is not one of flow matching."""

from analytic import sphere
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing, bounded
from verify.regimes import when
from verify.regimes.manifolds import CENTRES


def steepest(law: Law, t: Time, x: Points) -> Array:
    """(1 - t) Dv + I across x."""
    return ((1 - t) * sphere.jacobian(law, t, x) + law.ar.eye(law.d))[..., -1, -1]


def as_stated(law: Law, t: Time, x: Points) -> Array:
    """1 + (1 - t)/t = 1/t."""
    return 1 / t


def by_radius(law: Law, t: Time, x: Points) -> Array:
    """t r^2/(1 - t)^2: the spread of x1 given x_t is at most r^2."""
    return t * law.r * law.r / ((1 - t) * (1 - t))


claim = Claim(
    id="PX-10i",
    source="derived here; PX-10 for independent ends",
    says="With independent ends, too, no eigenvalue of (1 - t) Dv exceeds (1 - t)/t.",
    latex=r"\lambda((1-t)Dv_t)\leq\frac{1-t}{t}",
    formula=as_stated,
    tests=bounded(steepest, CENTRES),
    right_where=bounded(steepest, when(CENTRES, lambda t: t < 1 / 2)),
    repairs={"by the radius of the support": by_radius},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="PX-10",
    note="Two points +-1, x = 0, t = 4/5: D E[x1|x] is 20, the bound 5/4. So the bound tells optimal couplings from others.",
)
