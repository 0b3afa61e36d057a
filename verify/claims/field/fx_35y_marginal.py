"""DDIM on data that are one point: any step, any noise."""

from fractions import Fraction as F
from functools import partial

import numpy as np

from analytic import gaussian, samplers
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import trigonometric
from verify.claim import Case, Claim, Formula, Regime, identity
from verify.regimes import along
from verify.residuals.flows import covariance, matrix
from verify.residuals.wrong import off

MEAN0, COV0, AT, NONE = [1, -1], [[1, 1], [1, 3]], [1, 2], [[0, 0], [0, 0]]
LAW = partial(gaussian.independent, mean0=MEAN0, cov0=COV0, mean1=AT, cov1=NONE)
POINT = Regime("data a point", "d=2, S0 no multiple of I, S1 = 0", LAW, (F(0), F(1, 4), F(9, 10)), ((F(3, 5), F(2, 5)), (-1, 2)))


def steps(pair: Law, t: Time, x: Points, more: F = F(0), noise: int = 1) -> Array:
    """For eta = 0, 1/2, 1, half of the way to the data: where x leads, above the covariance that follows from S_t, (n, 3, 1 + d, d)."""

    def one(eta: F) -> Array:
        mean, V = samplers.ddim_step(pair, eta, t, (1 + t) / 2, x)
        M = matrix(lambda p, u, z: samplers.ddim_step(p, eta - more * eta, u, (1 + u) / 2, z)[0], pair, t)
        return np.concatenate([mean, M @ covariance(pair, t) @ M.T + noise * V])

    return np.stack([one(eta) for eta in (F(0), F(1, 2), F(1))])


def residual(formula: Formula, case: Case) -> Array:
    """Less the flow, which eta = 0 follows, and less S_s."""
    law, t, s = case.law, case.t, (1 + case.t) / 2
    found, S = case.value(formula), covariance(law, case.ar.array(s))
    return np.concatenate([found[0, :2] - gaussian.flow(law, t, s, case.x), *(found[:, 2:] - S)])


claim = Claim(
    id="FX-35y",
    source="Song, Meng and Ermon 2021",
    says="If all data are one point, DDIM's steps of any length keep the law, for each eta, and follow the flow for eta = 0.",
    latex=r"S_1=0:\quad MS_tM^T+\eta^2a_s^2(1-q^2)S_0=S_s",
    formula=steps,
    tests=identity(residual, (POINT, *along((POINT,), trigonometric))),
    near_misses={
        "noise on top of the noise that is kept": partial(steps, more=F(1)),
        "no noise drawn": partial(steps, noise=0),
        "noise counted twice": partial(steps, noise=2),
        "off by 1e-9": off(steps),
    },
)
