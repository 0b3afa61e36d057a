"""The partial correlation of a linear Gaussian model, by its precision matrix and by draws."""

import numpy as np

from analytic import scm
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, NearMiss, identity, sampling
from verify.claims.causality_delta.cd_6_4c_partial import marginal
from verify.regimes.estimators import GRAPHS, GRAPHS_SYMBOLIC, NOISY, ROLES, drawn_graphs
from verify.residuals.wrong import negated, off


def partial(law: Law) -> Array:
    return np.array([scm.partial_correlation(m, i, j, [k]) for m, (i, j, k) in zip(law.models, ROLES, strict=True)])


def residual(formula: Formula, case: Case) -> Array:
    """r sqrt(P_ii P_jj) + P_ij, P = (I - B)^T V^-1 (I - B); in symbols, r^2 P_ii P_jj - P_ij^2."""
    found = []
    for r, m, (i, j, _) in zip(case.value(formula), case.law.models, ROLES, strict=True):
        P = (case.ar.eye(3) - m.B).T @ ((case.ar.eye(3) - m.B) / m.V[:, None])
        size = P[i, i] * P[j, j]
        found.append(r * r * size - P[i, j] ** 2 if case.ar.name == "symbols" else r * case.ar.sqrt(size) + P[i, j])
    return np.array(found)


SIGN = NearMiss(negated(partial), ("symbols",))
claim = Claim(
    id="CD-6.4p",
    source="Causality-Delta, 6.4; partial correlation",
    says="The partial correlation of two variables given the third is minus their entry of the precision matrix, normalised.",
    latex=r"r_{ij\mid k}=-P_{ij}/\sqrt{P_{ii}P_{jj}},\quad P=(I-B)^{T}V^{-1}(I-B)",
    formula=partial,
    tests=(
        *identity(residual, NOISY, GRAPHS_SYMBOLIC),
        *sampling(lambda d: d.partial, GRAPHS, 50_000, drawn_graphs),
    ),
    near_misses={"no condition": marginal, "sign": SIGN, "off by 1e-9": NearMiss(off(partial), ("sampling",))},
)
