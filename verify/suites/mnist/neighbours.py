"""Every pixel and its neighbour: correlation by S = E[J J^T] and of samples, beside the data; Fig. 3's points of one pair."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from verify.drawing.tables import Row
from verify.papers.causality_delta import pixels
from verify.suites.common.measurement import Store
from verify.suites.mnist.kinds import Estimate, Kind, of_data
from verify.suites.mnist.poincare import LEAST, WHITE, left_out, moments
from verify.suites.mnist.table5 import READINGS

SHOWN = 640  # source points of the scatter plots. Chosen: twice the published batch, and still dots on a page
SIDE = 28  # pixels
Statistic = Callable[[Any, Any], float]


def neighbours(store: Store, neighbour: str, which: Any = slice(None)) -> tuple[Any, Any]:
    """Of every pixel and its neighbour: correlation by S, and of the samples; (28, 27) or (27, 28)."""
    y, w = moments(store, "y", which), moments(store, "w", which)
    a, b = _beside(neighbour)
    v = y["xx"] - y["x"] ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        S = w[neighbour] / np.sqrt(w["xx"][a] * w["xx"][b])
        return S, (y[neighbour] - y["x"][a] * y["x"][b]) / np.sqrt(v[a] * v[b])


def _beside(neighbour: str) -> tuple[Any, Any]:
    """The pixels that have this neighbour, and their neighbours."""
    di, dj = pixels.DOWN_RIGHT[neighbour]
    return (slice(SIDE - di), slice(SIDE - dj)), (slice(di, SIDE), slice(dj, SIDE))


def pairs(base: Row, store: Store) -> Iterator[Row]:
    """All neighbours whose pixels vary in the data: their correlations, and how well they are ordered and met."""
    seen = _varying()
    data = {split: np.concatenate([pixels.correlation(split, n)[seen[n]] for n in seen]) for split in pixels.SPLITS}
    by_S, of_samples = _both(store, seen)
    places = [[int(i), int(j), int(n == "below")] for n in seen for i, j in np.argwhere(seen[n])]
    found = {Estimate.WIGGLES: by_S, Estimate.SAMPLES: of_samples, **{of_data(s)[0]: r for s, r in data.items()}}
    listed = {name.value: [round(float(v), 4) for v in r] for name, r in found.items()}
    what = "[row, column, 0 right or 1 below]"
    yield base | {"kind": Kind.PAIRS.value, "what": what, "places": places, "n": len(places)} | listed
    row = base | {"kind": Kind.NEIGHBOURS.value, "n": len(places)}
    for which, name in enumerate((Estimate.WIGGLES, Estimate.SAMPLES)):
        for what, statistic in MEASURES.items():
            compared = partial(_compared, store, seen, which, statistic, data["train"])
            value, error = left_out(store, compared)
            yield row | {"estimate": name.value, "what": what, "value": float(value), "error": float(error)}
    for what, statistic in MEASURES.items():
        yield row | {"estimate": Estimate.TEST.value, "what": what, "value": statistic(data["test"], data["train"])}


def _varying() -> dict[str, Any]:
    """Of each kind of neighbours: where both pixels vary in the data."""
    varies = np.sqrt(pixels.variance("train")) / WHITE >= LEAST
    return {name: varies[a] & varies[b] for name in pixels.DOWN_RIGHT for a, b in [_beside(name)]}


def _both(store: Store, seen: dict[str, Any], which: Any = slice(None)) -> tuple[Any, Any]:
    """Of all neighbours that are looked at: correlation by S, and of the samples, of some blocks of points."""
    both = [(neighbours(store, name, which), at) for name, at in seen.items()]
    by_S, of_samples = (np.concatenate([each[k][at] for each, at in both]) for k in (0, 1))
    return by_S, of_samples


def _compared(store: Store, seen: dict[str, Any], index: int, statistic: Statistic, data: Any, which: Any) -> float:
    return statistic(_both(store, seen, which)[index], data)


def _rank_correlation(r: Any, data: Any) -> float:
    from scipy.stats import spearmanr

    return float(spearmanr(r, data).statistic)


MEASURES: dict[str, Statistic] = {  # of an estimate and the training data
    "rank correlation with the training data": _rank_correlation,
    "median distance from the training data": lambda r, data: float(np.median(np.abs(r - data))),
    "median difference from the training data": lambda r, data: float(np.median(r - data)),
}


def scatter(base: Row, store: Store) -> Iterator[Row]:
    """Fig. 3: values of the pair in samples, and J z at the pair, of the first points."""
    pair = list(READINGS["[8,14], [8,15]"])
    for name, a in (("samples", store.arrays["y"][:SHOWN, pair]), ("J z", store.arrays["w"][:SHOWN, 0][:, pair])):
        xy = [[round(float(v), 3) for v in column] for column in a.T]
        yield base | {"kind": Kind.SCATTER.value, "what": name, "n": len(a), "x": xy[0], "y": xy[1]}
