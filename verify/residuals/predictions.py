"""Residuals of weights: errors of the predictions of data, noise, velocity, v and score, set beside one another."""

from dataclasses import replace

import numpy as np

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Formula
from verify.routes.targets import left_open, sizes


def what_is_left(formula: Formula, case: Case) -> Array:
    """What x_t leaves open of each target, less the weight (5, 5) times what it leaves of each other, (5, 5, d, d)."""
    C = left_open(case.law, case.t)
    return C[:, None] - case.value(formula)[..., None, None] * C


def between_models(formula: Formula, case: Case) -> Array:
    """The same of what two models with one source N(m, I) predict, the one of the law, the other of other data, (5, 5, n)."""
    law = case.law
    other = replace(law, m1=law.m1 + 1, S1=2 * law.S1)
    gap = _predictions(law, case.t, case.x) - _predictions(other, case.t, case.x)
    squares = (gap * gap).sum(-1)
    return squares[:, None] - case.value(formula)[..., None] * squares


def _predictions(pair: Law, t: Time, x: Points) -> Array:
    """Data, noise, velocity, v = b x0 - a x1 and score, (5, n, d)."""
    a, b, _, _ = pair.path(pair.ar, t)
    x0, x1 = gaussian.noise(pair, t, x), gaussian.denoiser(pair, t, x)
    return np.stack([x1, x0, gaussian.drift(pair, t, x), b * x0 - a * x1, gaussian.score(pair, t, x)])


def per_log_snr(f: Formula) -> tuple[Formula, Formula]:
    """log SNR, and its rate: what x_t leaves open of each target, over the weight f (5,) of what it leaves of the noise."""

    def log_snr(law: Law, t: Time) -> Array:
        a, b, _, _ = law.path(law.ar, t)
        return 2 * (law.ar.log(b) - law.ar.log(a)) * law.ar.array([1] * 5)

    return log_snr, lambda law, t: (left := sizes(law, t)) / (left[1] * f(law, t))
