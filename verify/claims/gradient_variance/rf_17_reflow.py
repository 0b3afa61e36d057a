"""Rectifying a deterministic coupling whose lines do not meet."""

from dataclasses import replace

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, flow, identity
from verify.regimes.couplings import RECTIFIED
from verify.residuals.flows import as_transport, at_start
from verify.residuals.wrong import off
from verify.routes import conditional


def lines(pair: Law, t: Time, x: Points) -> Array:
    """(1 - t) x + t (m1 + T (x - m0)): straight, to the end of the coupling itself."""
    return (1 - t) * x + t * (pair.m1 + pair.ar.einsum("ij,...j->...i", pair.T, x - pair.m0))


def curved(pair: Law, t: Time, x: Points) -> Array:
    """The flow of the first rectification, which made this coupling from independent ends."""
    return gaussian.flow(replace(pair, X=0 * pair.X, T=None), 0, t, x)


def optimal(pair: Law, t: Time, x: Points) -> Array:
    return lines(replace(pair, T=as_transport(pair).A), t, x)


claim = Claim(
    id="RF-17",
    source="Gradient Variance, Lemma 2",
    says="A deterministic coupling whose lines do not meet is reproduced by rectification, on straight lines, optimal or not.",
    latex=r"x_1=T(x_0),\ x_0\to x_t\ \mathrm{injective}\Rightarrow\phi_t(x)=(1-t)x+tT(x)",
    formula=lines,
    tests=(*flow(conditional.drift, RECTIFIED), *identity(at_start, RECTIFIED)),
    near_misses={
        "the optimal map": NearMiss(optimal, ("balls", "float64")),
        "the flow of independent ends": NearMiss(curved, ("balls", "float64")),
        "off by 1e-9": off(lines),
    },
)
