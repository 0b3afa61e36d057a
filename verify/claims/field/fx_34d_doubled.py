"""MeanFlow's target taken for no noisier than flow matching's."""

from analytic import two_times
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes.two_times import MODES, PLANE, STANDARD_ENDS, STILL
from verify.residuals.two_times import noisy


def of_pairs(law: Law, t: Time, x: Points) -> Array:
    """Cov[x_t' | x_t], carried nowhere."""
    return two_times.target_covariance(law, t, t, x)


claim = Claim(
    id="FX-34d",
    source="converse of FX-34c; true where the flow turns and does not stretch",
    says="MeanFlow's regression target is as noisy as flow matching's: both see a pair through its velocity alone.",
    latex=r"\mathrm{Cov}[\mathrm{target}\mid x_t]=\mathrm{Cov}[\dot x_t\mid x_t]",
    formula=of_pairs,
    tests=identity(noisy, (STANDARD_ENDS, PLANE, MODES)),
    right_where=identity(noisy, (STILL,)),
    repairs={"carried by the flow": lambda law, t, x: two_times.target_covariance(law, 0, t, x)},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-34c",
)
