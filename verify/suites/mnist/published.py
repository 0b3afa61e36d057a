"""The network of the paper, trained here as published; its weights are not kept, so what is said follows from the record.

Judged is what the record must hold whatever the network: the second moment of wiggles given x0, Cov(y) <= S. Where the weights are,
the first points are computed again, and must be the same to rounding; the points after them are not.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from verify.drawing.tables import Row
from verify.suites.common import measurement as measured
from verify.suites.common.measurement import Store
from verify.suites.mnist import measurement as fives
from verify.suites.mnist.again import POINTS, compared
from verify.suites.mnist.kinds import Kind
from verify.suites.mnist.neighbours import pairs, scatter
from verify.suites.mnist.poincare import directions, poincare
from verify.suites.mnist.table5 import settling, table5

AS_PRINTED = ["network.multipliers=[1,2,4,8,16]", "network.decoder=[8,4,2,1]", "network.bilinear=false"]


def rows(base: Row, folder: Path | None = None) -> Iterator[Row]:
    store = measured.load(fives.PUBLISHED, folder)
    base = base | {"model": fives.PAPER, "repeat": fives.PUBLISHED.command}
    yield trained(base, store)
    for part in (directions, poincare, table5, settling, pairs, scatter):
        yield from part(base, store)
    yield from again(base, store)
    yield not_run(base)


def trained(base: Row, store: Store) -> Row:
    """The network by its card, how it was trained, and how long that and the measurement took."""
    card, about = store.about["card"], store.about
    kept = ("parameters", "steps", "loss", "loss_standard_error", "device", "threads", "machine", "weights_sha256")
    row = base | {"kind": Kind.TRAINED.value, "repeat": card["retrain"], "dtype": "float32"} | {key: card[key] for key in kept}
    row |= {"seconds": card["seconds"], "losses": about["losses"]}
    return row | {"points": about["points"], "probes": about["probes"], "seconds of measuring": about["seconds"]}


def again(base: Row, store: Store) -> Iterator[Row]:
    """The first points once more, in float32 and in float64, where a training has left these weights."""
    run = fives.PUBLISHED.usual()
    if run is None or not _same(run, store):
        said = f"not computed again: these weights are not here, and `{fives.PUBLISHED.trained_by}` rounds as its machine does"
        yield base | {"kind": Kind.AGAIN.value, "what": "the first points", "note": said}
        return
    samples, fine = ([fives.sample(range(POINTS), dtype, network=run)] for dtype in ("float32", "float64"))
    yield from compared(base, store, np.arange(POINTS), samples, fine)


def _same(run: Path, store: Store) -> bool:
    """Has a training left these weights there?"""
    try:
        return bool(fives.PUBLISHED.about(run)["weights_sha256"] == store.about["weights_sha256"])
    except ValueError:
        return False


def not_run(base: Row) -> Row:
    """Table 2 as it is printed; the published code has other widths, and with these it cannot run."""
    row = base | {"kind": Kind.NOT_RUN.value, "model": f"{fives.PAPER}, as Table 2 prints it", "device": "", "dtype": ""}
    command = " ".join([fives.PUBLISHED.trained_by, *(f"--set {change}" for change in AS_PRINTED)])
    return row | {"what": "multipliers (1, 2, 4, 8, 16) and transposed convolutions", "repeat": command}
