"""Noise added step by step: its posterior as a Brownian bridge, a step back as a mixture's denoiser, draws of the chain.

Along a path x_t/b_t = x1 + W at the clock (a_t/b_t)^2, W Brownian motion with Cov[W] = clock S0.
"""

from dataclasses import replace
from fractions import Fraction as F
from types import SimpleNamespace
from typing import Any

import numpy as np
from numpy.random import Generator

from analytic import noising
from analytic.arithmetic import Array, Law, Points, Time
from verify.residuals.flows import outer
from verify.routes import conditional
from verify.routes.draws import root, sample

NEARER = F(3, 4)  # the time s of which t is the later in the chain, the earlier in the flow


def nearer(law: Law) -> Time:
    return law.ar.array(NEARER)


def clocks(law: Law, t: Time, s: Time = NEARER) -> tuple[Any, Any, Any, Any]:
    """b_s, b_t, and the clocks of W, (a/b)^2, there."""
    (a, b, _, _), (at, bt, _, _) = law.path(law.ar, law.ar.array(s)), law.path(law.ar, t)
    return b, bt, (a / b) ** 2, (at / bt) ** 2


def bridge(law: Law, t: Time, x: Points, x1: Points) -> tuple[Array, Array]:
    """Mean and covariance of x_s given x_t = x and x1: a Brownian bridge from x1 to x_t/b_t."""
    b, bt, early, late = clocks(law, t)
    drift = [law.ar.sqrt(law.ar.array(c)) * law.m0 for c in (early, late)]
    mean = x1 + drift[0] + early / late * (x / bt - x1 - drift[1])
    return b * mean, b * b * early * (late - early) / late * law.S0


def denoised(law: Law, t: Time, x: Points) -> tuple[Array, Array]:
    """Mean and covariance of x_s given x_t = x, as data of a path of its own: x_t = (b_t/b_s) x_s + noise that is left to add."""
    ar, (b, bt, early, late) = law.ar, clocks(law, t)
    c, r, left = bt / b, ar.sqrt(ar.array(early)), ar.sqrt(ar.array(late - early))
    means, covs = b * (law.m + r * law.m0), b * b * (law.C + early * law.S0)
    m0 = (ar.sqrt(ar.array(late)) - r) / left * law.m0
    step = replace(law, m0=m0, m=means, C=covs, path=lambda ar, t: (bt * left + 0 * t, c + 0 * t, 0 * t, 0 * t))
    return conditional.denoiser(step, t, x), conditional.denoiser_covariance(step, t, x)


def chain(law: Law, t: Time, n: int, random: Generator) -> SimpleNamespace:
    """x1, x_s and x_t of n Brownian ways, drawn step by step; xt is (x_t, x1)."""
    b, bt, early, late = map(float, clocks(law, t))
    x1, R = sample(law, t, n, random).x1, root(law.S0).T
    y = x1 + early**0.5 * (law.m0 + random.standard_normal(x1.shape) @ R)
    z = y + (late**0.5 - early**0.5) * law.m0 + (late - early) ** 0.5 * random.standard_normal(x1.shape) @ R
    return SimpleNamespace(law=law, t=t, xs=b * y, xt=np.hstack([bt * z, x1]))


def chain_alone(law: Law, t: Time, n: int, random: Generator) -> SimpleNamespace:
    """The same without x1: xt is x_t."""
    draw = chain(law, t, n, random)
    return SimpleNamespace(law=law, t=t, xs=draw.xs, xt=draw.xt[:, : draw.xs.shape[1]])


def parts(law: Law, x: Points) -> tuple[Points, Points]:
    """x_t and x1 of points (n, 2 d)."""
    d = len(law.m0)
    return x[:, :d], x[:, d:]


def moments(mean: Array, cov: Array) -> Array:
    """The mean above the covariance, (n, 1 + d, d)."""
    return np.concatenate([mean[:, None], cov + 0 * outer(mean)], axis=1)


def posterior_spread(draw: SimpleNamespace) -> Array:
    """x_s above (x_s - m)(x_s - m)^T, m its mean given x_t and x1."""
    return _about(draw.xs, noising.posterior_mean(draw.law, float(NEARER), draw.t, *parts(draw.law, draw.xt)))


def step_spread(draw: SimpleNamespace) -> Array:
    """The same with m its mean given x_t."""
    return _about(draw.xs, noising.ancestral_mean(draw.law, float(NEARER), draw.t, draw.xt))


def _about(xs: Array, mean: Array) -> Array:
    return np.concatenate([xs[:, None], outer(xs - mean)], axis=1)


def slipped(law: Law, t: Time, x: Points, power: int = 1, step: bool = False) -> Array:
    """Of the posterior: c to another power in the mean, or the covariance k S0 of the step itself."""
    (xt, x1), s = parts(law, x), nearer(law)
    (a, b, _, _), (at, bt, _, _), (c, k) = law.path(law.ar, s), law.path(law.ar, t), noising.transition(law, s, t)
    mean = b * x1 + a * law.m0 + c**power * a * a / (at * at) * (xt - bt * x1 - at * law.m0)
    return moments(mean, k * law.S0 if step else noising.posterior_covariance(law, s, t))


def slipped_step(law: Law, t: Time, x: Points, weight: int = 0, data: bool = True) -> Array:
    """Of the step back: Cov[x1 | x_t] with g^weight for g^2, or not at all; or the data at their own mean, not that given x_t."""
    s = nearer(law)
    (_, b, _, _), (at, _, _, _), (_, k) = law.path(law.ar, s), law.path(law.ar, t), noising.transition(law, s, t)
    x1 = conditional.denoiser(law, t, x)
    mean = noising.posterior_mean(law, s, t, x, x1 if data else 0 * x1 + (law.w[:, None] * law.m).sum(0))
    C = (b * k / (at * at)) ** weight * conditional.denoiser_covariance(law, t, x)
    return moments(mean, noising.posterior_covariance(law, s, t) + (C if weight else 0 * C))
