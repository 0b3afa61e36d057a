"""The exponential path solves its linear equation."""

from typing import Any

from analytic import brenier
from verify.claim import Claim, NearMiss, flow, identity
from verify.regimes import TRANSPORTS, once
from verify.residuals import at_start
from verify.variants import off, reversed_time


def without_mean(pair: Any, t: Any, x: Any) -> Any:
    """m0 + e^{tL} (x - m0): the means stay where they were."""
    return brenier.exponential_map(pair, t, x) - brenier.mean(pair, t) + pair.m0


claim = Claim(
    id="CD-5.2b",
    source="Causality-Delta, 5.2",
    says="The exponential map solves the linear differential equation that the paper gives for it, from the identity at t = 0.",
    latex=r"\phi_t(x)=m(t)+e^{tL}(x-m_0)\ \Rightarrow\ \dot\phi_t=L(\phi_t-m(t))+\dot m(t)",
    formula=brenier.exponential_map,
    tests=(*flow(brenier.exponential_drift, TRANSPORTS), *identity(at_start, once(TRANSPORTS))),
    near_misses={
        "displacement path": NearMiss(brenier.displacement_map, ("balls", "float64")),
        "means forgotten": NearMiss(without_mean, ("balls", "float64")),
        "time reversed": reversed_time(brenier.exponential_map),
        "off by 1e-9": off(brenier.exponential_map),
    },
    note="e^{tL} is invertible for every t, so each map of the path is a diffeomorphism.",
)
