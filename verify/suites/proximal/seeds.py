"""What other seeds of training change near the end of time: the part that should be -1."""

from collections.abc import Iterator
from pathlib import Path

from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.suites.common import measurement as measured
from verify.suites.common import trainings
from verify.suites.common.intervals import judged
from verify.suites.common.trainings import over_seeds
from verify.suites.proximal.kinds import LATE, NEAR, SHAPES, TRAINED, Field, Kind
from verify.suites.proximal.measurement import MEASUREMENT, TRAININGS


def rows(base: Row, again: list[Row], folder: Path | None = None) -> Iterator[Row]:
    """Of each network the mean part, seed by seed; judged is the seed that speaks most against what is expected.

    `again`: the rows of this run, whose means of the library's networks are those of the seed 0 where the sources are the same.
    """
    store = measured.load(MEASUREMENT, folder)
    base = base | {"repeat": MEASUREMENT.command}
    seeds = base | {"kind": Kind.SEEDS.value}
    yield from trainings.losses(seeds, store, TRAININGS)
    for k, t in enumerate(TRAININGS):
        shape, field = TRAINED[t.model]
        means, expected = store.arrays["late"][:, k], Outcome.REFUTED if field is Field.VELOCITY else Outcome.HOLDS
        row = over_seeds(seeds | {"model": t.model, "what": f"mean {SHAPES[shape][0]} part at t = {LATE}"}, means)
        row |= {"shape": shape, "field": field.value}
        off = abs(means + 1)
        worst = int(off.argmin() if expected is Outcome.REFUTED else off.argmax())
        half = float(store.arrays["half"][worst, k])
        yield judged(row | {"precision": t.precision}, float(off[worst]), half, below=NEAR, expected=expected)
    yield from trainings.kept(base | {"kind": Kind.KEPT.value}, store, TRAININGS)
    if base["seed"] == MEASUREMENT.settings["seed"]:
        late = (r for r in again if r["kind"] == Kind.EIGENVALUE and r["t"] == LATE)
        now = {(r["shape"], r["field"], r["part"]): r["value"] for r in late}
        values = [now[shape, field, SHAPES[shape][0]] for shape, field in map(TRAINED.__getitem__, (t.model for t in TRAININGS))]
        yield from trainings.found_again(base | {"kind": Kind.KEPT.value}, store.arrays["late"], values, f"means at t = {LATE}")
