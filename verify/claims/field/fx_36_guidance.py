"""Guidance in the velocity, in the score, in the denoiser and in the noise."""

import numpy as np

from analytic import guidance
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.guidance import GUIDED, GUIDED_SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import guided


def fields(law: Law, t: Time, x: Points, shift: int = 0) -> Array:
    """Denoiser, noise, noise of the score and velocity, blended: (n, 4, d)."""
    (ar, mix, k, w), (a, _, _, _) = law, law.mix.path(law.ar, t)
    at = (mix, k, w + shift, t, x)
    score = mix.m0 - a * ar.einsum("ij,nj->ni", mix.S0, guidance.guided_score(*at))
    return np.stack([guidance.guided_denoiser(*at), guidance.guided_noise(*at), score, guidance.guided_velocity(*at)], axis=1)


def by_posterior(law: Law, t: Time, x: Points) -> Array:
    _, _, da, db = law.mix.path(law.ar, t)
    return np.stack([guided.blended(law, t, x, p, q) for p, q in ((0, 1), (1, 0), (1, 0), (da, db))], axis=1)


claim = Claim(
    id="FX-36",
    source="Ho and Salimans 2022; Zheng et al. 2023 for flows",
    says="Guidance is the same blend, with one weight, of velocities, scores, denoisers and noises: each converts to the others.",
    latex=r"v_w=(1-w)v+wv_c,\ D_w=(1-w)D+wD_c,\ s_w=(1-w)s+ws_c,\quad m_0-aS_0s_w=(1-w)E[x_0|x]+wE[x_0|x,c]",
    formula=fields,
    tests=identity(equals(by_posterior), GUIDED, GUIDED_SYMBOLIC),
    near_misses={
        "conditional base": lambda law, t, x: fields(law, t, x, 1),
        "w - 1 for w": lambda law, t, x: fields(law, t, x, -1),
        "every component": lambda law, t, x: fields(law._replace(k=[*range(len(law.mix.w))]), t, x),
        "off by 1e-9": off(fields),
    },
)
