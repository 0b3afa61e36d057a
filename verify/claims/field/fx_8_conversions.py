"""Velocity from denoiser, from noise, from score."""

import numpy as np

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import trigonometric, variance_preserving
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes import INSIDE, along, symbolic_mixture
from verify.residuals import equals
from verify.residuals.wrong import off, standard_source
from verify.routes import conditional

REGIMES = (*INSIDE, *along(INSIDE, trigonometric), *along(INSIDE[:2], variance_preserving))


def converted(mix: Law, t: Time, x: Points, sign: int = 1) -> Array:
    a, b, da, db = mix.path(mix.ar, t)
    noise = mix.m0 - a * mix.ar.einsum("ij,nj->ni", mix.S0, mixture.score(mix, t, x))
    by_data = da / a * x + (db - sign * b * da / a) * mixture.denoiser(mix, t, x)
    return np.stack([by_data, *(db / b * x + (da - a * db / b) * e for e in (mixture.noise(mix, t, x), noise))], axis=1)


claim = Claim(
    id="FX-8",
    source="Lipman et al. 2024, guide; Gaussian source for the score",
    says="Velocity, denoiser, noise and score are linear functions of one another, on every path.",
    latex=r"v=\frac{a'}{a}x+(b'-b\frac{a'}{a})E[x_1|x]=\frac{b'}{b}x+(a'-a\frac{b'}{b})E[x_0|x],\ E[x_0|x]=m_0-aS_0\nabla\log p_t",
    formula=converted,
    tests=(
        *identity(equals(lambda *at: conditional.drift(*at)[:, None]), REGIMES, (symbolic_mixture(1, 2),)),
        *sampling(lambda draw: draw.velocity[:, None], along(INSIDE[:1], trigonometric), 50_000),
    ),
    near_misses={
        "wrong sign": lambda mix, t, x: converted(mix, t, x, -1),
        "source taken for N(0, I)": standard_source(converted),
        "off by 1e-9": NearMiss(off(converted), ("sampling",)),
    },
)
