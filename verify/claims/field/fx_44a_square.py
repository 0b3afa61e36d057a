"""The mean square of the acceleration at each time."""

import numpy as np

from analytic import straightness
from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import PAIR_CORRELATED, PAIRS, symbolic_pair, timed, when
from verify.residuals.flows import covariance
from verify.residuals.wrong import off
from verify.routes import conditional

REGIMES = timed(when((*PAIRS[:2], PAIR_CORRELATED), lambda t: 0 < t < 1))


def residual(formula: Formula, case: Case) -> Array:
    """Less tr(K S K^T), K = A' + A^2 for the slope A of v, A S = D, D' = Cov[x1 - x0] and S' = D + D^T."""
    ar, pair, t, S = case.ar, case.law, case.t, covariance(case.law, case.t)
    jump, D = pair.S0 + pair.S1 - pair.X - pair.X.T, (1 - t) * (pair.X.T - pair.S0) + t * (pair.S1 - pair.X)
    A = np.asarray(ar.solve(S, D))
    K = np.asarray(ar.solve(S, jump - A @ (D + D.T))) + A @ A
    return case.value(formula) - ar.einsum("ij,jk,ik->", K, S, K)


def of_covariance(pair: Law, t: Time) -> Array:
    """|C|^2: the score's square taken for one."""
    C = conditional.pair_residual_covariance(pair, t)
    return (C * C).sum()


claim = Claim(
    id="FX-44a",
    source="derived here",
    says="Between Gaussians the mean square of the acceleration is tr(C S^-1 C): the covariance of x1 - x0 given x_t, weighed.",
    latex=r"E|\partial_tv+(\nabla v)v|^2=\mathrm{tr}(C_tS_t^{-1}C_t),\quad C_t=\mathrm{Cov}[x_1-x_0\mid x_t]",
    formula=straightness.mean_square,
    tests=identity(residual, REGIMES, timed((symbolic_pair(1),))),
    near_misses={"unweighed": of_covariance, "off by 1e-9": off(straightness.mean_square)},
)
