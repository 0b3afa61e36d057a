"""Rectifying a deterministic coupling whose lines do not meet."""

from typing import Any

from analytic import gaussian
from verify import oracles
from verify.claim import Claim, flow, identity
from verify.regimes.couplings import RECTIFIED
from verify.residuals import as_transport, at_start
from verify.variants import off


def lines(pair: Any, t: Any, x: Any) -> Any:
    """(1 - t) x + t (m1 + T (x - m0)): straight, to the end of the coupling itself."""
    return (1 - t) * x + t * (pair.m1 + pair.ar.einsum("ij,nj->ni", pair.T, x - pair.m0))


def curved(pair: Any, t: Any, x: Any) -> Any:
    """The flow of the first rectification, which made this coupling from independent ends."""
    free = gaussian.Pair(pair.ar, pair.m0, pair.S0, pair.m1, pair.S1, 0 * pair.X, pair.path)
    return gaussian.flow(free, 0, t, x)


def optimal(pair: Any, t: Any, x: Any) -> Any:
    A = as_transport(pair).A
    return (1 - t) * x + t * (pair.m1 + pair.ar.einsum("ij,nj->ni", A, x - pair.m0))


claim = Claim(
    id="RF-17",
    source="Gradient Variance, Lemma 2",
    says="A deterministic coupling whose lines do not meet is reproduced by rectification, on straight lines, optimal or not.",
    latex=r"x_1=T(x_0),\ x_0\to x_t\ \mathrm{injective}\Rightarrow\phi_t(x)=(1-t)x+tT(x)",
    formula=lines,
    tests=(*flow(oracles.drift, RECTIFIED), *identity(at_start, RECTIFIED)),
    near_misses={"the optimal map": optimal, "the flow of independent ends": curved, "off by 1e-9": off(lines)},
)
