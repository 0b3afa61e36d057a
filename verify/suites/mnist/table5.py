"""Table 5: correlation of two pixels by S = E[J J^T], by samples, and of the data; what 320 points resolve, how it settles.

S by rows of J,  by wiggles w = J z;   correlation S_ij/sqrt(S_ii S_jj)     intervals: BCa bootstrap over source points
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from verify.drawing.tables import Row
from verify.papers.causality_delta import pixels, printed
from verify.papers.causality_delta.recipe import SAMPLES
from verify.suites.common.intervals import short
from verify.suites.common.measurement import Store
from verify.suites.mnist.kinds import OF_S, Estimate, Kind, of_data
from verify.suites.mnist.poincare import lengths

READINGS = {"[8,14], [8,15]": (0, 1), "[14,8], [15,8]": (2, 3)}  # [row, column]; the published code has the first
NEIGHBOUR = dict(zip(READINGS, printed.PIXELS.values(), strict=True))
PRINTED = {"estimated, as printed": printed.ESTIMATE5.value, "data, as printed": printed.DATA5.value}


def table5(base: Row, store: Store) -> Iterator[Row]:
    from learned import dependence as dp

    y, w, gram = (store.arrays[k].astype(float) for k in ("y", "w", "gram"))
    size = lengths(store)
    for reading, (i, j) in READINGS.items():
        pair = [i, j]
        row = base | {"kind": Kind.TABLE5.value, "reading": reading, "n": store.points}
        sources = {
            Estimate.ROWS: (dp.of_gram(gram[:, pair][:, :, pair]), False),
            Estimate.WIGGLES: (dp.of_wiggles(w[:, :, pair]), False),
            Estimate.WIGGLES_CENTRED: (dp.of_wiggles(w[:, :, pair]), True),
            Estimate.SAMPLES: (dp.of_wiggles(y[:, None, pair]), True),
            Estimate.SAMPLES_UNCENTRED: (dp.of_wiggles(y[:, None, pair]), False),
        }
        for name, (points, centred) in sources.items():
            r = dp.bootstrap(points, lambda S: dp.correlation(S)[..., 0, 1], centred=centred, seed=store.about["seed"])
            s = dp.bootstrap(points, dp.deviations, centred=centred, seed=store.about["seed"])
            found: Row = {"estimate": name.value, "value": float(r.value), "low": float(r.low), "high": float(r.high)}
            if name is not Estimate.SAMPLES_UNCENTRED:
                found |= {"deviations": [short(float(v)) for v in s.value]}
                found |= {
                    "deviations low": [short(float(v)) for v in s.low],
                    "deviations high": [short(float(v)) for v in s.high],
                }
            yield row | found | _tail(points if name in OF_S else None)
        code = dp.readings(w[:, :, pair], size, 1e-2)["code"]
        yield row | {"estimate": Estimate.CODED.value, "value": float(dp.correlation(code)[0, 1])}
        yield from _of_data(row, *NEIGHBOUR[reading])
    estimate, data = PRINTED.values()
    error = (1 - estimate**2) / math.sqrt(SAMPLES)
    row = base | {
        "kind": Kind.RESOLVED.value,
        "what": f"(1 - r^2)/sqrt({SAMPLES}), r = {printed.ESTIMATE5.short}; the printed gap in these",
        "n": SAMPLES,
    }
    yield row | {"value": error, "gap": data - estimate, "ratio": (data - estimate) / error}
    trace = dp.of_gram(store.arrays["trace"].astype(float)[:, None, None])
    yield base | {"kind": Kind.TAIL.value, "what": "|J z|^2 over all pixels", "n": store.points} | _tail(trace)


def settling(base: Row, store: Store) -> Iterator[Row]:
    """The correlations of the first n points, n doubled each time; and those of batches as large as the published one."""
    from learned import dependence as dp

    y, w, gram = (store.arrays[k].astype(float) for k in ("y", "w", "gram"))
    for reading, (i, j) in READINGS.items():
        pair = [i, j]

        def both(n: Any, pair: list[int] = pair) -> Row:
            by_rows = dp.second_moment(dp.of_gram(gram[n][:, pair][:, :, pair]))
            by_wiggles = dp.second_moment(w[n][:, :, pair])
            found = {Estimate.ROWS: by_rows, Estimate.WIGGLES: by_wiggles, Estimate.SAMPLES: np.cov(y[n][:, pair].T)}
            return {name.value: round(float(dp.correlation(S)[0, 1]), 4) for name, S in found.items()}

        sizes = [*(2**k for k in range(6, 20) if 2**k < store.points), store.points]
        for size in sizes:
            yield base | {"kind": Kind.SETTLING.value, "reading": reading, "n": size} | both(slice(size))
        for begin in range(0, store.points - SAMPLES + 1, SAMPLES):
            yield (
                base
                | {"kind": Kind.BATCH.value, "reading": reading, "n": SAMPLES, "from": begin}
                | both(slice(begin, begin + SAMPLES))
            )


def _tail(points: Any) -> Row:
    from learned import dependence as dp

    if points is None:
        return {}
    tails = [dp.heavy_tail(points, f) for f in range(points.second.shape[-1])]
    worst = min(tails, key=lambda t: t.effective)
    said = {"effective": worst.effective, "largest share": worst.largest, "tail index": worst.index, "skewness": worst.skewness}
    return said | {"heavy": any(t.heavy for t in tails), "why": "; ".join(dict.fromkeys(t.why for t in tails if t.why))}


def _of_data(row: Row, i: int, j: int, neighbour: str) -> Iterator[Row]:
    for split in pixels.SPLITS:
        s = pixels.pair(split, i, j, neighbour)
        deviations = [short(math.sqrt(n * xx - x * x) / n / 255) for n, x, xx in ((s.n, s.a, s.aa), (s.n, s.b, s.bb))]
        centred, uncentred = of_data(split)
        yield row | {"estimate": centred.value, "value": s.correlation, "n": s.n, "deviations": deviations}
        yield row | {"estimate": uncentred.value, "value": s.ab / math.sqrt(s.aa * s.bb), "n": s.n}
