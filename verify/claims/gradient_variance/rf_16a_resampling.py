"""Where the exact minimiser on finite data leads."""

from typing import Any

import numpy as np

from verify.claim import Claim, distribution, limit
from verify.claims.gradient_variance.rf_16_resampling import end, memorised, population
from verify.regimes.clouds import ATOMS_1D


def nearest(mix: Any, t: Any, x: Any) -> Any:
    return mix.m[np.argmin(abs(mix.ar.floats(x) - mix.ar.floats(mix.m)[:, 0]), axis=1)]


def next_one(mix: Any, t: Any, x: Any) -> Any:
    return np.roll(mix.m, 1)[np.argmin(abs(mix.ar.floats(memorised(mix, t, x)) - mix.ar.floats(mix.m)[:, 0]), axis=1)]


claim = Claim(
    id="RF-16a",
    source="amends Gradient Variance, standard flow matching against fixed pairs",
    says="The flow of the exact minimiser on N data points ends on one of them for every source: the whole set is memorised.",
    latex=r"\phi_t(x)\to x_{(i)},\quad\sum_{j<i}w_{(j)}<\Phi(x)<\sum_{j\leq i}w_{(j)}\quad(t\to 1)",
    formula=memorised,
    tests=(*limit(end, ATOMS_1D), *distribution(lambda d: d.x1 if d.t == 1 else d.x0, ATOMS_1D)),
    near_misses={"the nearest point": nearest, "the next point": next_one, "the source": population},
    note="d = 1, where the flow is known exactly; the distance to the point is about 1 - t.",
)
