"""DDIM on data that are one point: any step, any noise."""

from functools import partial

import numpy as np

from analytic import gaussian, samplers
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import trigonometric
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import along
from verify.regimes.steps import POINT
from verify.residuals.flows import covariance
from verify.residuals.steps import carried
from verify.residuals.wrong import off


def steps(pair: Law, t: Time, x: Points, noise: int = 1) -> Array:
    """Half of the way to the data: M S_t M^T + V for eta = 1/2 and 1, below where x leads for eta = 0."""
    s, half = (1 + t) / 2, 1 / pair.ar.array(2)
    noisy = (carried(samplers.ddim_step, eta, pair, t, s, noise) for eta in (half, 2 * half))
    return np.stack([samplers.ddim_step(pair, 0, t, s, x)[0], *noisy])


def residual(formula: Formula, case: Case) -> Array:
    law, s = case.law, case.ar.array((1 + case.t) / 2)
    return case.value(formula) - np.stack([gaussian.flow(law, case.t, s, case.x), *[covariance(law, s)] * 2])


claim = Claim(
    id="FX-35y",
    source="Song, Meng and Ermon 2021; Gaussian source",
    says="If all data are one point, DDIM's steps of any length keep the law for each eta, and follow the flow for eta = 0.",
    latex=r"S_1=0:\quad MS_tM^T+\eta^2a_s^2(1-q^2)S_0=S_s",
    formula=steps,
    tests=identity(residual, (POINT, *along((POINT,), trigonometric))),
    near_misses={"no noise": partial(steps, noise=0), "twice the noise": partial(steps, noise=2), "off by 1e-9": off(steps)},
)
