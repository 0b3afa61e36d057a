"""Table 5 and Fig. 3: what J z of a trained flow says of the pixels of MNIST's fives, beside its samples and the data.

    S = E[J J^T],  estimated by rows of J (no directions) and by wiggles J z;   Cov(y) <= S (Poincare)     pixels from 0 to 1

The numbers come from `verify/measured/mnist-fives`. Two chunks of its points are computed again: the first, and one that the seed
chooses. Judged is what has a bound: that they are the same to rounding; that wiggles have the second moment of the rows, given x0
(standard score, its deviation from the rows alone); Cov(y) <= S at every pixel (in standard errors, jackknife over blocks). The
correlations are reported as they are. Intervals: BCa bootstrap at 95 % over source points, which keep their directions together.
"""

import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from verify import measured
from verify.claim import Outcome
from verify.measured import Store, fives
from verify.published import pixels

READINGS = {"[8,14], [8,15]": (0, 1), "[14,8], [15,8]": (2, 3)}  # [row, column]; the published code has the first
NEIGHBOUR = {"[8,14], [8,15]": (8, 14, "right"), "[14,8], [15,8]": (14, 8, "below")}
PRINTED = {"estimated, as printed": 0.8674, "data, as printed": 0.8813}
SAMPLES = 320  # of the published code
ROUNDINGS = 4.0  # two float32 runs are off float64 by as much each, root mean square: sqrt(2) of it apart
SIGMAS = 5.0
ALARM = 1e-6
LEAST = 0.1  # deviation of a pixel of the data, from which on its correlations are shown
SHOWN = 640  # source points of the scatter plots
Row = dict[str, Any]


def rows(seed: int = 0, folder: Path = measured.FOLDER) -> list[Row]:
    store = measured.load(fives.MEASUREMENT, folder)
    about = store.about
    base: Row = {"suite": "mnist", "model": fives.NAME, "seed": about["seed"], "dtype": about["dtype"], "device": about["device"]}
    base["repeat"] = fives.MEASUREMENT.command
    again = list(_again(base, store, seed))
    found = [_stored(base, store), *again, *statistics(base, store), _not_run(base)]
    return [{k: _short(v) for k, v in row.items()} for row in found]


def statistics(base: Row, store: Store) -> list[Row]:
    """All that follows from the store alone."""
    parts = (_directions, _poincare, _table5, _settling, _pairs, _scatter)
    return [row for part in parts for row in part(base, store)]


def decide(table: list[Row]) -> tuple[Outcome, str]:
    """Is every outcome the expected one? UNDECIDED on NaN, or if nothing is judged."""
    judged = [r for r in table if "expected" in r]
    for r in judged:
        if r["outcome"] != r["expected"]:
            undecided = r["outcome"] == Outcome.UNDECIDED
            return (
                Outcome.UNDECIDED if undecided else Outcome.REFUTED,
                f"{r['kind']}, {r.get('what', '')}: {r['value']:.4g}, bound {r['bound']:.4g}",
            )
    return (Outcome.HOLDS, "") if judged else (Outcome.UNDECIDED, "no rows")


def _short(value: Any) -> Any:
    return float(f"{value:.6g}") if isinstance(value, float) else value


def _judged(row: Row, value: float, bound: float, expected: Outcome = Outcome.HOLDS) -> Row:
    outcome = Outcome.HOLDS if value <= bound else Outcome.REFUTED if value > bound else Outcome.UNDECIDED
    return row | {"value": float(value), "bound": float(bound), "outcome": outcome.value, "expected": expected.value}


def _stored(base: Row, store: Store) -> Row:
    about = {k: store.about[k] for k in ("points", "probes", "method", "steps", "seconds", "threads", "machine", "weights_sha256")}
    return base | {"kind": "measured"} | about


def _not_run(base: Row) -> Row:
    row = base | {"kind": "not run", "model": "paper-mnist-fives", "what": "Table 2's network, 10 001 steps: needs a GPU"}
    return row | {"repeat": "driftproof train paper-mnist-fives --device cuda", "device": "", "dtype": ""}


def _rms(a: Any) -> float:
    return float(np.sqrt(np.mean(np.asarray(a, dtype=float) ** 2)))


def _again(base: Row, store: Store, seed: int) -> Iterator[Row]:
    """Two chunks of source points once more, in float32 and in float64: a chunk's own rounding is the measure."""
    size = fives.CHUNK
    chosen = int(np.random.default_rng([seed, 5]).integers(1, store.points // size))
    samples = {begin: fives.sample(range(begin, begin + size)) for begin in (0, chosen * size)}
    for begin, sample in samples.items():
        found, fine = fives.kept(sample), fives.kept(fives.sample(range(begin, begin + size), "float64"))
        for name in ("y", "w", "gram"):
            gap, bound = _rms(found[name] - store.arrays[name][begin : begin + size]), ROUNDINGS * _rms(found[name] - fine[name])
            row = base | {"what": f"{name} at points {begin} to {begin + size - 1}", "n": size, "size": _rms(found[name])}
            yield _judged(row | {"kind": "computed again"}, gap, bound)
            if begin == 0 and name == "w":
                wrong = _rms(found[name] - store.arrays[name][size : 2 * size])
                yield _judged(row | {"kind": "near miss: the next points"}, wrong, bound, Outcome.REFUTED)
    first = samples[0]
    image = [[round(float(v), 3) for v in line] for line in first.w[0, 0].reshape(28, 28)]
    sample = [[round(float(v), 3) for v in line] for line in first.y[0].reshape(28, 28)]
    yield base | {"kind": "derivative image", "what": "y and J z of point 0, direction 0", "sample": sample, "image": image}
    yield from _solver(base, first)


def _solver(base: Row, first: Any, points: int = 4) -> Iterator[Row]:
    """How far the solver is off: y and J z of the first points by other solvers, less those that were measured."""
    for method, steps in (("rk4", 8), ("euler", 50)):
        other = fives.sample(range(points), rows=False, method=method, steps=steps)
        for name, a, b in (("y", other.y, first.y[:points]), ("J z", other.w, first.w[:points])):
            what = f"{name}: {method}, {steps} steps, less {fives.SETTINGS['method']}, {fives.SETTINGS['steps']} steps"
            each = [_rms(p - q) / _rms(q) for p, q in zip(a, b, strict=True)]
            row = base | {"kind": "solver", "what": what, "value": _rms(a - b), "size": _rms(b), "n": points}
            yield row | {"relative, median point": float(np.median(each))}


def _lengths(store: Store) -> Any:
    """|z|, (N, k): drawn again, without the network."""
    from learned import dependence

    size = 256
    parts = []
    for i in range(0, store.points, size):
        index = range(i, min(store.points, i + size))
        z = dependence.draw(store.about["seed"], index, fives.SHAPE, store.about["probes"])[1]
        parts.append(np.sqrt((z.reshape(*z.shape[:2], -1) ** 2).sum(-1)).T)
    return np.concatenate(parts)


def _directions(base: Row, store: Store) -> Iterator[Row]:
    """E[w_i w_j | x0] = gram_ij, Var[w_i w_j | x0] = gram_ii gram_jj + gram_ij^2: each point standardised."""
    w, gram = (store.arrays[k].astype(float) for k in ("w", "gram"))
    k, d = w.shape[1], math.prod(fives.SHAPE)
    diagonal = np.einsum("nii->ni", gram)
    deviation = np.sqrt((diagonal[:, :, None] * diagonal[:, None, :] + gram**2) / k)
    unit = w / _lengths(store)[..., None]
    for kind, a, expected in (
        ("wiggles have the second moment of the rows", w, Outcome.HOLDS),
        ("near miss: unit directions, without d", unit, Outcome.REFUTED),
        ("unit directions, times d", unit * math.sqrt(d), Outcome.HOLDS),
    ):
        score = np.abs(((np.einsum("nki,nkj->nij", a, a) / k - gram) / deviation).sum(0)) / math.sqrt(len(w))
        what = "four pixels, the largest standard score"
        yield _judged(base | {"kind": kind, "what": what, "n": len(w), "unit": "standard errors"}, score.max(), SIGMAS, expected)


def moments(store: Store, what: str, which: Any = slice(None)) -> dict[str, Any]:
    """Of blocks `which`: means of x, xx, right, below over the points ("y") or over points and directions ("w")."""
    n = len(store.arrays["y xx"][which]) * store.about["block"] * (store.about["probes"] if what == "w" else 1)
    return {name: store.arrays[f"{what} {name}"][which].astype(float).sum(0) / n for name in ("x", "xx", "right", "below")}


def _left_out(store: Store, statistic: Any) -> tuple[Any, Any]:
    """The statistic of all blocks, and its jackknife standard error over blocks."""
    blocks = len(store.arrays["y xx"])
    left = np.array([statistic(np.arange(blocks) != b) for b in range(blocks)])
    return statistic(slice(None)), np.sqrt((blocks - 1) / blocks * ((left - left.mean(0)) ** 2).sum(0))


def _poincare(base: Row, store: Store) -> Iterator[Row]:
    """min over pixels of (S_ii - Var y_i)/standard error >= -q: Student's quantile at 1e-6 over all pixels, blocks - 1 degrees."""
    from scipy.stats import t

    seen, d = pixels.variance("train") > (LEAST * 255) ** 2, math.prod(fives.SHAPE)

    def excess(which: Any, scale: float = 1.0) -> Any:
        y, w = moments(store, "y", which), moments(store, "w", which)
        return (scale * w["xx"] - (y["xx"] - y["x"] ** 2))[seen]

    bound = float(t.isf(ALARM / seen.sum(), len(store.arrays["y xx"]) - 1))
    row = base | {"n": store.points, "what": f"the farthest of {seen.sum()} pixels", "unit": "standard errors"}
    for kind, scale, expected in (
        ("Cov(y) <= S", 1.0, Outcome.HOLDS),
        ("near miss: Cov(y) <= S of unit directions, without d", 1 / d, Outcome.REFUTED),
    ):
        gap, error = _left_out(store, lambda which, c=scale: excess(which, c))
        yield _judged(row | {"kind": kind}, (-gap / error).max(), bound, expected)
    y, w = moments(store, "y"), moments(store, "w")
    ratio = np.sqrt((w["xx"] / (y["xx"] - y["x"] ** 2))[seen])
    yield base | {"kind": "deviation of S over that of samples", "what": "median over pixels", "value": float(np.median(ratio))}


def _table5(base: Row, store: Store) -> Iterator[Row]:
    from learned import dependence as dp

    y, w, gram = (store.arrays[k].astype(float) for k in ("y", "w", "gram"))
    lengths = _lengths(store)
    for reading, (i, j) in READINGS.items():
        pair = [i, j]
        row = base | {"kind": "Table 5", "reading": reading, "n": store.points}
        sources = {
            "S by rows of J": (dp.of_gram(gram[:, pair][:, :, pair]), False),
            "S by wiggles": (dp.of_wiggles(w[:, :, pair]), False),
            "S by wiggles, centred": (dp.of_wiggles(w[:, :, pair]), True),
            "samples": (dp.of_wiggles(y[:, None, pair]), True),
            "samples, uncentred": (dp.of_wiggles(y[:, None, pair]), False),
        }
        for name, (points, centred) in sources.items():
            r = dp.bootstrap(points, lambda S: dp.correlation(S)[..., 0, 1], centred=centred, seed=store.about["seed"])
            s = dp.bootstrap(points, dp.deviations, centred=centred, seed=store.about["seed"])
            found = {"estimate": name, "value": float(r.value), "low": float(r.low), "high": float(r.high)}
            if name != "samples, uncentred":
                found |= {"deviations": [_short(float(v)) for v in s.value]}
                found |= {
                    "deviations low": [_short(float(v)) for v in s.low],
                    "deviations high": [_short(float(v)) for v in s.high],
                }
            yield row | found | _tail(points if name.startswith("S") else None)
        code = dp.readings(w[:, :, pair], lengths, 1e-2)["code"]
        yield row | {"estimate": "as coded: centred, unit directions, undivided", "value": float(dp.correlation(code)[0, 1])}
        yield from _of_data(row, *NEIGHBOUR[reading])
    printed, data = PRINTED.values()
    error = (1 - printed**2) / math.sqrt(SAMPLES)
    row = base | {
        "kind": "what 320 samples resolve",
        "what": "(1 - r^2)/sqrt(320), r = .8674; the printed gap in these",
        "n": SAMPLES,
    }
    yield row | {"value": error, "gap": data - printed, "ratio": (data - printed) / error}
    trace = dp.of_gram(store.arrays["trace"].astype(float)[:, None, None])
    yield base | {"kind": "tail", "what": "|J z|^2 over all pixels", "n": store.points} | _tail(trace)


def _settling(base: Row, store: Store) -> Iterator[Row]:
    """The correlations of the first n points, n doubled each time; and those of batches as large as the published one."""
    from learned import dependence as dp

    y, w, gram = (store.arrays[k].astype(float) for k in ("y", "w", "gram"))
    for reading, (i, j) in READINGS.items():
        pair = [i, j]

        def both(n: Any, pair: list[int] = pair) -> Row:
            by_rows = dp.second_moment(dp.of_gram(gram[n][:, pair][:, :, pair]))
            by_wiggles = dp.second_moment(w[n][:, :, pair])
            found = {"S by rows of J": by_rows, "S by wiggles": by_wiggles, "samples": np.cov(y[n][:, pair].T)}
            return {name: round(float(dp.correlation(S)[0, 1]), 4) for name, S in found.items()}

        sizes = [*(2**k for k in range(6, 20) if 2**k < store.points), store.points]
        for size in sizes:
            yield base | {"kind": "settling", "reading": reading, "n": size} | both(slice(size))
        for begin in range(0, store.points - SAMPLES + 1, SAMPLES):
            yield (
                base
                | {"kind": "batch of 320", "reading": reading, "n": SAMPLES, "from": begin}
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
        deviations = [_short(math.sqrt(n * xx - x * x) / n / 255) for n, x, xx in ((s.n, s.a, s.aa), (s.n, s.b, s.bb))]
        yield row | {"estimate": f"data, {split}", "value": s.correlation, "n": s.n, "deviations": deviations}
        yield row | {"estimate": f"data, {split}, uncentred", "value": s.ab / math.sqrt(s.aa * s.bb), "n": s.n}


def neighbours(store: Store, neighbour: str, which: Any = slice(None)) -> tuple[Any, Any]:
    """Of every pixel and its neighbour: correlation by S, and of the samples; (28, 27) or (27, 28)."""
    y, w = moments(store, "y", which), moments(store, "w", which)
    di, dj = pixels.DOWN_RIGHT[neighbour]
    a, b = (slice(28 - di), slice(28 - dj)), (slice(di, 28), slice(dj, 28))
    v = y["xx"] - y["x"] ** 2
    with np.errstate(divide="ignore", invalid="ignore"):
        S = w[neighbour] / np.sqrt(w["xx"][a] * w["xx"][b])
        return S, (y[neighbour] - y["x"][a] * y["x"][b]) / np.sqrt(v[a] * v[b])


def _pairs(base: Row, store: Store) -> Iterator[Row]:
    """All neighbours whose pixels vary in the data: their correlations, and how well they are ordered and met."""
    from scipy.stats import spearmanr

    deviation = np.sqrt(pixels.variance("train")) / 255
    seen = {}
    for name, (di, dj) in pixels.DOWN_RIGHT.items():
        seen[name] = (deviation[: 28 - di, : 28 - dj] >= LEAST) & (deviation[di:, dj:] >= LEAST)
    data = {split: np.concatenate([pixels.correlation(split, n)[seen[n]] for n in seen]) for split in pixels.SPLITS}

    def both(which: Any) -> Any:
        return [np.concatenate([neighbours(store, n, which)[k][seen[n]] for n in seen]) for k in (0, 1)]

    found = dict(zip(("S by wiggles", "samples"), both(slice(None)), strict=True))
    listed = {name: [round(float(v), 4) for v in r] for name, r in {**found, **{f"data, {s}": r for s, r in data.items()}}.items()}
    places = [[int(i), int(j), int(n == "below")] for n in seen for i, j in np.argwhere(seen[n])]
    yield base | {"kind": "pairs", "what": "[row, column, 0 right or 1 below]", "places": places, "n": len(places)} | listed
    measures: dict[str, Any] = {
        "rank correlation with the training data": lambda r: float(spearmanr(r, data["train"]).statistic),
        "median distance from the training data": lambda r: float(np.median(np.abs(r - data["train"]))),
        "median difference from the training data": lambda r: float(np.median(r - data["train"])),
    }
    for index, name in ((0, "S by wiggles"), (1, "samples"), (None, "data, test")):
        for what, statistic in measures.items():
            row = base | {"kind": "all neighbours", "estimate": name, "what": what, "n": len(places)}
            if index is None:
                yield row | {"value": statistic(data["test"])}
            else:
                value, error = _left_out(store, lambda which, f=statistic, i=index: f(both(which)[i]))
                yield row | {"value": float(value), "error": float(error)}


def _scatter(base: Row, store: Store) -> Iterator[Row]:
    """Fig. 3: values of the pair in samples, and J z at the pair, of the first points."""
    pair = list(READINGS["[8,14], [8,15]"])
    for name, a in (("samples", store.arrays["y"][:SHOWN, pair]), ("J z", store.arrays["w"][:SHOWN, 0][:, pair])):
        xy = [[round(float(v), 3) for v in column] for column in a.T]
        yield base | {"kind": "scatter", "what": name, "n": len(a), "x": xy[0], "y": xy[1]}
