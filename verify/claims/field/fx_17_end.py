"""The end map taken for a function of the two end laws alone."""

from dataclasses import replace

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes import PAIR_TURNED, at_one_point
from verify.regimes.couplings import CORRELATED_LINES
from verify.residuals.flows import end_map


def of_marginals(pair: Law, t: Time, x: Points) -> Array:
    """The end map of independent ends with the same two laws."""
    return gaussian.flow(replace(pair, X=0 * pair.X, T=None), 0, 1, x)


def of_coupling(pair: Law, t: Time, x: Points) -> Array:
    return pair.m1 + pair.ar.einsum("ij,nj->ni", pair.T, x - pair.m0)


claim = Claim(
    id="FX-17b",
    source="converse of FX-17; true on a line",
    says="The end map of flow matching depends on the laws of the two ends only, not on how they are coupled.",
    latex=r"\phi_1(x)=m_1+(S_1S_0^{-1})^{1/2}(x-m_0)",
    formula=of_marginals,
    tests=identity(end_map, at_one_point((PAIR_TURNED,))),
    right_where=identity(end_map, at_one_point(CORRELATED_LINES)),
    repairs={"the map of the coupling": of_coupling},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-17",
)
