"""The average velocity taken for that in the middle."""

from analytic import two_times
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes.two_times import PLACES, TURNED
from verify.residuals.two_times import average, from_each, meets
from verify.routes import conditional


def midway(law: Law, s: Time, t: Time, x: Points) -> Array:
    """The velocity at (s + t)/2, of the particle that is at x at time t."""
    middle = (s + t) / 2
    return conditional.drift(law, middle, two_times.flow_map(law, t, middle, x))


claim = Claim(
    id="FX-34m",
    source="converse of FX-34; true on straight paths",
    says="The mean velocity of a particle between two times is its velocity half-way between them.",
    latex=r"u(x;s,t)=v(r,\phi_{t\to r}(x)),\quad r=\frac{s+t}{2}",
    formula=from_each(midway),
    tests=identity(meets, tuple(r for r in PLACES if r is not TURNED)),
    right_where=identity(meets, (TURNED,)),
    repairs={"displacement over time": average},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-34",
    note="The midpoint rule: off by (t - s)^2/24 times the second rate of the velocity along the flow, and higher powers of t - s.",
)
