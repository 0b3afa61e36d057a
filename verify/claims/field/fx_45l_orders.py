"""One law, every order."""

from itertools import permutations

import numpy as np

from analytic import knothe
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.causes import NUMBERS, SYMBOLIC
from verify.residuals.wrong import off
from verify.routes.causes import covariance


def maps(law: Law, turn: int = 1) -> Array:
    """Of each order its triangular map, (n!, n, n)."""
    S = covariance(law.model)
    return np.stack([knothe.knothe(law.ar, S, order[::turn]) for order in permutations(range(len(S)))])


def residual(formula: Formula, case: Case) -> Array:
    """L L^T - S, and the entries of L whose column comes after their row."""
    found, n = [], len(case.law.model.V)
    for L, order in zip(case.value(formula), permutations(range(n)), strict=True):
        place = np.argsort(order)
        found.append(np.stack([L @ L.T - covariance(case.law.model), L * case.ar.array((place[:, None] < place).astype(int))]))
    return np.stack(found)


claim = Claim(
    id="FX-45l",
    source="Rosenblatt 1952; Knothe 1957",
    says="In whatever order, causal or not, there is a triangular map from independent noises to the same law.",
    latex=r"L_\pi L_\pi^{T}=\mathrm{Cov}[x],\quad(L_\pi)_{ij}=0\ where\ j\ comes\ after\ i",
    formula=maps,
    tests=identity(residual, NUMBERS[:4], SYMBOLIC[1:2]),
    near_misses={"the opposite orders": lambda law: maps(law, -1), "off by 1e-9": off(maps)},
)
