"""What holds of every map, whatever networks have learned, beside what would not: Poincare's inequality, for one.

Var(y_i) <= S_ii (Poincare),   S = E[J J^T] is positive semidefinite,   E[(J z)(J z)^T | x0] = J J^T
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from scipy.stats import norm

from learned import dependence
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.evidence.kinds import FALSE_ALARM
from verify.evidence.worst import outcome_of
from verify.papers.causality_delta.recipe import EPS
from verify.suites.celeba.kinds import Kind
from verify.suites.celeba.measurement import ROWS
from verify.suites.common.measurement import Arrays

ATTRIBUTES = 40
ROUNDING = ATTRIBUTES * 2.0**-52  # of a sum of so many products, and of the eigenvalues of such a matrix, over its trace


def laws(store: Arrays) -> Iterator[Row]:
    """What holds of every map, whatever the networks have learned."""
    w, y, length = (store[name].astype(float) for name in ("w", "y", "length"))
    n, bound = len(w), float(norm.isf(FALSE_ALARM / ATTRIBUTES))
    yield judged("Var(y_i) less S_ii, largest of 40, in standard errors", _poincare(y, w), bound, n)
    for what, code in (("unit directions", w / length[..., None]), ("undivided differences", EPS * w / length[..., None])):
        yield judged(f"the same of {what}", _poincare(y, code), bound, n, Outcome.REFUTED)
    S = dependence.second_moment(w)
    yield judged("-(least eigenvalue of S)/trace", -np.linalg.eigvalsh(S)[0] / np.trace(S), ROUNDING, n)
    yield judged("asymmetry of S/trace", abs(S - S.T).max() / np.trace(S), ROUNDING, n)
    z = directions(w[..., list(ROWS)], store["gram"].astype(float))
    yield judged("sum of (J z)(J z)^T less J J^T, in standard errors", z, float(norm.isf(FALSE_ALARM / (2 * 6))), n)


def _poincare(y: Any, w: Any) -> float:
    both = dependence.beside(dependence.of_wiggles(w), y)

    def gap(S: Any) -> Any:  # (..., 2, 40, 40): S and Cov(y)
        return np.einsum("...ii->...i", S[..., 1, :, :] - S[..., 0, :, :])

    moments = dependence.second_moment(both, centred=True)
    moments[0] = dependence.second_moment(w)
    return float((gap(moments) / dependence.jackknife(both, gap, centred=True)).max())


def directions(w: Any, gram: Any) -> float:
    """max |sum (w_i w_j - g_ij)| / sqrt(sum g_ii g_jj + g_ij^2), exact for Gaussian directions: w given J is N(0, g)."""
    i, j = np.triu_indices(gram.shape[1])
    total = (np.einsum("nki,nkj->nkij", w, w) - gram[:, None]).sum((0, 1))[i, j]
    variance = w.shape[1] * (gram[:, i, i] * gram[:, j, j] + gram[:, i, j] ** 2).sum(0)
    return float(np.abs(total / np.sqrt(variance)).max())


def judged(what: str, value: float, bound: float, n: int, expected: Outcome = Outcome.HOLDS, **more: Any) -> Row:
    outcome = outcome_of(value, bound)
    row = {"kind": Kind.JUDGED.value, "what": what, "value": float(value), "bound": float(bound), "n": n}
    return row | {"outcome": outcome.value, "expected": expected.value, **more}
