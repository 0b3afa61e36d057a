"""The flow map of flow matching between Gaussians with independent ends."""

from typing import Any

from analytic import brenier
from verify.claim import Claim, NearMiss, flow, identity
from verify.oracles import drift
from verify.regimes import PAIRS, once
from verify.residuals import as_transport, at_start, flow_from_start
from verify.variants import off


def exponential(pair: Any, t: Any, x: Any) -> Any:
    return brenier.exponential_map(as_transport(pair), t, x)


def displacement(pair: Any, t: Any, x: Any) -> Any:
    return brenier.displacement_map(as_transport(pair), t, x)


claim = Claim(
    id="CD-5.2c-amended",
    source="amends Causality-Delta, 5.2",
    says="The flow of flow matching with independent ends multiplies x - m0 by the principal root of S_t times S0 inverse.",
    latex=r"\phi_t(x)=m(t)+(S_t S_0^{-1})^{1/2}(x-m_0),\quad S_t=(1-t)^2S_0+t^2S_1",
    formula=flow_from_start,
    tests=(*flow(drift, PAIRS), *identity(at_start, once(PAIRS))),
    near_misses={
        "exponential path": NearMiss(exponential, ("balls", "float64")),
        "displacement path": NearMiss(displacement, ("balls", "float64")),
        "off by 1e-9": off(flow_from_start),
    },
    note="The identity at t = 0, all that balls and float64 look at, is common to the three paths.",
)
