"""The solvers themselves, in steps of any number: Euler's method and the classical one of order 4."""

import numpy as np

from analytic import crossing, gaussian
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Function, limit
from verify.regimes import PAIR, PAIR_3D, at_one_point
from verify.residuals.wrong import off

METHODS = ((crossing.euler, 1), (crossing.runge_kutta, 4))


def solved(pair: Law, t: Time, x: Points, late: int = 1) -> Array:
    """Two steps of each from t to 1, over h^p, h = 1 - t."""
    h = 1 - t
    field: Function = lambda s, y: h * gaussian.drift(pair, t + late * h * pair.ar.array(s), y)  # noqa: E731
    return np.stack([method(field, pair.ar, 2, x) / h**p for method, p in METHODS], axis=1)


def exact(pair: Law, t: Time, x: Points) -> Array:
    return np.stack([gaussian.flow(pair, t, 1, x) / (1 - t) ** p for _, p in METHODS], axis=1)


claim = Claim(
    id="FX-22r",
    source="solvers of ordinary differential equations",
    says="Two steps of Euler's method and of Runge-Kutta 4 miss the flow between Gaussians by O(h^2) and O(h^5).",
    latex=r"|\Psi_{h/2}^2(x)-\phi_{1-h,1}(x)|=O(h^{p+1}),\quad p=1,4",
    formula=solved,
    tests=limit(exact, at_one_point((PAIR, PAIR_3D))),
    near_misses={"the field of the start at all times": lambda pair, t, x: solved(pair, t, x, 0), "off by 1e-9": off(solved)},
)
