"""Drift and score of an interpolant are means of those given both ends."""

import numpy as np

from analytic import conditional, interpolant
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Function, NearMiss, identity, sampling
from verify.regimes.given_ends import average_between
from verify.regimes.interpolants import INTERPOLANTS_INSIDE, ON_ANY_PATH
from verify.residuals import equals
from verify.residuals.wrong import off


def marginal(law: Law, t: Time, x: Points) -> Array:
    """Drift above score, (n, 2, d)."""
    return np.stack([interpolant.drift(law, t, x), interpolant.score(law, t, x)], axis=1)


both: Function = lambda *at: np.stack([conditional.bridge_velocity(*at), conditional.bridge_score(*at)], axis=1)  # noqa: E731


claim = Claim(
    id="FX-40h",
    source="Tong et al. 2023, Albergo, Boffi and Vanden-Eijnden 2023",
    says="Drift and score of a stochastic interpolant are the means, given x_t, of velocity and score given both ends.",
    latex=r"u(x)=E[u(x|x_0,x_1)|x_t=x],\quad\nabla\log p_t(x)=E[\nabla\log p_t(x|x_0,x_1)|x_t=x]",
    formula=marginal,
    tests=(
        *identity(equals(average_between(both)), ON_ANY_PATH),
        *sampling(lambda d: both(d.law, d.t, d.xt, d.x0, d.x1), INTERPOLANTS_INSIDE[:2], 20_000),
    ),
    near_misses={
        "of the ends without noise": lambda law, t, x: marginal(interpolant.interpolant(law.pair, interpolant.constant(0)), t, x),
        "the sign of the score": lambda law, t, x: marginal(law, t, x) * law.ar.array([[1], [-1]]),
        "off by 1e-9": NearMiss(off(marginal), ("sampling",)),
    },
)
