"""Resampling the source said to prevent memorisation."""

import numpy as np

from analytic import line
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Formula, Outcome, Standing, limit
from verify.regimes.clouds import ATOMS_1D, GRIDS, axes_of
from verify.regimes.derived import at_one_point


def end(law: Law, t: Time, x: Points) -> Array:
    """The exact flow of the least-squares velocity of the empirical data, from time 0, coordinate by coordinate."""
    axes, R = axes_of(law)
    return np.concatenate([line.flow_map(axis, 0, t, (x @ R)[:, [i]]) for i, axis in enumerate(axes)], axis=1) @ R.T


def away(law: Law, x: Points) -> Array:
    """The distance from x to the nearest of the data along each axis, (n, d)."""
    axes, R = axes_of(law)
    return np.stack([abs((x @ R)[:, [i]] - a.m[:, 0]).min(1) for i, a in enumerate(axes)], axis=1)


left: Formula = lambda law, t, x: away(law, end(law, t, x))  # noqa: E731
claim = Claim(
    id="RF-16",
    source="Gradient Variance, abstract, read for resampled sources",
    says="Flow matching that draws a new source for each data point does not memorise.",
    latex=r"x_0\sim N(0,I)\ \mathrm{resampled}:\quad\mathrm{dist}(\phi_1(x),\mathrm{data})=\mathrm{dist}(x,\mathrm{data})>0",
    formula=lambda law, t, x: away(law, x),
    tests=limit(left, (*ATOMS_1D, GRIDS[0])),
    right_where=limit(left, at_one_point(ATOMS_1D, 0)),
    repairs={"it ends on the data": lambda law, t, x: 0 * away(law, x)},
    expect=Outcome.REFUTED,
    standing=Standing.READ_SO,
    words="'deterministic interpolants induce memorization' (abstract), taken to mean that resampled sources do not",
    amended="RF-16a",
    note="Said of the exact minimiser on finite data. It forgets the pairs, but its samples are training points, in the plane too.",
)
