"""The paper's networks, trained here; their weights are not kept, so what is said follows from the records, where there are any.

Judged is what the record must hold whatever the network: the second moment of wiggles given x0, Cov(y) <= S. Where the weights are,
the first points are computed again, and must be the same to rounding; the points after them are not.
"""

from collections.abc import Iterator
from pathlib import Path

from learned.preset import read
from verify.drawing.tables import Row
from verify.suites.common import elsewhere
from verify.suites.common import measurement as measured
from verify.suites.common.measurement import Measurement, Store
from verify.suites.mnist import measurement as fives
from verify.suites.mnist.again import POINTS, Now, compared
from verify.suites.mnist.kinds import Kind
from verify.suites.mnist.neighbours import pairs, scatter
from verify.suites.mnist.poincare import directions, poincare
from verify.suites.mnist.table5 import settling, table5


def rows(base: Row, folder: Path | None = None) -> Iterator[Row]:
    for name, measurement in fives.PUBLISHED.items():
        store = measured.recorded(measurement, folder)
        mine = base | {"model": name}
        yield from [not_run(mine, measurement)] if store is None else of(mine, measurement, store)


def of(base: Row, measurement: Measurement, store: Store) -> Iterator[Row]:
    base = base | {"repeat": measurement.command}
    yield trained(base, store)
    for part in (directions, poincare, table5, settling, pairs, scatter):
        yield from part(base, store)
    yield from again(base, measurement, store)


def trained(base: Row, store: Store) -> Row:
    """The network by its card, how it was trained, and how long that and the measurement took."""
    card, about = store.about["card"], store.about
    kept = ("parameters", "steps", "loss", "loss_standard_error", "device", "threads", "machine", "weights_sha256")
    dtype = elsewhere.dtype(card["retrain"])
    row = base | {"kind": Kind.TRAINED.value, "repeat": card["retrain"], "dtype": dtype} | {key: card[key] for key in kept}
    row |= {"seconds": card["seconds"], "losses": about["losses"]}
    return row | {"points": about["points"], "probes": about["probes"], "seconds of measuring": about["seconds"]}


def again(base: Row, measurement: Measurement, store: Store) -> Iterator[Row]:
    """The first points once more, in float32 and in float64, where a training has left these weights."""
    run = measurement.usual()
    if run is None or not _same(measurement, run, store):
        said = f"not computed again: these weights are not here, and `{measurement.trained_by}` rounds as its machine does"
        yield base | {"kind": Kind.AGAIN.value, "what": "the first points", "note": said}
        return
    yield from compared(base, store, Now.of([range(POINTS)], run))


def _same(measurement: Measurement, run: Path, store: Store) -> bool:
    """Has a training left these weights there?"""
    try:
        return bool(measurement.about(run)["weights_sha256"] == store.about["weights_sha256"])
    except ValueError:
        return False


def not_run(base: Row, measurement: Measurement) -> Row:
    about = read(measurement.model).about
    return base | {"kind": Kind.NOT_RUN.value, "what": about, "repeat": measurement.made_by, "device": "", "dtype": ""}
