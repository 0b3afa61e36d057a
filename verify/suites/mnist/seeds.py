"""Table 5 by the small flow trained with other seeds, on the same source points."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from learned import dependence
from verify.drawing.tables import Row
from verify.suites.common import measurement as measured
from verify.suites.common import paired, trainings
from verify.suites.common.measurement import Store
from verify.suites.mnist import measurement as fives
from verify.suites.mnist.again import Now, compared
from verify.suites.mnist.kinds import Estimate, Kind
from verify.suites.mnist.table5 import READINGS, correlated, sources

SHOWN = (Estimate.ROWS, Estimate.SAMPLES)


def rows(base: Row, first: Now, folder: Path | None = None) -> Iterator[Row]:
    """`first`: the first points of the library's network, computed again; they are those of the seed 0."""
    store = measured.load(fives.SEEDS, folder)
    base = base | {"repeat": fives.SEEDS.command}
    told, kept = (base | {"kind": kind.value} for kind in (Kind.SEEDS, Kind.KEPT))
    told |= {"points": store.about["sources"], "seconds of measuring": store.about["seconds"]}
    yield from trainings.losses(told, store, fives.TRAININGS)
    each = of_seeds(store)
    for reading, (i, j) in READINGS.items():
        of = [sources(one, [i, j]) for one in each]
        for name in SHOWN:
            found = [correlated(*s[name], store.about["seed"]) for s in of]
            row = told | {"reading": reading, "what": name.value}
            yield trainings.of_each(row, found)
            gaps = [trainings.NOTHING, *(less(one[name], of[0][name], store.about["seed"]) for one in of[1:])]
            yield trainings.of_each(row | {"what": trainings.less_the_first(name)}, gaps)
    yield from trainings.kept(kept, store, fives.TRAININGS)
    yield from compared(base, each[0], first)


def of_seeds(store: Store) -> list[Store]:
    """The points of each seed, as a store of one network has them."""
    about = {**store.about, "points": store.about["sources"]}
    return [Store(about, {name: store.arrays[name][seed, 0] for name in ("y", "w", "gram")}) for seed in range(store.points)]


def less(one: tuple[Any, bool], first: tuple[Any, bool], seed: int) -> dict[str, float]:
    """The correlation by one network, less that by the first."""
    (a, centred), (b, _) = one, first
    return paired.less(a, b, lambda S: dependence.correlation(S)[..., 0, 1], centred, seed)
