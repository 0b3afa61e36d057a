"""Resampling the source said to prevent memorisation."""

import numpy as np

from analytic import line
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, limit
from verify.regimes.clouds import ATOMS_1D, GRIDS, axes_of


def end(law: Law, t: Time, x: Points) -> Array:
    """The exact flow of the least-squares velocity of the empirical data, from time 0, coordinate by coordinate."""
    axes, R = axes_of(law)
    return np.concatenate([line.flow_map(axis, 0, t, (x @ R)[:, [i]]) for i, axis in enumerate(axes)], axis=1) @ R.T


def population(law: Law, t: Time, x: Points) -> Array:
    return x  # for data drawn from N(0, I) the flow of the population ends where it began


def memorised(law: Law, t: Time, x: Points) -> Array:
    """The data point with the quantile of x: the i-th if Phi(x) is between w_1 + ... + w_(i-1) and w_1 + ... + w_i."""
    (axes, R), floats = axes_of(law), law.ar.floats
    at = [np.searchsorted(np.cumsum(floats(a.w)), floats(line.cdf(a, 0, (x @ R)[:, [i]]))[:, 0]) for i, a in enumerate(axes)]
    return np.concatenate([a.m[k] for a, k in zip(axes, at, strict=True)], axis=1) @ R.T


claim = Claim(
    id="RF-16",
    source="Gradient Variance, standard flow matching against fixed pairs",
    says="Flow matching that draws a new source for each data point does not memorise.",
    latex=r"x_0\sim N(0,I)\ \mathrm{resampled}:\quad\phi_1(x)=x\ \mathrm{for\ data\ from\ } N(0,I)",
    formula=population,
    tests=limit(end, (*ATOMS_1D, GRIDS[0])),
    repairs={"the data point of the same quantile": memorised},
    expect=Outcome.REFUTED,
    amended="RF-16a",
    note="Said of the exact minimiser on finite data. It forgets the pairs, but its samples are training points, in the plane too.",
)
