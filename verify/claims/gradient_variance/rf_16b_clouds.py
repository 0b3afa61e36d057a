"""Any finite data in any dimension: where the flow of the exact minimiser ends, by integration."""

import numpy as np

from analytic import empirical
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Function, distribution
from verify.regimes.clouds import WHOLE_CLOUDS, cloud_draw

STEP, LAST = 1 / 16, 8  # in -log(1 - t): up to t = 1 - e^-8


def nearest(law: Law, t: Time, x: Points) -> Array:
    return law.y[np.argmin(((x[:, None] - law.y) ** 2).sum(-1), axis=1)]


def ends(law: Law, t: Time, x: Points) -> Array:
    """dx/ds = E[x1 | x_t = x] - x, s = -log(1 - t), by Runge-Kutta of order 4; the nearest point, if within 10 (1 - t) by then."""
    v: Function = lambda s, x: empirical.denoiser(law, 1 - np.exp(-s), x) - x  # noqa: E731
    for s in np.arange(0, LAST, STEP):
        a = v(s, x)
        b = v(s + STEP / 2, x + STEP / 2 * a)
        c = v(s + STEP / 2, x + STEP / 2 * b)
        x = x + STEP / 6 * (a + 2 * b + 2 * c + v(s + STEP, x + STEP * c))
    point = nearest(law, t, x)
    return np.where(np.linalg.norm(x - point, axis=1, keepdims=True) < 10 * np.exp(-LAST), point, x)


claim = Claim(
    id="RF-16b",
    source="amends Gradient Variance, standard flow matching against fixed pairs",
    says="In any dimension the flow of the exact minimiser carries fresh sources to the N data points, by their weights.",
    latex=r"\lim_{t\to 1}\phi_t(x_0)\in\{x_1,\ldots,x_N\},\quad P(\phi_1(x_0)=x_i)=w_i",
    formula=ends,
    tests=distribution(lambda d: d.x1 if d.t == 1 else d.x0, WHOLE_CLOUDS, 4000, cloud_draw),
    near_misses={"the nearest point": nearest, "the source": lambda law, t, x: x},
    note="In general: the flow keeps the law of x_t (FX-3), which is (1 - t)|x0 - x_i| away from a point.",
)
