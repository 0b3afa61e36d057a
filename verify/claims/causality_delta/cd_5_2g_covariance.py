"""The covariance along the exponential path."""

import numpy as np

from analytic import brenier
from analytic.arithmetic import Array
from verify.claim import Case, Claim, Formula, NearMiss, flow, identity
from verify.regimes import TRANSPORTS, timed
from verify.residuals.wrong import off

REGIMES = timed(TRANSPORTS)
ODE = ("rate", "autodiff", "differences")  # a linear homogeneous equation does not see the scale


def residual(formula: Formula, case: Case) -> Array:
    """The push-forward: the sum of (phi(m0 + c) - phi(m0))^2 over the columns c of S0^{1/2}; and S0, S1 at the ends."""
    ar, law, S = case.ar, case.law, case.value(formula)
    columns = law.m0 + ar.sqrtm(law.S0)
    moved = brenier.exponential_map(law, case.t, columns) - brenier.exponential_map(law, case.t, law.m0 + 0 * columns)
    ends = [S - end for t, end in ((0, law.S0), (1, law.S1)) if case.when == t]
    return np.stack([S - moved.T @ moved, *ends])


claim = Claim(
    id="CD-5.2g",
    source="Causality-Delta, 5.2",
    says="On the exponential path x_t has the covariance Y S0 Y^T, which is S1 at t = 1.",
    latex=r"\Sigma(t)=Y(t)S_0Y(t)^{T},\quad\dot\Sigma=L\Sigma+\Sigma L,\quad\Sigma(1)=S_1",
    formula=brenier.exponential_covariance,
    tests=(*identity(residual, REGIMES), *flow(lambda law, t, S: law.L @ S + S @ law.L, REGIMES)),
    near_misses={
        "displacement path": brenier.displacement_covariance,
        "off by 1e-9": NearMiss(off(brenier.exponential_covariance), ODE),
    },
)
