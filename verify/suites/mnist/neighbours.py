"""Every pixel and its neighbour: correlation by S = E[J J^T] and of samples, beside the data; Fig. 3's points of one pair."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from verify.drawing.tables import Row
from verify.papers.causality_delta import pixels
from verify.suites.common.measurement import Store
from verify.suites.mnist.kinds import Estimate, Kind, of_data
from verify.suites.mnist.poincare import LEAST, left_out, moments
from verify.suites.mnist.table5 import READINGS

SHOWN = 640  # source points of the scatter plots


def neighbours(store: Store, neighbour: str, which: Any = slice(None)) -> tuple[Any, Any]:
    """Of every pixel and its neighbour: correlation by S, and of the samples; (28, 27) or (27, 28)."""
    y, w = moments(store, "y", which), moments(store, "w", which)
    di, dj = pixels.DOWN_RIGHT[neighbour]
    a, b = (slice(28 - di), slice(28 - dj)), (slice(di, 28), slice(dj, 28))
    v = y["xx"] - y["x"] ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        S = w[neighbour] / np.sqrt(w["xx"][a] * w["xx"][b])
        return S, (y[neighbour] - y["x"][a] * y["x"][b]) / np.sqrt(v[a] * v[b])


def pairs(base: Row, store: Store) -> Iterator[Row]:
    """All neighbours whose pixels vary in the data: their correlations, and how well they are ordered and met."""
    from scipy.stats import spearmanr

    deviation = np.sqrt(pixels.variance("train")) / 255
    seen = {}
    for name, (di, dj) in pixels.DOWN_RIGHT.items():
        seen[name] = (deviation[: 28 - di, : 28 - dj] >= LEAST) & (deviation[di:, dj:] >= LEAST)
    data = {split: np.concatenate([pixels.correlation(split, n)[seen[n]] for n in seen]) for split in pixels.SPLITS}

    def both(which: Any) -> Any:
        return [np.concatenate([neighbours(store, n, which)[k][seen[n]] for n in seen]) for k in (0, 1)]

    found = dict(zip((Estimate.WIGGLES, Estimate.SAMPLES), both(slice(None)), strict=True))
    listed = {
        name.value: [round(float(v), 4) for v in r] for name, r in {**found, **{of_data(s)[0]: r for s, r in data.items()}}.items()
    }
    places = [[int(i), int(j), int(n == "below")] for n in seen for i, j in np.argwhere(seen[n])]
    yield (
        base | {"kind": Kind.PAIRS.value, "what": "[row, column, 0 right or 1 below]", "places": places, "n": len(places)} | listed
    )
    measures: dict[str, Any] = {
        "rank correlation with the training data": lambda r: float(spearmanr(r, data["train"]).statistic),
        "median distance from the training data": lambda r: float(np.median(np.abs(r - data["train"]))),
        "median difference from the training data": lambda r: float(np.median(r - data["train"])),
    }
    for index, name in ((0, Estimate.WIGGLES), (1, Estimate.SAMPLES), (None, Estimate.TEST)):
        for what, statistic in measures.items():
            row = base | {"kind": Kind.NEIGHBOURS.value, "estimate": name.value, "what": what, "n": len(places)}
            if index is None:
                yield row | {"value": statistic(data["test"])}
            else:
                value, error = left_out(store, lambda which, f=statistic, i=index: f(both(which)[i]))
                yield row | {"value": float(value), "error": float(error)}


def scatter(base: Row, store: Store) -> Iterator[Row]:
    """Fig. 3: values of the pair in samples, and J z at the pair, of the first points."""
    pair = list(READINGS["[8,14], [8,15]"])
    for name, a in (("samples", store.arrays["y"][:SHOWN, pair]), ("J z", store.arrays["w"][:SHOWN, 0][:, pair])):
        xy = [[round(float(v), 3) for v in column] for column in a.T]
        yield base | {"kind": Kind.SCATTER.value, "what": name, "n": len(a), "x": xy[0], "y": xy[1]}
