"""What one Euler-Maruyama step misses of the covariance."""

from functools import partial

import numpy as np

from analytic import samplers
from analytic.arithmetic import Array, Law, Time
from verify.claim import Case, Claim, Formula, identity
from verify.regimes.steps import PAIRS_INSIDE
from verify.residuals.flows import covariance, matrix
from verify.residuals.steps import carried, ends_of
from verify.residuals.wrong import off
from verify.routes import conditional


def missed(pair: Law, t: Time, noise: int = 1) -> Array:
    """(M S_t M^T + V - S_s)/h^2, forward and backward, for each e."""
    each = [(e, s, covariance(pair, pair.ar.array(s))) for e in (0, 1, 3) for s in ends_of(t)]
    return np.stack([(carried(samplers.euler_maruyama, e, pair, t, s, noise) - S) / (s - t) ** 2 for e, s, S in each])


def residual(formula: Formula, case: Case) -> Array:
    """Less J S J^T - Cov[x1 - x0], J the slope of v + e s, of v - e s backward: -Cov[x1 - x0 | x_t] for e = 0."""
    law, t = case.law, case.t
    S, left = covariance(law, t), conditional.pair_residual_covariance(law, t)
    J = [matrix(lambda p, u, z, e=e: samplers.sde_drift(p, e, u, z), law, t) for e in (0, 0, 1, -1, 3, -3)]
    return case.value(formula) - np.stack([K @ S @ K.T - J[0] @ S @ J[0].T - left for K in J])


claim = Claim(
    id="FX-35m",
    source="Maruyama 1955; Gaussian ends, any coupling, linear path",
    says="Euler-Maruyama's step misses the covariance by h^2 (J S J^T - Cov[x1 - x0]): for e = 0 by -h^2 Cov[x1 - x0|x_t].",
    latex=r"MS_tM^T+2\varepsilon|h|I-S_s=h^2(JS_tJ^T-Cov[x_1-x_0])",
    formula=missed,
    tests=identity(residual, PAIRS_INSIDE),
    near_misses={"noise twice": partial(missed, noise=2), "no noise": partial(missed, noise=0), "off by 1e-9": off(missed)},
)
