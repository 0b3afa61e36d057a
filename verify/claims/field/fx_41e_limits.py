"""Schroedinger bridges of small and of large noise."""

import numpy as np

from analytic import brenier, bridge
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, limit
from verify.regimes.bridges import ONE_TRANSPORT
from verify.residuals.wrong import off, transposed


def of_bridges(law: Law, h: Time) -> Array:
    """X for sigma^2 = h; sigma^2 X for sigma^2 = 1/h."""
    ends = (law.ar, law.m0, law.S0, law.m1, law.S1)
    small, large = (bridge.cross(bridge.bridge(*ends, law.ar.sqrt(v))) for v in (h, 1 / h))
    return np.stack([small, large / h])


def limits(law: Law, h: Time) -> Array:
    return np.stack([law.S0 @ law.A, law.S0 @ law.S1])


claim = Claim(
    id="FX-41e",
    source="Mikami 2004 and Leonard 2014 for small noise; derived here for large",
    says="With sigma the coupling tends to the optimal one; for large sigma to independent ends, like S0 S1/sigma^2.",
    latex=r"X\to S_0A\ (\sigma\to0),\qquad\sigma^2X\to S_0S_1\ (\sigma\to\infty)",
    formula=limits,
    tests=limit(of_bridges, ONE_TRANSPORT),
    near_misses={
        "transposed": transposed(limits),
        "geometric mean": lambda law, h: np.stack([brenier.geometric_mean(law.ar, law.S0, law.S1), law.S0 @ law.S1]),
        "off by 1e-9": off(limits),
    },
)
