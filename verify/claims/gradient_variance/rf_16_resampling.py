"""Resampling the source said to prevent memorisation."""

from typing import Any

import numpy as np

from analytic import line
from verify.claim import Claim, Outcome, limit
from verify.regimes.clouds import ATOMS_1D


def end(mix: Any, t: Any, x: Any) -> Any:
    """The exact flow of the least-squares velocity of the empirical data, from time 0."""
    return line.flow_map(mix, 0, t, x)


def population(mix: Any, t: Any, x: Any) -> Any:
    """For data drawn from N(0, 1) the flow of the population ends where it began."""
    return x


def memorised(mix: Any, t: Any, x: Any) -> Any:
    """The data point with the quantile of x: the i-th if Phi(x) is between w_1 + ... + w_(i-1) and w_1 + ... + w_i."""
    level = mix.ar.floats(line.cdf(mix, 0, x))[:, 0]
    return mix.m[np.searchsorted(np.cumsum(mix.ar.floats(mix.w)), level)]


claim = Claim(
    id="RF-16",
    source="Gradient Variance, standard flow matching against fixed pairs",
    says="Flow matching that draws a new source for each data point does not memorise.",
    latex=r"x_0\sim N(0,1)\ \mathrm{resampled}:\quad\phi_1(x)=x\ \mathrm{for\ data\ from\ } N(0,1)",
    formula=population,
    tests=limit(end, ATOMS_1D),
    repairs={"the data point of the same quantile": memorised},
    expect=Outcome.REFUTED,
    amended="RF-16a",
    note="Said of the exact minimiser on finite data. It forgets the pairs, but each of its samples is a training point.",
)
