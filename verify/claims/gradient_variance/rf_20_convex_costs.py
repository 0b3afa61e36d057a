"""What one rectification does to the costs of a coupling."""

from typing import Any

import numpy as np

from analytic import gaussian
from verify.claim import Case, Claim, Test
from verify.regimes import PAIR, PAIR_3D, PAIR_COMMUTING, once
from verify.residuals import as_transport


def costs(ar: Any, m: Any, K: Any) -> Any:
    """E|D|^2, E|D|^4, E|D_1| + ... + |D_d| and E cosh(D_1 + ... + D_d) of D ~ N(m, K)."""
    square, s = np.trace(K) + m @ m, ar.sqrt(np.diagonal(K))
    absolute = s * ar.sqrt(2 / ar.pi()) * ar.exp(-m * m / (2 * s * s)) + m * (1 - ar.erfc(m / (s * ar.sqrt(ar.array(2)))))
    growth = ar.exp(K.sum() / 2) * (ar.exp(m.sum()) + ar.exp(-m.sum())) / 2
    return np.array([square, square * square + 2 * np.trace(K @ K) + 4 * m @ K @ m, absolute.sum(), growth])


def of_map(pair: Any, T: Any) -> Any:
    E = T - pair.ar.eye(len(T))
    return costs(pair.ar, pair.m1 - pair.m0, E @ pair.S0 @ E.T)


def residual(formula: Any, case: Case) -> Any:
    """What the costs of the end map of the flow are above the formula."""
    over = of_map(case.law, gaussian.flow_matrix(case.law, 1)) - formula(case.law, case.t, case.x)
    return (over + abs(over)) / 2


claim = Claim(
    id="RF-20",
    source="Liu, Gong and Liu 2023; Gradient Variance, on rectification",
    says="Rectifying a coupling raises no convex cost; it need not reach the least.",
    latex=r"E\,c(z_1-z_0)\leq E\,c(x_1-x_0)\ \mathrm{for\ convex\ } c",
    formula=lambda pair, t, x: costs(pair.ar, pair.m1 - pair.m0, pair.S0 + pair.S1),
    tests=(Test("balls", residual, once((PAIR, PAIR_3D, PAIR_COMMUTING))),),
    near_misses={"reaches the least cost": lambda pair, t, x: of_map(pair, as_transport(pair).A)},
)
