"""The likelihood of an observation given noised data."""

from analytic import mixture, observed
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.observed import OBSERVED
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import observed as jointly


def likelihood(law: Law, t: Time, x: Points) -> Array:
    return observed.log_likelihood(law.mix, law.H, law.R, law.y, t, x)


def ratio(law: Law, t: Time, x: Points) -> Array:
    """Without p(y)."""
    return likelihood(law, t, x) - observed.log_evidence(law.mix, law.H, law.R, law.y)


def at_the_mean(law: Law, t: Time, x: Points) -> Array:
    """log N(y; H E[x1|x_t], R): the mean for all of x1 given x_t."""
    ar, e = law.ar, law.y - mixture.denoiser(law.mix, t, x) @ law.H.T
    q = ar.einsum("np,np->n", ar.solve(law.R, e), e)
    return -(q + ar.logdet(law.R) + len(law.y) * ar.log(2 * ar.pi())) / 2


claim = Claim(
    id="FX-37l",
    source="Bayes' rule; Chung et al. 2023 for the approximation that is a near miss",
    says="The likelihood of y given x_t is the evidence of y times the density of x_t given y, over that of x_t.",
    latex=r"p(y|x_t=x)=p(y)\,p_t(x|y)/p_t(x)",
    formula=likelihood,
    tests=identity(equals(jointly.log_likelihood), OBSERVED),
    near_misses={"without p(y)": ratio, "x1 taken for its mean": at_the_mean, "off by 1e-9": off(likelihood)},
)
