"""The end map of flow matching taken for A."""

from analytic import brenier
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes import PAIR_ALIGNED, PAIR_COMMUTING, PAIRS, at_one_point
from verify.residuals.flows import as_transport, end_map


def published(pair: Law, t: Time, x: Points) -> Array:
    """m1 + A (x - m0)."""
    return brenier.exponential_map(as_transport(pair), 1, x)


def mean_root(pair: Law, t: Time, x: Points) -> Array:
    """m1 + (S0 # S1) S0^{-1} (x - m0), with the geometric mean of the covariances."""
    G = brenier.geometric_mean(pair.ar, pair.S0, pair.S1)
    return pair.m1 + pair.ar.einsum("ij,nj->ni", G, pair.ar.solve(pair.S0, x - pair.m0))


claim = Claim(
    id="CD-5.2d",
    source="Causality-Delta, 5.2",
    says="Flow matching carries x from time 0 to time 1 by the map A, the optimal one.",
    latex=r"\phi_1(x)=m_1+A\,(x-m_0)",
    formula=published,
    tests=identity(end_map, at_one_point(PAIRS)),
    right_where=identity(end_map, at_one_point((PAIR_COMMUTING, PAIR_ALIGNED))),
    repairs={"geometric mean": mean_root},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'At t = 1, phi_1(x_0) = m_1 + A(x_0 - m_0)'; 'in direct correspondence with our conditioning formulas'",
    amended="FX-16",
    note="It holds where S0 and S1 commute, as for S0 = I.",
)
