"""Mean and covariance of x_t for a mixture."""

import numpy as np

from analytic import mixture
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes import MIXTURES, SAMPLED, symbolic_mixture, timed
from verify.residuals import equals
from verify.residuals.wrong import of_law, off, reversed_time
from verify.routes import conditional
from verify.routes.draws import centred

REGIMES, SYMBOLIC = timed(MIXTURES), timed((symbolic_mixture(1, 2), symbolic_mixture(2, 2)))


def moments(mix: Law, t: Time) -> Array:
    m, S = mixture.moments(mix, t)
    return np.concatenate([m[None], S])


claim = Claim(
    id="FX-1m",
    source="law of total covariance",
    says="The covariance of x_t is that of the source, of the components and of their means, by the squares of the schedule.",
    latex=r"E[x_t]=am_0+b\bar m,\quad\mathrm{Cov}(x_t)=a^2S_0+b^2\sum_kw_k(C_k+(m_k-\bar m)(m_k-\bar m)^{T})",
    formula=moments,
    tests=(
        *identity(equals(conditional.moments), REGIMES, SYMBOLIC),
        *sampling(lambda d: d.values, timed(SAMPLED), 50_000, centred),
    ),
    near_misses={
        "spread of the means forgotten": of_law(moments, lambda mix: {"m": 0 * mix.m + mix.w @ mix.m}),
        "standard source": of_law(moments, lambda mix: {"S0": mix.ar.eye(len(mix.m0))}),
        "time reversed": reversed_time(moments),
        "off by 1e-9": NearMiss(off(moments), ("sampling",)),
    },
)
