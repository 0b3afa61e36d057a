"""What bounds are made of: a margin that must not be negative, a height that must not be exceeded, a norm that may be zero."""

import numpy as np
from flint import arb

from analytic import floors, mixture
from analytic.arithmetic import Arithmetic, Array
from verify.claim import Case, Formula, excess


def definite(formula: Formula, case: Case) -> Array:
    """Trace and determinant of (1 - t) Dv - formula I in the plane: none negative iff the matrix has no negative eigenvalue."""
    M = (1 - case.t) * mixture.jacobian(case.law, case.t, case.x) - case.value(formula) * case.ar.eye(2)
    return np.stack([M[..., 0, 0] + M[..., 1, 1], M[..., 0, 0] * M[..., 1, 1] - M[..., 0, 1] * M[..., 1, 0]])


def two_modes(formula: Formula, case: Case) -> Array:
    """What (1 - t) v' = t/(1 - t)^2 Var(x1 | x)/S0 - 1 exceeds the formula by, for two modes of one variance C on a line.

    Var(x1 | x) = V + V^2 (m_0 - m_1)^2/C^2 r_0 r_1, by precisions: 1/V = 1/C + t^2/((1 - t)^2 S0), r_0 r_1 = 1/(2 + e^u + e^-u).
    """
    ar, t, m, C = case.ar, case.t, case.law.m[:, 0], case.law.C[0, 0, 0]
    seen = t / (1 - t) / (1 - t) / case.law.S0[0, 0]
    V = 1 / (1 / C + t * seen)
    e = ar.log(case.law.w) - (case.x - t * m) ** 2 / 2 / ((1 - t) ** 2 * case.law.S0[0, 0] + t * t * C)
    u = ar.exp(e[:, 0] - e[:, 1])
    return seen * V + seen * (V * (m[0] - m[1]) / C) ** 2 / (2 + u + 1 / u) - 1 - case.value(formula)


def peaked(formula: Formula, case: Case) -> Array:
    """With times s and heights V* the formula: V(s) - V* and what V(t) is above V*, V of the gradients by weights and by bias."""
    times, tops = case.value(formula)
    found = [np.array(floors.gradient_variance(case.law, t)) - tops for t in (case.t, *times)]
    return np.array([found[1][0], found[2][1], *excess(found[0])])


def mean_norm(ar: Arithmetic, D: Array) -> Array:
    """The mean over the points of the Frobenius norm of D (n, d, d); a square that may be zero has a root from zero up."""
    squares = ar.einsum("nij,nij->n", D, D)
    if ar.name != "balls":
        return ar.sqrt(squares).sum() / len(D)
    roots = [arb(0).union(e.abs_upper().sqrt()) if e.contains(0) else e.sqrt() for e in squares]
    return sum(roots, arb(0)) / len(D)
