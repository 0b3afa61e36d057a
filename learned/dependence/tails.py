"""Whether a sample mean of |J|^2 means anything: effective sample size, Hill index, self-normalised skewness.

    between two modes at +-m of width s the flow map T of a line has   P(T'^2 > w) ~ C w^(-1/2),  up to w = s^2 exp(m^2/s^2)

There T' = phi(z)/p(T(z)), so P(T' > q) is the mass where p < phi(0)/q, about q^-1 between the modes: T'^2 has the index 1/2, its
mean lies with points that no sample of less than exp(m^2/2s^2) reaches, and E[T'^2] itself grows like exp(m^2/2s^2).
A tail P(w > x) ~ x^-a has a mean for a > 1 only, and a variance, so a valid interval of any usual kind, for a > 2 only.
Sources: Hill (1975); O'Brien (1980): max w^2 / sum w^2 -> 0 exactly where the central limit theorem holds; Hall (1988).
"""

from dataclasses import dataclass
from math import exp, pi, sqrt
from typing import Any

import numpy as np
from scipy.special import ndtri
from scipy.stats import chi2

from analytic.door import member
from learned.dependence.points import Array, as_points

LEVEL = 0.95
Z = float(ndtri((1 + LEVEL) / 2))
# Edgeworth: the level of a studentised mean is off by skewness/sqrt(N) (2 Z^2 + 1) phi(Z)/6; here that doubles (1 - level)/2:
SKEWNESS = 6 * (1 - LEVEL) / 2 / ((2 * Z**2 + 1) * exp(-(Z**2) / 2) / sqrt(2 * pi))  # 0.296


@dataclass(frozen=True)
class Tail:
    """`heavy` if an interval for the mean of these weights is meaningless; `why` says by which number."""

    n: int
    effective: float  # (sum w)^2 / sum w^2
    largest: float  # the share of the largest point in the sum
    skewness: float  # sum c^3 / (sum c^2)^(3/2), c = w - mean: skewness/sqrt(N), 1 if one point carries all
    index: float  # Hill's estimate of a from the largest `used` weights; inf where they are all equal
    low: float
    high: float
    used: int
    heavy: bool
    why: str


def weights(data: Any, feature: int | None = None) -> Array:
    """|J_n|^2 of each source point, the trace of its second moment, or the square of one feature's row; estimated from wiggles."""
    second = as_points(data).second
    if feature is not None:
        feature = member("feature", feature, second.shape[-1])
    return second[..., feature, feature] if feature is not None else np.einsum("...ii->...", second)


def effective_sample_size(data: Any, feature: int | None = None) -> Array:
    """(sum_n w_n)^2 / sum_n w_n^2: N for equal weights, 1 if one point carries all; NaN if nothing moves."""
    w = weights(data, feature)
    with np.errstate(invalid="ignore"):
        return np.asarray(w.sum(0) ** 2 / (w**2).sum(0))


def heavy_tail(data: Any, feature: int | None = None) -> Tail:
    """Heavy if the first correction to an interval's level is as large as the level, or if the index is below 2 at 95 %.

    The index comes from the sqrt(N) largest weights; for an exact Pareto tail 2 K a/index is chi^2 with 2K degrees, hence its
    interval. A sample cannot warn of what it has not met: with fewer points than 1/P(between the modes) there is nothing to see.
    """
    w = weights(data, feature)
    if w.ndim != 1 or len(w) < 10 or not (w.max() > 0):
        raise ValueError(
            f"weights of shape {w.shape}, largest {w.max()}: a tail needs 10 source points or more, not all without motion"
        )
    c, used = w - w.mean(), int(np.ceil(np.sqrt(len(w))))
    flat = np.abs(c).max() <= 1e-12 * w.max()  # equal weights to rounding: a linear map
    skewness = 0.0 if flat else float((c**3).sum() / (c**2).sum() ** 1.5)
    top = np.sort(w)[-used - 1 :]
    with np.errstate(divide="ignore"):
        excess = float(np.log(top[1:] / top[0]).mean())  # inf if fewer than `used` weights are positive
    index = np.inf if flat or excess == 0 else 1 / excess
    low, high = (index * chi2.ppf(q, 2 * used) / (2 * used) for q in ((1 - LEVEL) / 2, (1 + LEVEL) / 2))
    reasons = []
    if skewness > SKEWNESS:
        reasons.append(
            f"skewness/sqrt(N) is {skewness:.3f}, above {SKEWNESS:.3f}: a 95 % interval misses at least twice as often as it says"
        )
    if high < 2:
        reasons.append(f"the tail index is {index:.2f}, at most {high:.2f}: no variance, so no interval")
    if high < 1:
        reasons.append("below 1: nor is the sample mean an estimate, for the mean lies with points that were not drawn")
    share = float(w.max() / w.sum())
    size = float(effective_sample_size(data, feature))
    return Tail(len(w), size, share, skewness, index, low, high, used, bool(reasons), "; ".join(reasons))
