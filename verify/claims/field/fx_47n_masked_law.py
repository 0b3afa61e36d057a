"""A joint velocity masked to the graph, taken to generate the data."""

from analytic import causal_flows
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Outcome, Standing, derivative
from verify.regimes.causes import MASKED, MASKED_APART, MASKED_SYMBOLIC
from verify.residuals.flows import covariance


def spreading(pair: Law, t: Time, arrows: object = ((0, 0), (1, 0))) -> Array:
    """A S_t + S_t A^T: the rate of the covariance, if it is S_t and moved by the masked velocity."""
    AS = causal_flows.masked_slope(pair, t, [*map(list, arrows)]) @ covariance(pair, t)  # type: ignore[call-overload]
    return AS + AS.T


def unmasked(pair: Law, t: Time) -> Array:
    return spreading(pair, t, ((0, 1), (1, 0)))


claim = Claim(
    id="FX-47n",
    source="converse of FX-47p: for one joint velocity; derived here",
    says="A joint velocity in which each coordinate sees itself and its causes carries N(0, I) to the data of the graph.",
    latex=r"\dot S_t=AS_t+S_tA^{T},\quad A\ masked",
    formula=spreading,
    tests=derivative(covariance, MASKED, MASKED_SYMBOLIC, along="t"),
    right_where=derivative(covariance, MASKED_APART, along="t"),
    repairs={"without the mask": unmasked},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-47p",
    note="From N(0, I) to correlation 4/5 it ends in the covariance .46728 and the variance .81835: FX-47x.",
)
