"""Intervals and standard errors over source points: bias-corrected accelerated bootstrap (BCa), percentile bootstrap, jackknife.

    theta(S),  S = sum_n c_n second_n / sum_n c_n weight_n;  bootstrap: c ~ Multinomial(N; 1/N), jackknife: c_n = 1, one of them 0

A source point is drawn with all its probes: they share J, and taken as independent draws they make intervals too narrow.
Statistics take S (..., m, m) and act on its last two axes. Source: Efron, Better bootstrap confidence intervals (1987).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from analytic.door import count
from analytic.options import flag, function, known, number, seeded
from learned.dependence.points import Array, Points, as_points, correlation, moments

Statistic = Callable[[Array], Array]
CHUNK = 2**24  # numbers held at a time while resampling


@dataclass(frozen=True)
class Interval:
    value: Array
    low: Array
    high: Array
    error: Array  # jackknife standard error
    level: float
    method: str
    n: int  # source points
    resamples: int
    seed: int


def bootstrap(
    data: Any,
    statistic: Statistic = correlation,
    level: float = 0.95,
    resamples: int = 1000,
    seed: int = 0,
    method: str = "bca",
    centred: bool = False,
) -> Interval:
    """The statistic with its interval: quantiles of its resampled values, at the levels that BCa corrects for bias and skewness."""
    p = as_points(data)
    p = p.keep(p.weight > 0)
    if len(p) < 2:
        raise ValueError(f"{len(p)} source points: an interval needs at least two, and means little below some tens")
    known("method", method, ("bca", "percentile"))
    if not 0 < (level := number("level", level)) < 1:
        raise ValueError(f"level = {level}: take it inside (0, 1), e.g. 0.95")
    resamples, seed, centred = count("resamples", resamples, 1), seeded(seed), flag("centred", centred)
    function("statistic", statistic)
    value = statistic(moments(p, np.ones((1, len(p))), centred))[0]
    drawn = np.concatenate([statistic(S) for S in _resampled(p, resamples, seed, centred)])
    left = leave_one_out(p, statistic, centred)
    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    levels = np.broadcast_to(tails.reshape(2, *[1] * value.ndim), (2, *value.shape))
    if method == "bca":
        levels = _corrected(levels, value, drawn, left)
    low, high = _quantiles(drawn, levels)
    return Interval(value, low, high, standard_error(left), level, method, len(p), resamples, seed)


def jackknife(data: Any, statistic: Statistic = correlation, centred: bool = False) -> Array:
    """sqrt((N - 1)/N sum_n (theta_n - mean theta)^2), theta_n without source point n."""
    function("statistic", statistic)
    p, centred = as_points(data), flag("centred", centred)
    return standard_error(leave_one_out(p.keep(p.weight > 0), statistic, centred))


def leave_one_out(p: Points, statistic: Statistic, centred: bool = False) -> Array:
    """theta without each source point in turn, (N, ...)."""
    total = Points(*(a.sum(0) for a in (p.weight, p.first, p.second)))
    found, size = [], max(1, CHUNK // p.second[0].size)
    for i in range(0, len(p), size):
        q = p.keep(slice(i, i + size))
        weight = total.weight - q.weight
        S = (total.second - q.second) / weight.reshape(-1, *[1] * (q.second.ndim - 1))
        if centred:
            mean = (total.first - q.first) / weight.reshape(-1, *[1] * (q.first.ndim - 1))
            S = S - mean[..., :, None] * mean[..., None, :]
        found.append(statistic(S))
    return np.concatenate(found)


def standard_error(left: Array) -> Array:
    n = len(left)
    return np.sqrt((n - 1) / n * ((left - left.mean(0)) ** 2).sum(0))


def _resampled(p: Points, resamples: int, seed: int, centred: bool) -> Iterator[Array]:
    """Second moments of samples drawn with replacement; the same for every size of chunk."""
    random, size = np.random.default_rng([seed, 0xB007]), max(1, CHUNK // max(len(p), p.second[0].size))
    for i in range(0, resamples, size):
        counts = [np.bincount(random.integers(len(p), size=len(p)), minlength=len(p)) for _ in range(min(size, resamples - i))]
        yield moments(p, np.array(counts, dtype=float), centred)


def _corrected(levels: Array, value: Array, drawn: Array, left: Array) -> Array:
    """Phi(z0 + (z0 + z)/(1 - a (z0 + z))): z0 from where the value lies among its resamples, a from the jackknife's skewness."""
    below = (drawn < value).mean(0) + (drawn == value).mean(0) / 2
    gap = left.mean(0) - left
    with np.errstate(invalid="ignore", divide="ignore"):
        a = (gap**3).sum(0) / (6 * (gap**2).sum(0) ** 1.5)
        a = np.where((gap == 0).all(0), 0, a)
        z = ndtri(below) + ndtri(levels)
        return np.asarray(ndtr(ndtri(below) + z / (1 - a * z)))


def _quantiles(drawn: Array, levels: Array) -> Array:
    """Of each entry its own quantiles, by linear interpolation; NaN where a resample or a level is NaN."""
    drawn = np.sort(drawn, axis=0)
    at = np.where(np.isfinite(levels), levels, 0) * (len(drawn) - 1)
    below = np.floor(at).astype(int)
    low, high = (np.take_along_axis(drawn, i, 0) for i in (below, np.minimum(below + 1, len(drawn) - 1)))
    found = low + (at - below) * (high - low)
    return np.where(np.isfinite(levels) & np.isfinite(drawn[-1]), found, np.nan)
