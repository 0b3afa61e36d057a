"""The least eigenvalue of symmetric matrices, and its sign beyond doubt where the entries are rational."""

from fractions import Fraction
from numbers import Rational
from typing import Any

import numpy as np

from analytic._entries import as_given
from analytic._values import EXACT
from analytic.arithmetic import Arithmetic, Array


def rationals(values: Any) -> Any:
    """Fractions, if every entry is an int, a Fraction or a rational SymPy number; else None."""
    if hasattr(values, "detach"):
        return None
    raw = np.array(values, dtype=object)
    if not all(isinstance(e, Rational) for e in raw.flat):
        return None
    out = np.empty(raw.shape, dtype=object)
    out[...] = np.frompyfunc(lambda e: Fraction(int(e.numerator), int(e.denominator)), 1, 1)(raw)
    return out


def floats(ar: Arithmetic, S: Array, given: Any) -> tuple[Any, Any]:
    """S in floats as it was given, None where it has symbols; and in Fractions, where they went into an exact arithmetic."""
    exact = rationals(S if given is None else given) if ar.name in EXACT else None
    if exact is not None:
        return exact.astype(float), exact
    v = ar.floats(S)
    return (v if v is None or ar.name in EXACT else np.asarray(as_given(ar, S, given), dtype=float)), None


def least_eigenvalue(v: Any, exact: Any, allowed: Any) -> tuple[Any, Any]:
    """The least eigenvalue of each matrix, and how uncertain it is: where rounding hides its sign, `exact` decides it."""
    low = np.array(np.linalg.eigvalsh(v)[..., 0])
    if exact is None:
        return low, allowed
    for i in np.ndindex(low.shape):
        if abs(low[i]) <= allowed[i]:
            low[i] = least_pivot(exact[i])
    return low, 0 * allowed


def least_pivot(M: Any) -> Fraction:
    """Of symmetric elimination, largest diagonal first: negative iff M has a negative eigenvalue, 0 iff it is singular."""
    pivots = []
    while len(M):
        k = int(np.argmax(M.diagonal()))
        pivots.append(M[k, k])
        if M[k, k] <= 0:
            return Fraction(M[k, k] - abs(M).max())
        rest = [i for i in range(len(M)) if i != k]
        M = M[np.ix_(rest, rest)] - np.outer(M[rest, k], M[k, rest]) / M[k, k]
    return Fraction(min(pivots))
