"""Resampling the source said to prevent memorisation."""

from fractions import Fraction as F

import numpy as np

from analytic import line
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, Outcome, limit
from verify.regimes.clouds import ATOMS_1D, GRIDS, axes_of
from verify.regimes.derived import at_one_point


def end(law: Law, t: Time, x: Points) -> Array:
    """The exact flow of the least-squares velocity of the empirical data, from time 0, coordinate by coordinate."""
    axes, R = axes_of(law)
    return np.concatenate([line.flow_map(axis, 0, t, (x @ R)[:, [i]]) for i, axis in enumerate(axes)], axis=1) @ R.T


def memorised(law: Law, t: Time, x: Points) -> Array:
    """The data point with the quantile of x: the i-th if Phi(x) is between w_1 + ... + w_(i-1) and w_1 + ... + w_i."""
    (axes, R), floats = axes_of(law), law.ar.floats
    at = [np.searchsorted(np.cumsum(floats(a.w)), floats(line.cdf(a, 0, (x @ R)[:, [i]]))[:, 0]) for i, a in enumerate(axes)]
    return np.concatenate([a.m[k] for a, k in zip(axes, at, strict=True)], axis=1) @ R.T


population: Formula = lambda law, t, x: x  # noqa: E731  for data from N(0, I) the flow of the population ends where it began
claim = Claim(
    id="RF-16",
    source="Gradient Variance, standard flow matching against fixed pairs",
    says="Flow matching that draws a new source for each data point does not memorise.",
    latex=r"x_0\sim N(0,I)\ \mathrm{resampled}:\quad\phi_1(x)=x\ \mathrm{for\ data\ from\ } N(0,I)",
    formula=population,
    tests=limit(end, (*ATOMS_1D, GRIDS[0])),
    right_where=limit(end, at_one_point(ATOMS_1D, F(0))),
    repairs={"the data point of the same quantile": memorised},
    expect=Outcome.REFUTED,
    amended="RF-16a",
    note="Said of the exact minimiser on finite data. It forgets the pairs, but its samples are training points, in the plane too.",
)
