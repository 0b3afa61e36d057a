"""The flow map of the independent coupling between any two Gaussians, in closed form."""

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, flow, identity
from verify.regimes import PAIRS
from verify.residuals.flows import at_start, flow_from_start
from verify.residuals.wrong import off
from verify.routes import conditional

WITHOUT_START = ("balls", "float64")


def straight(pair: Law, t: Time, x: Points) -> Array:
    """On straight lines to the same end."""
    return (1 - t) * x + t * gaussian.flow(pair, 0, 1, x)


def other_root(pair: Law, t: Time, x: Points) -> Array:
    """(S0^-1 S_t)^{1/2}, the transposed order."""
    m, _, S, _ = gaussian.moments(pair, t)
    root = pair.ar.sqrtm(pair.ar.solve(pair.S0, S)).T
    return m + pair.ar.einsum("ij,...j->...i", root, x - pair.m0)


claim = Claim(
    id="CD-4.2F",
    source="derived here (not in the paper)",
    says="The flow between independent Gaussians is x -> m_t + F (x - m_0), F the principal root of S_t S_0^-1, commuting or not.",
    latex=r"\phi_t(x)=m_t+((1-t)^2I+t^2\Sigma_1\Sigma_0^{-1})^{1/2}(x-m_0)",
    formula=flow_from_start,
    tests=(*flow(conditional.drift, PAIRS), *identity(at_start, PAIRS)),
    near_misses={
        "straight lines": NearMiss(straight, WITHOUT_START),
        "S_0^-1 S_t": NearMiss(other_root, WITHOUT_START),
        "off by 1e-9": off(flow_from_start),
    },
)
