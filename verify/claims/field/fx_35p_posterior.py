"""DDIM with all of its noise is the ancestral step of DDPM."""

from functools import partial

import numpy as np

from analytic import samplers
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import trigonometric
from verify.claim import Claim, identity
from verify.regimes import INSIDE, along
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import conditional

REGIMES = (*INSIDE, *along(INSIDE[:2], trigonometric))


def step(mix: Law, t: Time, x: Points, eta: int = 1, squared: int = 1) -> Array:
    """Mean over covariance, (n, 1 + d, d), half of the way to the data; `squared` 0: the deviation taken for the variance."""
    s = (1 + t) / 2
    mean, V = samplers.ddim_step(mix, eta, t, s, x)
    V = V if squared else V / mix.ar.sqrt(samplers.ancestral_variance(mix, t, s))
    return np.concatenate([mean[:, None], V + 0 * mean[..., None]], axis=1)


def posterior(mix: Law, t: Time, x: Points) -> Array:
    """x_s ~ N(b' D + a' m0, a'^2 S0) seen through x_t = r x_s + N((a - r a') m0, (a^2 - r^2 a'^2) S0): precisions add."""
    ar, (a, b, _, _), (a1, b1, _, _) = mix.ar, mix.path(mix.ar, t), mix.path(mix.ar, mix.ar.array((1 + t) / 2))
    r, P = b / b1, ar.solve(mix.S0, ar.eye(len(mix.m0)))  # S0^-1
    prior, seen = P / a1**2, P / (a**2 - r**2 * a1**2)
    total = prior + r**2 * seen
    pull = (b1 * conditional.denoiser(mix, t, x) + a1 * mix.m0) @ prior + r * (x - (a - r * a1) * mix.m0) @ seen
    V = ar.solve(total, ar.eye(len(mix.m0)))
    return np.concatenate([ar.solve(total, pull)[:, None], V + 0 * x[..., None]], axis=1)


claim = Claim(
    id="FX-35p",
    source="Ho et al. 2020; Song, Meng and Ermon 2021; Gaussian source",
    says="With eta = 1 the step of DDIM is the law of x_s given x_t and x1 of the chain that adds noise, the denoiser put in for x1.",
    latex=r"q(x_s\mid x_t,x_1=D)=N\!\left(b_sD+\tfrac{b_ta_s^2}{b_sa_t}N,\ a_s^2(1-q^2)\right),\ q=\frac{b_ta_s}{b_sa_t}",
    formula=step,
    tests=identity(equals(posterior), REGIMES),
    near_misses={"no noise": partial(step, eta=0), "deviation for variance": partial(step, squared=0), "off by 1e-9": off(step)},
)
