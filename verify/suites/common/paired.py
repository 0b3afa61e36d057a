"""Two estimates of the same source points, resampled together: what they differ by has their common noise no more."""

from collections.abc import Callable
from typing import Any

import numpy as np

from learned.dependence import Points, bootstrap


def paired(a: Points, b: Points) -> Points:
    """A batch of two, (N, 2, ...); all probes of either are kept."""
    if not ((a.weight == 1).all() and (b.weight == 1).all() and a.first.shape == b.first.shape):
        raise ValueError(f"points of shapes {a.first.shape} and {b.first.shape}: give the same source points, all probes kept")
    return Points(a.weight, *(np.stack(parts, 1) for parts in ((a.first, b.first), (a.second, b.second))))


def less(a: Points, b: Points, statistic: Callable[[Any], Any], centred: bool = False, seed: int = 0) -> dict[str, float]:
    """statistic(a) - statistic(b), its interval of both resampled at once."""

    def gap(S: Any) -> Any:
        of = statistic(S)
        return of[..., 0] - of[..., 1]

    found = bootstrap(paired(a, b), gap, centred=centred, seed=seed)
    return {"value": float(found.value), "low": float(found.low), "high": float(found.high)}
