"""The posterior's covariance taken for that of the step back."""

from analytic import noising
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes.two_times import NOISED, ONE_POINT
from verify.residuals import equals
from verify.residuals.noising import denoised, nearer


def of_posterior(law: Law, t: Time, x: Points) -> Array:
    """Cov[x_s | x_t, x1], the same for all x."""
    return noising.posterior_covariance(law, nearer(law), t) + 0 * x[..., None]


def of_step(law: Law, t: Time, x: Points) -> Array:
    return noising.ancestral_covariance(law, nearer(law), t, x)


claim = Claim(
    id="FX-34v",
    source="converse of FX-34q; true of data at one point, and of steps that tend to 0",
    says="Given x_t alone x_s has the covariance of the posterior given x_t and the data: the ancestral step is exact.",
    latex=r"\mathrm{Cov}[x_s|x_t]=\mathrm{Cov}[x_s|x_t,x_1]",
    formula=of_posterior,
    tests=identity(equals(lambda law, t, x: denoised(law, t, x)[1]), NOISED),
    right_where=identity(equals(lambda law, t, x: denoised(law, t, x)[1]), (ONE_POINT,)),
    repairs={"with what x_t leaves open of the data": of_step},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-34q",
)
