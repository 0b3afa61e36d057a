"""The ways to write a covariance: what a function gets for each, how many axes of d that has, and what it assumes of the law.

An inverse and a triangular factor are those of the exact matrix, rounded once.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import Array, Law
from verify.derivations.stating.known_names import family, written

BITS = 256  # of inverses and factors: far more than a law of the ladder can cancel


@dataclass(frozen=True)
class Form:
    """Of covariances (..., d, d)."""

    of: Callable[[Array], Array]
    axes: int
    assumes: str = ""  # of the source and of the data; {} stands for which of the two


def parameter(law: Law, meaning: str) -> Any:
    """What a function may ask of the law, in float64: the numbers are exact there, but for roots, inverses and factors."""
    if meaning in FIELDS:
        return getattr(law, FIELDS[meaning], None)
    stem, _ = written(meaning)
    return FORMS[stem].of(getattr(law, FIELDS[family(meaning)]))


def axes(meaning: str) -> int:
    """How many axes of d it has."""
    stem, _ = written(meaning)
    return FORMS[stem].axes if stem else {"mean": 1, "cros": 2}.get(meaning[:4], 0)


def assumed(meaning: str, exchanged: bool = False) -> str:
    """What a covariance written so assumes of the law; empty for any other. `exchanged`: the letter 0 is the data's."""
    stem, end = written(meaning)
    return FORMS[stem].assumes.format("source" if end == "01"[exchanged] else "data") if stem else ""


def _diagonal(C: Array) -> Array:
    return np.diagonal(C, axis1=-2, axis2=-1)


def _first(C: Array) -> Array:
    return np.asarray(C[..., 0, 0])


def _each(f: Callable[[Any, Array], Array]) -> Callable[[Array], Array]:
    """f of each matrix, in balls, rounded to float64."""

    def of_all(C: Array) -> Array:
        ar = arithmetic.balls(BITS)
        with ar.scope():
            entries = [[[Fraction(float(e)) for e in row] for row in M] for M in C.reshape(-1, *C.shape[-2:])]
            return np.asarray(np.stack([ar.floats(f(ar, ar.array(M))) for M in entries])).reshape(C.shape)

    return of_all


def _inverse(ar: Any, M: Array) -> Array:
    found: Array = ar.solve(M, ar.eye(len(M)))
    return found


def _factor(ar: Any, M: Array) -> Array:
    """L, lower triangular, with L L^T = M."""
    L = 0 * M
    for i, j in zip(*np.tril_indices(len(M)), strict=True):
        rest = M[i, j] - sum(L[i, :j] * L[j, :j])
        L[i, j] = rest.sqrt() if i == j else rest / L[j, j]
    return L


FIELDS = {"weights": "w", "means": "m", "covs": "C", "mean0": "m0", "cov0": "S0", "mean1": "m1", "cov1": "S1", "cross": "X"}
FIELDS |= {"effects": "B", "variances": "V", "intercepts": "c"}
FORMS = {
    "cov": Form(lambda C: C, 2),
    "var": Form(_first, 0, "d=1"),
    "std": Form(lambda C: np.sqrt(_first(C)), 0, "d=1"),
    "diagonal cov": Form(_diagonal, 1, "diagonal"),
    "diagonal std": Form(lambda C: np.sqrt(_diagonal(C)), 1, "diagonal"),
    "isotropic var": Form(_first, 0, "isotropic {}"),
    "isotropic std": Form(lambda C: np.sqrt(_first(C)), 0, "isotropic {}"),
    "precision": Form(_each(_inverse), 2, "regular"),
    "cholesky": Form(_each(_factor), 2, "regular"),
}
