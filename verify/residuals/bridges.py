"""Residuals of Schroedinger bridges."""

import numpy as np

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Formula
from verify.residuals.flows import covariance
from verify.routes import schroedinger


def arrives(formula: Formula, case: Case) -> Array:
    """For a drift b that is sigma^2 grad log of a Brownian average, E[x1 | x] = x + (1 - t) b and, with its slope K,
    Cov[x1 | x] = (1 - t) sigma^2 K: mean and covariance that x1 so gets from those of x_t, less m1 and S1.
    """
    ar, law, left = case.ar, case.law, 1 - case.t
    ends, v = law.process.pair, law.sigma * law.sigma
    m = left * ends.m0 + case.t * ends.m1
    S = covariance(ends, case.t) + left * case.t * v * ar.eye(len(m))
    b = formula(law, case.t, np.concatenate([m[None], m + ar.eye(len(m))]))
    K = ar.eye(len(m)) + left * (b[1:] - b[0]).T
    return np.concatenate([(m + left * b[0] - ends.m1)[None], K @ S @ K.T + left * v * K - ends.S1])


def skew(formula: Formula, case: Case) -> Array:
    """dv_i/dx_j - dv_j/dx_i of a slope (d, d)."""
    B = case.value(formula)
    return B - B.swapaxes(-1, -2)


def slope(formula: Formula, case: Case) -> Array:
    """The same below the slope less that of the Schroedinger system."""
    return np.stack([skew(formula, case), case.value(formula) - schroedinger.slope(case.law, case.t)])


def straight(formula: Formula) -> tuple[Formula, Formula]:
    """db/dt + (grad b) b = 0 for a drift affine in x: both sides."""

    def right(law: Law, t: Time, x: Points) -> Array:
        b = formula(law, t, x)
        return formula(law, t, x) - formula(law, t, x + b)

    return formula, right
