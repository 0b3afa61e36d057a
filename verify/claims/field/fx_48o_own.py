"""What flow matching's own map pays."""

import numpy as np

from analytic import disentanglement, gaussian, knothe
from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.causes import TRIANGLE_PAIR, UNIT_PAIRS, UNIT_PAIRS_SYMBOLIC
from verify.residuals.wrong import halved, off


def own(law: Law) -> Array:
    return disentanglement.contrast(law.ar, gaussian.flow_matrix(law, law.ar.array(1)))


def determinant(S: Array) -> Array:
    rest = [np.delete(S[1:], j, axis=1) for j in range(len(S))]
    return sum((-1) ** j * S[0, j] * determinant(M) for j, M in enumerate(rest)) if len(S) > 1 else S[0, 0]


def residual(formula: Formula, case: Case) -> Array:
    """det S e^(2 C) less the product of the variances: C is then the relative entropy of x to independent coordinates."""
    S = case.law.S1
    return determinant(S) * case.ar.exp(2 * case.value(formula)) - np.multiply.reduce(np.diagonal(S))


def triangular(law: Law) -> Array:
    return disentanglement.contrast(law.ar, knothe.knothe(law.ar, law.S1, [*range(len(law.S1))]))


claim = Claim(
    id="FX-48o",
    source="derived here; total correlation: Watanabe 1960",
    says="Flow matching's own map pays the total correlation of the data: 0 if and only if their coordinates are independent.",
    latex=r"C(S^{1/2})=\frac{1}{2}\log\frac{\prod_iS_{ii}}{\det S}",
    formula=own,
    tests=identity(residual, (*UNIT_PAIRS, TRIANGLE_PAIR), UNIT_PAIRS_SYMBOLIC),
    near_misses={"a triangular map": triangular, "half of it": halved(own), "off by 1e-9": off(own)},
    note="The contrast; its squares are those of the covariances themselves, since T^T T = S.",
)
