"""Residuals of maps whose columns are, or are taken to be, orthogonal."""

import numpy as np

from analytic import causal_flows, disentanglement, gaussian
from analytic.arithmetic import Array
from verify.claim import Case, Formula


def makes(formula: Formula, case: Case) -> Array:
    """The formula less the covariance that T makes; and the products of the columns of T, which are 0."""
    T = case.law.T
    return np.concatenate([case.value(formula) - T @ T.T, disentanglement.off_diagonal(case.ar, T)])


def at_the_end(formula: Formula, case: Case) -> Array:
    """M^T M of the end map less the formula; and the products of the columns of the velocity's Jacobian at t, which are 0."""
    ar, law = case.ar, case.law
    M = gaussian.flow_matrix(law, ar.array(1))
    return np.concatenate([M.T @ M - case.value(formula), disentanglement.off_diagonal(ar, gaussian.slope(law, case.t))])


def answers(formula: Formula, case: Case) -> Array:
    """Of s: the T with columns along (1, s) and (-s, 1) that has the variances of S along them makes S, and answers s."""
    ar, S, s = case.ar, case.law.S1, case.value(formula)
    along, across = S[0, 0] + S[0, 1] * s, S[1, 1] - S[0, 1] * s
    size = ar.sqrt(np.stack([along, across]) / (1 + s * s))
    T = np.stack([np.stack([size[0], -s * size[1]]), np.stack([s * size[0], size[1]])])
    return np.concatenate([(T @ T.T - S).reshape(-1), causal_flows.held(ar, T, 0) - np.stack([1 + 0 * s, s])])
