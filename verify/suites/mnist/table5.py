"""Table 5: correlation of two pixels by S = E[J J^T], by samples, and of the data; what 320 points resolve, how it settles.

S by rows of J,  by wiggles w = J z;   correlation S_ij/sqrt(S_ii S_jj)     intervals: BCa bootstrap over source points
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from verify.drawing.tables import Row
from verify.papers.causality_delta import pixels, printed
from verify.papers.causality_delta.recipe import EPS, SAMPLES
from verify.suites.common.intervals import short
from verify.suites.common.measurement import Store
from verify.suites.mnist.kinds import OF_S, Estimate, Kind, of_data
from verify.suites.mnist.poincare import WHITE, lengths

READINGS = {"[8,14], [8,15]": (0, 1), "[14,8], [15,8]": (2, 3)}  # [row, column]; the published code has the first
NEIGHBOUR = dict(zip(READINGS, printed.PIXELS.values(), strict=True))
FIRST = 6  # 2^6 points: fewer say nothing of a correlation, whose standard error is then 1/8
PRINTED = {"estimated, as printed": printed.ESTIMATE5.value, "data, as printed": printed.DATA5.value}


def table5(base: Row, store: Store) -> Iterator[Row]:
    for reading, (i, j) in READINGS.items():
        row = base | {"kind": Kind.TABLE5.value, "reading": reading, "n": store.points}
        yield from _estimated(row, store, [i, j])
        yield from _of_data(row, *NEIGHBOUR[reading])
    yield _resolved(base)
    yield _over_all_pixels(base, store)


def sources(store: Store, pair: list[int]) -> dict[Estimate, tuple[Any, bool]]:
    """What each estimate of the pair is made from, and whether it is centred."""
    from learned import dependence as dp

    y, w, gram = _stored(store)
    return {
        Estimate.ROWS: (dp.of_gram(gram[:, pair][:, :, pair]), False),
        Estimate.WIGGLES: (dp.of_wiggles(w[:, :, pair]), False),
        Estimate.WIGGLES_CENTRED: (dp.of_wiggles(w[:, :, pair]), True),
        Estimate.SAMPLES: (dp.of_wiggles(y[:, None, pair]), True),
        Estimate.SAMPLES_UNCENTRED: (dp.of_wiggles(y[:, None, pair]), False),
    }


def _estimated(row: Row, store: Store, pair: list[int]) -> Iterator[Row]:
    """The pair's correlation by each estimate, with its interval; and as the published code has it."""
    from learned import dependence as dp

    for name, (points, centred) in sources(store, pair).items():
        found = correlated(points, centred, store.about["seed"])
        if name is not Estimate.SAMPLES_UNCENTRED:
            found |= _deviations(points, centred, store.about["seed"])
        yield row | {"estimate": name.value} | found | (_tail(points) if name in OF_S else {})
    w = _stored(store)[1]
    code = dp.readings(w[:, :, pair], lengths(store), EPS)["code"]
    yield row | {"estimate": Estimate.CODED.value, "value": float(dp.correlation(code)[0, 1])}


def _stored(store: Store) -> tuple[Any, Any, Any]:
    """Of all points: pixels y of the samples, J z at them, rows of J at them, each times each."""
    y, w, gram = (store.arrays[k].astype(float) for k in ("y", "w", "gram"))
    return y, w, gram


def correlated(points: Any, centred: bool, seed: int) -> Row:
    from learned import dependence as dp

    r = dp.bootstrap(points, lambda S: dp.correlation(S)[..., 0, 1], centred=centred, seed=seed)
    return {"value": float(r.value), "low": float(r.low), "high": float(r.high)}


def _deviations(points: Any, centred: bool, seed: int) -> Row:
    from learned import dependence as dp

    s = dp.bootstrap(points, dp.deviations, centred=centred, seed=seed)
    named = {"deviations": s.value, "deviations low": s.low, "deviations high": s.high}
    return {name: [short(float(v)) for v in values] for name, values in named.items()}


def _resolved(base: Row) -> Row:
    """How many standard errors of 320 samples the printed correlations are apart."""
    estimate, data = PRINTED.values()
    error, gap = (1 - estimate**2) / math.sqrt(SAMPLES), data - estimate
    what = f"(1 - r^2)/sqrt({SAMPLES}), r = {printed.ESTIMATE5.short}; the printed gap in these"
    row = base | {"kind": Kind.RESOLVED.value, "what": what, "n": SAMPLES}
    return row | {"value": error, "gap": gap, "ratio": gap / error}


def _over_all_pixels(base: Row, store: Store) -> Row:
    from learned import dependence as dp

    trace = dp.of_gram(store.arrays["trace"].astype(float)[:, None, None])
    return base | {"kind": Kind.TAIL.value, "what": "|J z|^2 over all pixels", "n": store.points} | _tail(trace)


def settling(base: Row, store: Store) -> Iterator[Row]:
    """The correlations of the first n points, n doubled each time; and those of batches as large as the published one."""
    sizes = [*(2**k for k in range(FIRST, store.points.bit_length()) if 2**k < store.points), store.points]
    for reading, (i, j) in READINGS.items():
        for size in sizes:
            row = base | {"kind": Kind.SETTLING.value, "reading": reading, "n": size}
            yield row | _correlations(store, [i, j], slice(size))
        for begin in range(0, store.points - SAMPLES + 1, SAMPLES):
            row = base | {"kind": Kind.BATCH.value, "reading": reading, "n": SAMPLES, "from": begin}
            yield row | _correlations(store, [i, j], slice(begin, begin + SAMPLES))


def _correlations(store: Store, pair: list[int], which: slice) -> Row:
    """The pair's correlation by three estimates, of some of the points."""
    from learned import dependence as dp

    y, w, gram = _stored(store)
    found = {
        Estimate.ROWS: dp.second_moment(dp.of_gram(gram[which][:, pair][:, :, pair])),
        Estimate.WIGGLES: dp.second_moment(w[which][:, :, pair]),
        Estimate.SAMPLES: np.cov(y[which][:, pair].T),
    }
    return {name.value: round(float(dp.correlation(S)[0, 1]), 4) for name, S in found.items()}


def _tail(points: Any) -> Row:
    from learned import dependence as dp

    tails = [dp.heavy_tail(points, f) for f in range(points.second.shape[-1])]
    worst = min(tails, key=lambda t: t.effective)
    said = {"effective": worst.effective, "largest share": worst.largest, "tail index": worst.index, "skewness": worst.skewness}
    return said | {"heavy": any(t.heavy for t in tails), "why": "; ".join(dict.fromkeys(t.why for t in tails if t.why))}


def _of_data(row: Row, i: int, j: int, neighbour: str) -> Iterator[Row]:
    for split in pixels.SPLITS:
        s = pixels.pair(split, i, j, neighbour)
        deviations = [short(math.sqrt(n * xx - x * x) / n / WHITE) for n, x, xx in ((s.n, s.a, s.aa), (s.n, s.b, s.bb))]
        centred, uncentred = of_data(split)
        yield row | {"estimate": centred.value, "value": s.correlation, "n": s.n, "deviations": deviations}
        yield row | {"estimate": uncentred.value, "value": s.ab / math.sqrt(s.aa * s.bb), "n": s.n}
