"""Moment matching taken to be exact for any law."""

from analytic import observed
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes.observed import GAUSSIANS, OBSERVED_INSIDE
from verify.residuals import equals
from verify.routes import observed as jointly


def matched(law: Law, t: Time, x: Points) -> Array:
    g = observed.moment_matching_score(law.mix, law.H, law.R, law.y, t, x)
    return observed.steered(law.mix, g, t, x)


def exact(law: Law, t: Time, x: Points) -> Array:
    g = observed.likelihood_score(law.mix, law.H, law.R, law.y, t, x)
    return observed.steered(law.mix, g, t, x)


claim = Claim(
    id="FX-37x",
    source="converse of FX-37m, for mixtures",
    says="Moment matching, with the exact mean and covariance of x1 given x_t, has the velocity to the posterior of any law.",
    latex=r"v^*=v+\frac{ab'-a'b}{a}VH^T(HVH^T+R)^{-1}(y-HD),\quad V=Cov[x_1|x_t=x],\ D=E[x_1|x_t=x]",
    formula=matched,
    tests=identity(equals(jointly.velocity), OBSERVED_INSIDE),
    right_where=identity(equals(jointly.velocity), GAUSSIANS),
    repairs={"the score of the likelihood": exact},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-37m",
)
