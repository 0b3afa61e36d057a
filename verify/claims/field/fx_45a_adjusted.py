"""Adjustment: sets found by networkx, effects by regression."""

import numpy as np

from analytic import knothe
from analytic.arithmetic import Array, Law
from verify.claim import Claim, identity
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes.causes import adjusted, covariance, path_sums


def coefficients(law: Law, keep: int = 1) -> Array:
    """Of x_k, in the regression of x_j on x_k and the set that blocks every back door; keep = 0 without the set."""
    found, n = [], len(law.model.V)
    for k, j, given in adjusted(law.model.B):
        arrows = np.zeros((n, n), dtype=int)
        arrows[j, [k, *given[: keep * n]]] = 1
        found.append(knothe.fitted(law.ar, 0 * law.model.c, covariance(law.model), arrows).B[j, k])
    return np.stack(found)


def effects(law: Law, turn: int = 1) -> Array:
    """From k to j, or back."""
    T = path_sums(law.ar, law.model.B)
    return np.stack([T[(j, k)[::turn]] for k, j, _ in adjusted(law.model.B)])


claim = Claim(
    id="FX-45a",
    source="Pearl 1993, the back-door criterion",
    says="Where a set blocks every back door from x_k to x_j, the coefficient of x_k beside it is the effect of x_k on x_j.",
    latex=r"E[x_j|x_k,x_Z]=\ldots+T_{jk}x_k",
    formula=coefficients,
    tests=identity(equals(effects), NUMBERS, SYMBOLIC[:4]),
    near_misses={"no set": lambda law: coefficients(law, 0), "back": lambda law: effects(law, -1), "off": off(coefficients)},
)
