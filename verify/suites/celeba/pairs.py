"""All 780 pairs of attributes: the correlation by S and of the samples with their intervals, of one pass over the same points.

S = E[J J^T] is read off J z, z Gaussian, whose 40 entries give all pairs at once; rows of J themselves were kept for three
attributes only. Pairs are in the order of the upper triangle, (1, 2), (1, 3) ..., (39, 40). Intervals are percentiles over
resampled source points, of each pair by itself: of 780 at 95 % some 39 miss. Ranks agree less in resamples, which hold fewer
points: the interval of that is normal, by the jackknife.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from learned import dependence
from verify.drawing.tables import Row
from verify.suites.celeba.attributes import of_values
from verify.suites.celeba.kinds import Kind, Matrix
from verify.suites.common.intervals import Z
from verify.suites.common.measurement import Arrays

SAMPLES = 400  # resamples: ten beyond each end of an interval
OFF = np.triu_indices(40, 1)


def intervals(store: Arrays, seed: int) -> Iterator[Row]:
    """A row for S, one for the samples: the ends of 780 intervals each."""
    for name, points, centred in (
        (Matrix.S, dependence.of_wiggles(store["w"].astype(float)), False),
        (Matrix.LOGITS, of_values(store["y"]), True),
    ):
        found = dependence.bootstrap(points, _pairs, resamples=SAMPLES, seed=seed, method="percentile", centred=centred)
        row = {"kind": Kind.PAIRS.value, "what": name.value, "n": len(points), "resamples": SAMPLES}
        yield row | {"low": [_digits(v) for v in found.low], "high": [_digits(v) for v in found.high]}


def agreement(store: Arrays) -> Row:
    """S and the samples' correlations, how alike: of the same points, both centred, which E[J z] = 0 allows."""
    both = dependence.beside(dependence.of_wiggles(store["w"].astype(float)), store["y"])
    return {"kind": Kind.AGREEMENT.value, "what": f"{Matrix.S} and {Matrix.LOGITS}", **compared(both, centred=True)}


def compared(both: dependence.Points, centred: bool) -> Row:
    """Two matrices of a batch (N, 2, ...): Spearman's correlation of their pairs and its interval, and how far they are apart."""
    S = dependence.second_moment(both, centred=centred)
    (a, b), value, half = _pairs(S), float(_alike(S)), Z * float(dependence.jackknife(both, _alike, centred=centred))
    row = {"value": value, "low": value - half, "high": min(value + half, 1.0), "pearson": float(np.corrcoef(a, b)[0, 1])}
    return row | {
        "rms": float(np.sqrt(((a - b) ** 2).mean())),
        "same sign": float((np.sign(a) == np.sign(b)).mean()),
        "n": len(both),
    }


def _pairs(S: Any) -> Any:
    return dependence.correlation(S)[..., OFF[0], OFF[1]]


def _alike(S: Any) -> Any:
    """Spearman's correlation of the two matrices beside each other, for a batch."""
    from scipy.stats import rankdata

    ranks = rankdata(_pairs(S), axis=-1)
    a, b = np.moveaxis(ranks - ranks.mean(-1, keepdims=True), -2, 0)
    return (a * b).sum(-1) / np.sqrt((a**2).sum(-1) * (b**2).sum(-1))


def _digits(v: Any) -> float | None:
    return round(float(v), 4) if np.isfinite(v) else None
