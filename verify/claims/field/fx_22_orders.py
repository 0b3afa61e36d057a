"""Orders of one-step solvers: a step of length h from 1 - h to 1 misses the flow by O(h^(p + 1))."""

from fractions import Fraction as F
from functools import partial

import numpy as np

from analytic import gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, limit
from verify.regimes import PAIR, PAIR_3D, at_one_point

ORDERS, WEIGHTS = (1, 2, 4), (F(1, 6), F(1, 3), F(1, 3), F(1, 6))


def steps(pair: Law, t: Time, x: Points, late: F = F(1, 2), weights: tuple[F, ...] = WEIGHTS, second: F = F(1)) -> Array:
    """One step of Euler, Heun, Runge-Kutta 4 from t to 1, over h^p."""
    v, h, w, mid = gaussian.drift, 1 - t, pair.ar.array(list(weights)), t + (1 - t) * pair.ar.array(late)
    k1 = v(pair, t, x)
    heun = (k1 + v(pair, t + h * pair.ar.array(second), x + h * k1)) / 2
    k3 = v(pair, mid, x + h / 2 * (k2 := v(pair, mid, x + h / 2 * k1)))
    slopes = (k1, heun, w[0] * k1 + w[1] * k2 + w[2] * k3 + w[3] * v(pair, t + h, x + h * k3))
    return np.stack([(x + h * s) / h**p for s, p in zip(slopes, ORDERS, strict=True)], axis=1)


def exact(pair: Law, t: Time, x: Points) -> Array:
    return np.stack([gaussian.flow(pair, t, 1, x) / (1 - t) ** p for p in ORDERS], axis=1)


QUARTERS = partial(steps, weights=(F(1, 4),) * 4)
claim = Claim(
    id="FX-22b",
    source="solvers of ordinary differential equations",
    says="Euler, Heun and Runge-Kutta 4 are of orders 1, 2 and 4 on the flow between Gaussians.",
    latex=r"|\Psi_h(x)-\phi_{1-h,1}(x)|=O(h^{p+1}),\quad p=1,2,4",
    formula=steps,
    tests=limit(exact, at_one_point((PAIR, PAIR_3D))),
    near_misses={"Heun": partial(steps, second=F(0)), "stages": partial(steps, late=F(0)), "weights": QUARTERS},
)
