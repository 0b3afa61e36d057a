"""The exponential path taken for the flow of flow matching."""

from analytic import brenier, gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing, equation, identity, sampling
from verify.regimes import PAIR, PAIRS, when
from verify.residuals.flows import along_the_path, as_transport, second_moments


def exponential(pair: Law, t: Time, x: Points) -> Array:
    return brenier.exponential_drift(as_transport(pair), t, x)


def moved(pair: Law, t: Time, x: Points) -> Array:
    return brenier.exponential_map(as_transport(pair), t, x)


claim = Claim(
    id="CD-5.2c",
    source="Causality-Delta, 5.2",
    says="The flow that transports one Gaussian to another, as flow matching learns it, is the exponential path.",
    latex=r"E[x_1-x_0\,|\,x_t=x]=m_1-m_0+L\,(x-m(t)),\quad L=\log A",
    formula=exponential,
    tests=(*identity(second_moments, PAIRS), *sampling(lambda draw: draw.velocity, when((PAIR,), lambda t: 0 < t < 1), 50_000)),
    right_where=equation(along_the_path(moved), (PAIR,), kinds=("rate",)),  # on its own path
    repairs={"conditional mean of independent ends": gaussian.drift},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'Consider the flow that transports x_0 ... to x_1 .... In this linear-Gaussian setting the flow map is explicit'; "
    "'in direct correspondence with our conditioning formulas'",
    amended="CD-4.2F",
    note="It is a third path: from N(0, 1) to N(0, 4) the variance at t = 1/2 is 2; flow matching has 5/4, optimal transport 9/4.",
)
