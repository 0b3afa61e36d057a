"""The two ends given x_t, when they are correlated Gaussians."""

from fractions import Fraction as F

import numpy as np

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, NearMiss, identity, sampling
from verify.claims.field.fx_17_correlated import no_cross, turned
from verify.regimes import COUPLED, PAIR_CORRELATED, PAIR_TURNED, at_one_point, symbolic_pair
from verify.residuals import equals
from verify.residuals.wrong import of_law, off
from verify.routes import conditional


def both(pair: Law, t: Time, x: Points) -> Array:
    """E[x0 | x_t] and E[x1 | x_t], (n, 2, d)."""
    return np.stack([gaussian.noise(pair, t, x), gaussian.denoiser(pair, t, x)], axis=1)


most_likely: Formula = lambda pair, t, x: np.stack(conditional.ends(pair, t, x)[:2], axis=1)  # noqa: E731


claim = Claim(
    id="FX-17d",
    source="flow matching between jointly Gaussian ends",
    says="With correlated Gaussian ends the means of both ends given x_t are affine, and the cross-covariance enters both of them.",
    latex=r"E[x_0|x_t]=m_0+(aS_0+bC)S_t^{-1}(x_t-m_t),\quad E[x_1|x_t]=m_1+(aC^{T}+bS_1)S_t^{-1}(x_t-m_t)",
    formula=both,
    tests=(
        *identity(equals(most_likely), (*COUPLED, PAIR_TURNED), (symbolic_pair(1), symbolic_pair(2))),
        *sampling(lambda d: np.stack([d.x0, d.x1], axis=1), at_one_point((PAIR_CORRELATED,), F(1, 2)), 50_000),
    ),
    near_misses={
        "ends taken for independent": of_law(both, no_cross),
        "cross-covariance transposed": of_law(both, turned),
        "off by 1e-9": NearMiss(off(both), ("sampling",)),
    },
)
