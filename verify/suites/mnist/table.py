"""Table 5 and Fig. 3: what J z of a trained flow says of the pixels of MNIST's fives, beside its samples and the data.

    S = E[J J^T],  estimated by rows of J (no directions) and by wiggles J z;   Cov(y) <= S (Poincare)     pixels from 0 to 1

The numbers come from `mnist-fives.safetensors`. Four of its points are computed again: the first two, and two that the seed
chooses. Judged is what has a bound: that they are the same to rounding; that wiggles have the second moment of the rows, given x0
(standard score, its deviation from the rows alone); Cov(y) <= S at every pixel (in standard errors, jackknife over blocks). The
correlations are reported as they are. Intervals: BCa bootstrap at 95 % over source points, which keep their directions together.
Other seeds of its training have the first of these source points.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from learned.flow import cosine
from verify.drawing.tables import Row
from verify.suites.common import measurement as measured
from verify.suites.common.intervals import short
from verify.suites.common.measurement import Store
from verify.suites.common.numerics import rms
from verify.suites.mnist import measurement as fives
from verify.suites.mnist import published, seeds
from verify.suites.mnist.again import POINTS, Now, compared
from verify.suites.mnist.digits import digits
from verify.suites.mnist.kinds import Kind, less, twice
from verify.suites.mnist.neighbours import pairs, scatter
from verify.suites.mnist.poincare import directions, poincare
from verify.suites.mnist.table5 import settling, table5


def rows(seed: int = 0, folder: Path | None = None) -> list[Row]:
    store = measured.load(fives.MEASUREMENT, folder)
    about = store.about
    base: Row = {"suite": "mnist", "model": fives.NAME, "seed": about["seed"], "dtype": about["dtype"], "device": about["device"]}
    base["repeat"] = fives.MEASUREMENT.command
    again = now(store, seed)
    found = [_stored(base, store), *_again(base, store, again), *statistics(base, store), *published.rows(base)]
    found += seeds.rows(base, again.first)
    return [{k: short(v) for k, v in row.items()} for row in found]


def statistics(base: Row, store: Store) -> list[Row]:
    """All that follows from the store alone."""
    parts = (directions, poincare, table5, settling, digits, pairs, scatter)
    return [row for part in parts for row in part(base, store)]


def _stored(base: Row, store: Store) -> Row:
    kept = ("points", "probes", "method", "steps", "times", "seconds", "threads", "machine", "weights_sha256")
    return base | {"kind": Kind.MEASURED.value} | {k: store.about[k] for k in kept}


def now(store: Store, seed: int) -> Now:
    """The first points, and others that the seed chooses."""
    chosen = POINTS * int(np.random.default_rng([seed, 5]).integers(1, store.points // POINTS - 1))
    return Now.of([range(begin, begin + POINTS) for begin in (0, chosen)])


def _again(base: Row, store: Store, found: Now) -> Iterator[Row]:
    """Points at two places once more, in float32 and in float64: their own rounding is the measure."""
    yield from compared(base, store, found)
    first = found.samples[0]
    image = [[round(float(v), 3) for v in line] for line in first.w[0, 0].reshape(28, 28)]
    sample = [[round(float(v), 3) for v in line] for line in first.y[0].reshape(28, 28)]
    yield base | {"kind": Kind.IMAGE.value, "what": "y and J z of point 0, direction 0", "sample": sample, "image": image}
    yield from _solver(base, first)


def _solver(base: Row, first: Any) -> Iterator[Row]:
    """How far the solver is off: y and J z of the first points by other solvers, less those that were measured."""
    made = fives.SETTINGS["steps"]
    others = {
        twice("rk4", made): ("rk4", cosine(2 * made)),
        "rk4, 4 equal steps": ("rk4", 4),
        "euler, 50 equal steps": ("euler", 50),
    }
    for label, (method, steps) in others.items():
        other = fives.sample(range(POINTS), rows=False, method=method, steps=steps)
        for name, a, b in (("y", other.y, first.y), ("J z", other.w, first.w)):
            each = [rms(p - q) / rms(q) for p, q in zip(a, b, strict=True)]
            what = less(name, label, fives.SETTINGS["method"], made)
            row = base | {"kind": Kind.SOLVER.value, "what": what, "value": rms(a - b), "size": rms(b), "n": POINTS}
            yield row | {"relative, median point": float(np.median(each))}
