"""The slopes of the velocities of a stochastic interpolant and of its stochastic equations."""

from fractions import Fraction as F
from functools import partial

import numpy as np

from analytic import interpolant
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.claims.field.fx_9_interpolant import regression
from verify.claims.field.fx_9s_score import by_noise
from verify.regimes.interpolants import INTERPOLANTS_INSIDE
from verify.residuals.wrong import off, transposed


def drifts(law: Law, t: Time, x: Points) -> Array:
    """u and u + 3/4 s by the stacked covariance of (x0, x1, z), (n, 2, d)."""
    u = regression(law, t, x)
    return np.stack([u, u + law.ar.array(F(3, 4)) * by_noise(law, t, x)], axis=1)


def slopes(law: Law, t: Time, x: Points, e: F = F(3, 4)) -> Array:
    return np.stack([interpolant.jacobian(law, t, x), interpolant.sde_jacobian(law, e, t, x)], axis=1)


claim = Claim(
    id="FX-9j",
    source="Albergo, Boffi and Vanden-Eijnden 2023",
    says="The velocity of a stochastic interpolant has the slope D S^-1, and the drift of its stochastic equations (D - e I) S^-1.",
    latex=r"\nabla u=DS^{-1},\quad\nabla(u+\varepsilon s)=(D-\varepsilon I)S^{-1}",
    formula=slopes,
    tests=derivative(drifts, INTERPOLANTS_INSIDE, kinds=("rate", "differences")),
    near_misses={
        "twice the diffusion": partial(slopes, e=F(3, 2)),
        "no diffusion": partial(slopes, e=F(0)),
        "inverse on the left": transposed(slopes),
        "off by 1e-9": off(slopes),
    },
)
