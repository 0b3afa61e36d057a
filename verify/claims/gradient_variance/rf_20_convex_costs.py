"""What one rectification does to the costs of a coupling."""

from analytic import gaussian
from analytic.arithmetic import Array, Law
from verify.claim import Claim, bounded
from verify.regimes import PAIR, PAIR_3D, PAIR_ALIGNED, PAIR_COMMUTING, PAIR_TURNED, once
from verify.regimes.couplings import CORRELATED_LINES
from verify.residuals.flows import as_transport
from verify.routes.displacement_costs import costs


def of_map(pair: Law, T: Array) -> Array:
    E = T - pair.ar.eye(len(T))
    return costs(pair.ar, pair.m1 - pair.m0, E @ pair.S0 @ E.T)


def rectified(pair: Law) -> Array:
    """The costs of the end map of the flow."""
    return of_map(pair, gaussian.flow_matrix(pair, 1))


claim = Claim(
    id="RF-20",
    source="Liu, Gong and Liu 2023; Gradient Variance, on rectification",
    says="Rectifying a coupling raises no convex cost; it need not reach the least.",
    latex=r"E\,c(z_1-z_0)\leq E\,c(x_1-x_0)\ \mathrm{for\ convex\ } c",
    formula=lambda pair: costs(pair.ar, pair.m1 - pair.m0, pair.S0 + pair.S1 - pair.X - pair.X.T),
    tests=bounded(rectified, once((PAIR, PAIR_3D, PAIR_COMMUTING, PAIR_ALIGNED, PAIR_TURNED, *CORRELATED_LINES))),
    near_misses={"reaches the least cost": lambda pair: of_map(pair, as_transport(pair).A)},
    note="Five kinds of costs, the largest coordinate among them; independent and correlated ends, a map. Mixtures: RF-20m.",
)
