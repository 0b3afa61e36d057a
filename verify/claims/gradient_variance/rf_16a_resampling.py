"""Where the exact minimiser on finite data leads."""

import numpy as np

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, distribution, limit
from verify.claims.gradient_variance.rf_16_resampling import end
from verify.regimes.clouds import ATOMS_1D, GRIDS, axes_of, grid_draw, memorised


def nearest(law: Law, t: Time, x: Points, step: int = 0) -> Array:
    """Coordinate by coordinate, which on a grid is the nearest of all; or the next along each axis."""
    (axes, R), floats = axes_of(law), law.ar.floats
    gaps = [abs(floats((x @ R)[:, [i]]) - floats(a.m)[:, 0]) for i, a in enumerate(axes)]
    return np.concatenate([np.roll(a.m, step)[np.argmin(g, axis=1)] for a, g in zip(axes, gaps, strict=True)], axis=1) @ R.T


def next_one(law: Law, t: Time, x: Points) -> Array:
    return nearest(law, t, memorised(law, t, x), 1)


GRIDDED = (*ATOMS_1D, *GRIDS)
claim = Claim(
    id="RF-16a",
    source="amends Gradient Variance, standard flow matching against fixed pairs",
    says="The flow of the exact minimiser on N data points ends on one of them for every source: the whole set is memorised.",
    latex=r"\phi_t(x)\to x_{(i)},\quad\sum_{j<i}w_{(j)}<\Phi(x)<\sum_{j\leq i}w_{(j)}\quad(t\to 1)",
    formula=memorised,
    tests=(*limit(end, GRIDDED[:3]), *distribution(lambda d: d.x1 if d.t == 1 else d.x0, GRIDDED, 20_000, grid_draw)),
    near_misses={"the nearest point": nearest, "the next point": next_one, "the source": lambda law, t, x: x},
    note="Where the flow is known exactly: on a line, and on turned grids in R^d by coordinates. Any cloud: RF-16b.",
)
