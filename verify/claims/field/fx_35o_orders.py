"""Orders of one step of Euler and Heun on mixtures."""

import numpy as np

from analytic import line, samplers
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import trigonometric
from verify.claim import Claim, Function, limit
from verify.regimes import LINES, along, at_one_point
from verify.residuals.wrong import off


def steps(mix: Law, t: Time, x: Points) -> Array:
    """One step from t to 1, Euler's over h and Heun's over h^2."""
    found = ((samplers.euler_step(mix, t, 1, x), 1), (samplers.heun_step(mix, t, 1, x), 2))
    return np.stack([y / (1 - t) ** p for y, p in found], axis=1)


def old_time(mix: Law, t: Time, x: Points) -> Array:
    """Heun's second slope at the old time."""
    v: Function = lambda y: samplers.sde_drift(mix, 0, t, y)  # noqa: E731
    heun = x + (1 - t) / 2 * (v(x) + v(x + (1 - t) * v(x)))
    return np.stack([steps(mix, t, x)[:, 0], heun / (1 - t) ** 2], axis=1)


def exact(mix: Law, t: Time, x: Points) -> Array:
    return np.stack([line.flow_map(mix, t, 1, x) / (1 - t) ** p for p in (1, 2)], axis=1)


claim = Claim(
    id="FX-35o",
    source="solvers of ordinary differential equations; FX-22b between Gaussians",
    says="A step of Euler's method misses the flow of a mixture on a line by O(h^2), one of Heun's by O(h^3).",
    latex=r"|\Psi_h(x)-\phi_{1-h,1}(x)|=O(h^{p+1}),\quad p=1,2",
    formula=steps,
    tests=limit(exact, at_one_point((*LINES, *along(LINES[:1], trigonometric)))),
    near_misses={"second slope at the old time": old_time, "off by 1e-9": off(steps)},
)
