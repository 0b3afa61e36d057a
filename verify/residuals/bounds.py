"""What bounds are made of: a margin that must not be negative, a norm that may be zero."""

import numpy as np
from flint import arb

from analytic import mixture
from analytic.arithmetic import Arithmetic, Array
from verify.claim import Case, Formula


def definite(formula: Formula, case: Case) -> Array:
    """Trace and determinant of (1 - t) Dv - formula I in the plane: none negative iff the matrix has no negative eigenvalue."""
    M = (1 - case.t) * mixture.jacobian(case.law, case.t, case.x) - case.value(formula) * case.ar.eye(2)
    return np.stack([M[..., 0, 0] + M[..., 1, 1], M[..., 0, 0] * M[..., 1, 1] - M[..., 0, 1] * M[..., 1, 0]])


def mean_norm(ar: Arithmetic, D: Array) -> Array:
    """The mean over the points of the Frobenius norm of D (n, d, d); a square that may be zero has a root from zero up."""
    squares = ar.einsum("nij,nij->n", D, D)
    if ar.name != "balls":
        return ar.sqrt(squares).sum() / len(D)
    roots = [arb(0).union(e.abs_upper().sqrt()) if e.contains(0) else e.sqrt() for e in squares]
    return sum(roots, arb(0)) / len(D)
