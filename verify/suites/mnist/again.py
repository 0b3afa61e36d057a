"""Points of a store computed again: the same to the rounding of float32, which float64 tells; other points of it are not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.suites.common.intervals import at_most
from verify.suites.common.measurement import Store
from verify.suites.common.numerics import alike, rms
from verify.suites.mnist import measurement as fives
from verify.suites.mnist.kinds import Kind

POINTS = 2  # of each place where a store is computed again


@dataclass(frozen=True, eq=False)
class Now:
    """Samples at some places, a range of points each, in float32 and in float64."""

    places: Sequence[range]
    samples: Sequence[Any]
    fine: Sequence[Any]

    @classmethod
    def of(cls, places: Sequence[range], network: str | Path = fives.NAME) -> "Now":
        of = ([fives.sample(place, dtype, network=network) for place in places] for dtype in ("float32", "float64"))
        return cls(places, *of)

    @property
    def first(self) -> "Now":
        return Now(self.places[:1], self.samples[:1], self.fine[:1])


def compared(base: Row, store: Store, found: Now) -> Iterator[Row]:
    """What was found once more beside the store; and beside other points of it."""
    at = np.concatenate(found.places)
    for name in ("y", "w", "gram"):
        now, exact = (np.concatenate([fives.kept(sample)[name] for sample in some]) for some in (found.samples, found.fine))
        gap, bound = rms(now - store.arrays[name][at]), alike(len(at)) * rms(now - exact)
        row = base | {"what": f"{name} at points {', '.join(map(str, at))}", "n": len(at), "size": rms(now)}
        yield at_most(row | {"kind": Kind.AGAIN.value}, gap, bound)
        if name == "w":
            wrong = rms(now - store.arrays[name][at + POINTS])
            yield at_most(row | {"kind": Kind.NEXT.value}, wrong, bound, Outcome.REFUTED)
