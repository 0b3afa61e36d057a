"""Any two pixels of a digit: their correlation in the data; and, of fives, by S = E[J J^T] and of the samples of the flow.

Neighbours of fives are read off what was kept; other pixels of fives are measured at a few source points. No flow of another digit
comes with the library: which training would make one is said instead.
"""

import math
import re
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from learned import dependence
from learned.data import mnist
from verify.drawing.tables import Table
from verify.papers.causality_delta import pixels
from verify.suites.common import measurement as measured
from verify.suites.common.intervals import Z
from verify.suites.mnist import measurement as fives
from verify.suites.mnist.kinds import Estimate, of_data
from verify.suites.mnist.neighbours import SIDE, neighbours
from verify.suites.mnist.poincare import left_out

FIVE, POINTS = 5, 32  # source points that are measured, unless asked for more
NOT_RUN = " Of a flow: not run, for none of this digit comes with the library; train one with --set data.digits=[{}]."
Pixel = tuple[int, int]


def asked(given: Mapping[str, Any]) -> Table:
    """`pixels`: two of [row, column]; `digit`: 0 to 9, 5 where left out; `points`: how many to measure."""
    if "pixels" not in given or "pair" in given:
        raise ValueError("mnist-fives has pixels: ask --pixels ROW,COLUMN ROW,COLUMN, and --digit N for others than fives")
    a, b = sorted(map(pixel, given["pixels"]))
    digit, points = given.get("digit", FIVE), given.get("points", POINTS)
    if a == b:
        raise ValueError(f"--pixels {' '.join(given['pixels'])}: a pixel correlates with itself; name two")
    if not 0 <= digit <= 9:
        raise ValueError(f"--digit {digit}: give 0 to 9")
    if points < 2:
        raise ValueError(f"--points {points}: give 2 or more source points")
    body = [*(_of_flow(a, b, points) if digit == FIVE else ()), *_of_data(a, b, digit)]
    said = f"Pixels {list(a)} and {list(b)}, [row, column], of the digit {digit}." + (
        "" if digit == FIVE else NOT_RUN.format(digit)
    )
    return Table(["of", "correlation", "95 % from", "to", "n"], body, said)


def pixel(text: str) -> Pixel:
    """[row, column] from "8,14"."""
    found = re.fullmatch(r"(\d+),(\d+)", text)
    if not found or not all(int(n) < SIDE for n in found.groups()):
        raise ValueError(f"--pixels {text!r}: give row,column, each from 0 to {SIDE - 1}, e.g. 8,14")
    return int(found[1]), int(found[2])


def _of_flow(a: Pixel, b: Pixel, points: int) -> Iterator[list[Any]]:
    if beside := _beside(a, b):
        store = measured.load(fives.MEASUREMENT)
        for which, name in enumerate((Estimate.WIGGLES, Estimate.SAMPLES)):
            value, error = left_out(store, partial(_kept, store, beside, which, a))
            yield [name.value, float(value), float(value - Z * error), float(value + Z * error), store.points]
        return
    sample, at = fives.sample(range(points), rows=False), [SIDE * i + j for i, j in (a, b)]
    for name, of, centred in ((Estimate.WIGGLES, sample.w, False), (Estimate.SAMPLES, sample.y[:, None], True)):
        r = dependence.bootstrap(dependence.of_wiggles(of[..., at]), _correlation, centred=centred)
        yield [name.value, float(r.value), float(r.low), float(r.high), points]


def _beside(a: Pixel, b: Pixel) -> str | None:
    """Which neighbour of a b is, if it is one."""
    return {step: name for name, step in pixels.DOWN_RIGHT.items()}.get((b[0] - a[0], b[1] - a[1]))


def _exactly(split: str, a: Pixel, beside: str) -> float | None:
    """None where one of them is constant."""
    r = float(pixels.correlation(split, beside)[a])
    return None if math.isnan(r) else r


def _kept(store: measured.Store, beside: str, which: int, a: Pixel, blocks: Any) -> float:
    return float(neighbours(store, beside, blocks)[which][a])


def _correlation(S: Any) -> Any:
    return dependence.correlation(S)[..., 0, 1]


def _of_data(a: Pixel, b: Pixel, digit: int) -> Iterator[list[Any]]:
    """Exactly, over all images of a split; of neighbours in fives from the sums that come with the library."""
    beside = _beside(a, b) if digit == FIVE else None
    for split in pixels.SPLITS:
        if beside:
            yield [of_data(split)[0].value, _exactly(split, a, beside), None, None, pixels.number(split)]
            continue
        x = mnist(split=split, digits=[digit]).x[:, 0].numpy().astype(float)
        r = np.corrcoef(x[:, *a], x[:, *b])[0, 1] if math.prod(x[:, *p].std() for p in (a, b)) else None
        yield [of_data(split)[0].value, r, None, None, len(x)]
