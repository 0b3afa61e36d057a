"""The velocity of the displacement path, McCann's."""

import numpy as np

from analytic import brenier
from analytic.arithmetic import Array
from verify.claim import Case, Claim, Formula, equation, identity
from verify.regimes import TRANSPORTS
from verify.residuals.flows import along_the_path
from verify.residuals.wrong import off, reversed_time


def residual(formula: Formula, case: Case) -> Array:
    """At (1 - t) x0 + t x1 less x1 - x0, pair by pair, x1 = m1 + A (x0 - m0); and where the map takes x0, less that point."""
    x1 = case.law.m1 + (case.x - case.law.m0) @ case.law.A.T
    there = (1 - case.t) * case.x + case.t * x1
    moved = brenier.displacement_map(case.law, case.t, case.x)
    return np.concatenate([formula(case.law, case.t, there) - (x1 - case.x), moved - there], axis=-1)


claim = Claim(
    id="FX-18d",
    source="McCann 1997; Benamou and Brenier 2000",
    says="On the displacement path every point keeps its velocity, the line from where it starts to where A takes it.",
    latex=r"u(t,(1-t)x_0+tx_1)=x_1-x_0,\quad x_1=m_1+A(x_0-m_0)",
    formula=brenier.displacement_drift,
    tests=(
        *identity(residual, TRANSPORTS),
        *equation(along_the_path(brenier.displacement_map), TRANSPORTS[:2], kinds=("rate",)),
    ),
    near_misses={
        "exponential path": brenier.exponential_drift,
        "time reversed": reversed_time(brenier.displacement_drift),
        "off by 1e-9": off(brenier.displacement_drift),
    },
)
