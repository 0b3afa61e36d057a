"""What must not be exceeded: each is zero where a bound holds, or a margin that must not be negative."""

from typing import Any

import numpy as np
from flint import arb

from analytic import mixture
from analytic.arithmetic import Array
from verify.claim import Case, Formula


def within(quantity: Formula) -> Formula:
    """The residual of |quantity| <= formula: what exceeds the bound, or zero."""

    def beyond(formula: Formula, case: Case) -> Array:
        over = abs(quantity(case.law, case.t, case.x)) - formula(case.law, case.t, case.x)
        return (over + abs(over)) / 2

    return beyond


def excess(over: Array) -> Array:
    """Zero where `over` <= 0 is certain, else `over`: the residual of an inequality, whatever the width of the balls."""
    return np.frompyfunc(lambda e: 0 * e.mid() if e <= 0 else e, 1, 1)(np.asarray(over, dtype=object))


def below(quantity: Formula) -> Formula:
    """For boxes: the margin formula - |quantity|."""
    return lambda formula, case: formula(case.law, case.t, case.x) - abs(quantity(case.law, case.t, case.x))


def definite(formula: Formula, case: Case) -> Array:
    """Twice the negative parts of trace and determinant of (1 - t) Dv - formula I, in the plane."""
    M = (1 - case.t) * mixture.jacobian(case.law, case.t, case.x) - formula(case.law, case.t, case.x)[
        ..., None, None
    ] * case.ar.eye(2)
    parts = np.stack([M[..., 0, 0] + M[..., 1, 1], M[..., 0, 0] * M[..., 1, 1] - M[..., 0, 1] * M[..., 1, 0]])
    return abs(parts) - parts


def mean_norm(ar: Any, D: Array) -> Any:
    """The mean over the points of the Frobenius norm of D (n, d, d); a square that may be zero has a root from zero up."""
    squares = ar.einsum("nij,nij->n", D, D)
    if ar.name != "balls":
        return ar.sqrt(squares).sum() / len(D)
    roots = [arb(0).union(e.abs_upper().sqrt()) if e.contains(0) else e.sqrt() for e in squares]
    return sum(roots, arb(0)) / len(D)
