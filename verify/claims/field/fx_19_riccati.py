"""The velocity of optimal transport between Gaussians."""

import numpy as np

from analytic import brenier, gaussian
from analytic.arithmetic import Array, Law, Time
from analytic.path import linear
from verify.claim import Case, Claim, Formula, flow, identity
from verify.regimes import TRANSPORTS, timed
from verify.residuals.wrong import off

REGIMES = timed(TRANSPORTS)


def residual(formula: Formula, case: Case) -> Array:
    """tr(J S_t J^T) + |m1 - m0|^2 - W2^2 at each t; at t = 0 also B S0 B^T - S1 and B - B^T for B = I + J."""
    law, J = case.law, case.value(formula)
    S, jump = brenier.displacement_covariance(law, case.t), law.m1 - law.m0
    energy = np.trace(J @ S @ J.T) + jump @ jump - brenier.distance2(law)
    B = J + case.ar.eye(len(jump))
    start = [B @ law.S0 @ B.T - law.S1, B - B.T] if case.when == 0 else []
    return np.concatenate([np.array([energy]), *(np.ravel(M) for M in start)])


def independent(law: Law, t: Time) -> Array:
    return gaussian.slope(gaussian.Pair(law.ar, law.m0, law.S0, law.m1, law.S1, 0 * law.S0, linear), t)


claim = Claim(
    id="FX-19",
    source="McCann 1997; Benamou and Brenier 2000",
    says="Along optimal transport no particle accelerates, and the kinetic energy is the squared distance at each time.",
    latex=r"J=(A-I)((1-t)I+tA)^{-1}:\quad\dot J+J^2=0,\quad\int E|u|^2dt=W_2^2",
    formula=brenier.displacement_jacobian,
    tests=(*identity(residual, REGIMES), *flow(lambda law, t, J: -J @ J, REGIMES)),
    near_misses={"independent ends": independent, "exponential": lambda law, t: law.L, "off": off(brenier.displacement_jacobian)},
)
