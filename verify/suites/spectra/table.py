"""What the spectra of (1 - t) Dv of flows to MNIST say, from the records of `driftproof measure mnist-ot-x1` and the others.

Counts are means over trajectories with normal intervals at 95 %. Judged: of networks that predict the image most eigenvalues are
near -1 at t = 0.9, and at t = 0.99 more than of those that predict the velocity, from the same sources: their Lipschitz constant is
finite. The span of the first 160 eigenvectors holds more of the secants to the nearest training images than 160 of 784 directions
drawn at random would; near miss: that of the last 160. The eigenvectors of a record are orthonormal; its states are not.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.suites.common import measurement as measured
from verify.suites.common.intervals import at_most, judged, mean, short
from verify.suites.common.measurement import Measurement, Store
from verify.suites.spectra import rivals
from verify.suites.spectra.kinds import NEAR, PAIRS, PIXELS, RANKS, SHOWN, TIMES, Kind
from verify.suites.spectra.measurement import MEASUREMENTS

MOST = PIXELS / 2
ROUNDING = 4 * PIXELS * 2.0**-24  # of eigenvectors in float32: a few units for each of their dimensions
DRAWN = (1, 2, 3, 5, 8, 13, 20, 30, 40, 60, 80, 120, 160, 240, 320, 480, 640, 784)  # ranks of a figure


def rows(seed: int = 0) -> list[Row]:
    base: Row = {"suite": "spectra", "seed": seed, "device": "cpu", "dtype": "float32"}
    stores = {m.model: measured.load(m) for m in MEASUREMENTS}
    found = [row for m in MEASUREMENTS for row in of(base, m, stores[m.model])]
    eigenvalues = {name: store.arrays["eigenvalues"] for name, store in stores.items()}
    return [{k: short(v) for k, v in row.items()} for row in (*found, *fewer(base, eigenvalues), *rivals.rows(base, stores))]


def fewer(base: Row, eigenvalues: Mapping[str, Any]) -> Iterator[Row]:
    """At the last time, trajectory by trajectory from the same sources: a network of finite Lipschitz constant loses its -1."""
    for one, other in PAIRS.items():
        more = near(eigenvalues[one][:, -1], -1) - near(eigenvalues[other][:, -1], -1)
        row = base | {"kind": Kind.FEWER.value, "model": one, "t": TIMES[-1], "n": len(more)}
        yield judged(row, *mean(more.astype(float)), above=0.0)


def near(e: Any, level: int) -> Any:
    """How many of the last axis are within NEAR of it."""
    return (abs(e.astype(float) - level) <= NEAR).sum(-1)


def of(base: Row, measurement: Measurement, store: Store) -> Iterator[Row]:
    base = base | {"model": measurement.model, "seed": store.about["seed"], "n": store.points, "repeat": measurement.command}
    card, a = store.about["card"], store.arrays
    kept = ("parameters", "steps", "loss", "loss_standard_error", "seconds", "device", "threads", "machine", "weights_sha256")
    yield (
        base
        | {"kind": Kind.TRAINED.value, "repeat": card["retrain"]}
        | {key: card[key] for key in kept}
        | {"seconds of measuring": store.about["seconds"]}
    )
    for i, t in enumerate(TIMES):
        yield from _counts(base | {"t": t}, a["eigenvalues"][:, i].astype(float))
        yield reported(base | {"kind": Kind.ASYMMETRY.value, "t": t}, a["asymmetry"][:, i].astype(float))
        profile = np.median(a["eigenvalues"][:, i].astype(float), 0)[[r - 1 for r in DRAWN]]
        yield base | {"kind": Kind.PROFILE.value, "t": t, "ranks": list(DRAWN), "values": [short(float(v)) for v in profile]}
    yield from _secants(base | {"t": SHOWN}, a)
    yield from _orthonormal(base | {"t": SHOWN}, a)
    images = {
        key: [[round(float(v), 3) for v in line] for line in a[key][0].reshape(-1, PIXELS)] for key in ("x", "end", "vectors")
    }
    yield base | {"kind": Kind.VECTORS.value, "t": SHOWN, "ranks": list(RANKS)} | images


def _counts(row: Row, e: Any) -> Iterator[Row]:
    t = row["t"]
    found = {
        Kind.NEAR_MINUS_ONE: near(e, -1),
        Kind.NEAR_ZERO: near(e, 0),
        Kind.BELOW: (e < -1).sum(1),
        Kind.ABOVE: (e > (1 - t) / t).sum(1),
        Kind.LARGEST: e[:, 0],
    }
    for kind, values in found.items():
        line = row | {"kind": kind.value}
        most = kind is Kind.NEAR_MINUS_ONE and t == SHOWN and row["model"] in PAIRS
        yield judged(line, *mean(values), above=MOST) if most else reported(line, values)


def _orthonormal(row: Row, a: Any) -> Iterator[Row]:
    """The largest entry of V V^T - I over blocks; near miss: with the state, as long as they are, for the first."""
    unit = a["x"] / np.linalg.norm(a["x"], axis=1, keepdims=True)
    states = np.concatenate([unit[:, None], a["vectors"][:, 1:]], 1)
    for kind, some, expected in ((Kind.ORTHONORMAL, a["vectors"], Outcome.HOLDS), (Kind.STATES, states, Outcome.REFUTED)):
        V = some.astype(float)
        off = float(abs(V @ V.swapaxes(1, 2) - np.eye(V.shape[1])).max())
        yield at_most(row | {"kind": kind.value}, off, ROUNDING, expected)


def _secants(row: Row, a: Any) -> Iterator[Row]:
    for i, r in enumerate(RANKS):
        for kind, key, expected in ((Kind.FIRST, "first", Outcome.HOLDS), (Kind.LAST, "last", Outcome.REFUTED)):
            line, values = row | {"kind": kind.value, "rank": r}, a[key][:, i].astype(float)
            last = r == RANKS[-1]
            yield judged(line, *mean(values), above=r / PIXELS, expected=expected) if last else reported(line, values)


def reported(row: Row, values: Any) -> Row:
    """The mean over trajectories, and its interval."""
    middle, half = mean(values)
    return row | {"value": middle, "low": middle - half, "high": middle + half}
