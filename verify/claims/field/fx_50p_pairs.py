"""Between Gaussian ends, coupled in any way: slopes of velocity and score times vectors, no slope formed."""

import numpy as np

from analytic import directions
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, identity
from verify.claims.field.fx_17j_slopes import residual
from verify.regimes import COUPLED, symbolic_pair
from verify.regimes.pairs import AT_ZERO
from verify.residuals.wrong import of_law, off, transposed


def slopes(pair: Law, t: Time, x: Points) -> Array:
    """J from its columns and from its rows, each for half, and the Hessian of log p_t."""
    eye = pair.ar.eye(x.shape[-1])
    J, rows, H = (f(pair, t, x, eye) for f in (directions.jvp, directions.vjp, directions.score_jvp))
    return np.stack([2 * J.swapaxes(-1, -2) - rows, H], axis=1)


claim = Claim(
    id="FX-50p",
    source="derived here from FX-17j",
    says="Between Gaussian ends, correlated or not, vectors are multiplied by D S^-1, by its transpose and by -S^-1.",
    latex=r"\nabla v\,z=D_tS_t^{-1}z,\quad(\nabla v)^Tz=S_t^{-1}D_t^Tz,\quad\nabla^2\log p_t\,z=-S_t^{-1}z",
    formula=slopes,
    tests=identity(residual, (*COUPLED, AT_ZERO), (symbolic_pair(1),)),
    near_misses={
        "transposed": NearMiss(transposed(slopes), ("symbols",)),
        "ends taken for independent": of_law(slopes, lambda pair: {"X": 0 * pair.X}),
        "off by 1e-9": off(slopes),
    },
)
