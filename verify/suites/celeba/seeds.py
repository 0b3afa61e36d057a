"""Table 6 by the flow trained with other seeds, on the same source points and through the same classifier."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from learned import dependence
from learned.dependence import Points
from verify.drawing.tables import Row
from verify.suites.celeba.attributes import PAIR, correlated, narrowed, of_pair, of_values
from verify.suites.celeba.kinds import RANKED, Estimate, Kind
from verify.suites.celeba.measurement import SEEDS, TRAININGS
from verify.suites.celeba.pairs import compared
from verify.suites.common import paired, trainings
from verify.suites.common.measurement import Arrays, Store

ITSELF = {"value": 1.0, "low": 1.0, "high": 1.0}  # the seed 0, ranked as by the seed 0


@dataclass(frozen=True, eq=False)
class Asked:
    """A correlation of two features, given a third or not, of one seed."""

    points: Points
    at: tuple[int, int]
    given: int | None = None
    centred: bool = False

    def found(self, seed: int) -> Row:
        return correlated("", self.points, self.at, self.centred, seed, self.given)

    def less(self, first: "Asked", seed: int) -> Row:
        pick = [*self.at, *([] if self.given is None else [self.given])]
        a, b = (narrowed(points, pick) for points in (self.points, first.points))
        return paired.less(a, b, partial(of_pair, given=self.given is not None), self.centred, seed)


def asked(arrays: Arrays) -> dict[Estimate, Asked]:
    """What is told of 28 and 30."""
    rows = dependence.of_gram(arrays["gram"])
    return {
        Estimate.ROWS: Asked(rows, (1, 2)),
        Estimate.ROWS_PARTIAL: Asked(rows, (1, 2), given=0),
        Estimate.LOGITS: Asked(of_values(arrays["y"]), PAIR, centred=True),
    }


def rows(store: Store, seed: int) -> Iterator[Row]:
    told = {"kind": Kind.SEEDS.value, "points": store.about["sources"], "seconds of measuring": store.about["seconds"]}
    told |= {"repeat": SEEDS.command}
    yield from trainings.losses(told, store, TRAININGS)
    each = of_seeds(store)
    of = [asked(one) for one in each]
    for what, first in of[0].items():
        yield trainings.of_each(told | {"what": what.value}, [one[what].found(seed) for one in of])
        gaps = [trainings.NOTHING, *(one[what].less(first, seed) for one in of[1:])]
        yield trainings.of_each(told | {"what": trainings.less_the_first(what)}, gaps)
    S = [dependence.of_wiggles(one["w"].astype(float)) for one in each]
    alike = [ITSELF, *(compared(paired.paired(S[0], s), centred=False) for s in S[1:])]
    yield trainings.of_each(told | {"what": RANKED}, alike)
    yield from trainings.kept({"kind": Kind.JUDGED.value, "repeat": SEEDS.command}, store, TRAININGS)


def of_seeds(store: Store) -> list[Arrays]:
    """The points of each seed, as a store of one network has them."""
    return [{name: store.arrays[name][seed, 0] for name in ("y", "w", "length", "gram")} for seed in range(store.points)]
