"""Two estimates of the same source points, resampled together: what they differ by has their common noise no more."""

import numpy as np

from learned.dependence import Points


def paired(a: Points, b: Points) -> Points:
    """A batch of two, (N, 2, ...); all probes of either are kept."""
    if not ((a.weight == 1).all() and (b.weight == 1).all() and a.first.shape == b.first.shape):
        raise ValueError(f"points of shapes {a.first.shape} and {b.first.shape}: give the same source points, all probes kept")
    return Points(a.weight, *(np.stack(parts, 1) for parts in ((a.first, b.first), (a.second, b.second))))
