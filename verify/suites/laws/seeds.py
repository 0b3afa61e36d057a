"""What other seeds of training change of the errors of the networks on laws."""

from collections.abc import Iterator
from pathlib import Path

from verify.drawing.tables import Row
from verify.suites.common import measurement as measured
from verify.suites.common import trainings
from verify.suites.common.intervals import judged
from verify.suites.common.measurement import Store
from verify.suites.common.trainings import over_seeds
from verify.suites.laws.kinds import MODELS, Kind
from verify.suites.laws.measurement import ENDS, MEASUREMENT, TRAININGS

SAID = {"velocity": Kind.ERROR, **ENDS}


def rows(base: Row, again: list[Row], folder: Path | None = None) -> Iterator[Row]:
    """Losses and errors, seed by seed; the largest velocity error is judged by the bound that the first one has.

    `again`: the rows of this run, whose errors of the library's networks are those of the seed 0 where the draws are the same.
    """
    store = measured.load(MEASUREMENT, folder)
    base = base | {"repeat": MEASUREMENT.command}
    seeds = base | {"kind": Kind.SEEDS.value}
    yield from trainings.losses(seeds, store, TRAININGS)
    for k, t in enumerate(TRAININGS):
        for key, kind in SAID.items():
            found = store.arrays[key][:, k]
            if kind is Kind.CORRELATION and (found == 1).all():
                continue  # on a line
            row = over_seeds(seeds | {"model": t.model, "precision": t.precision, "what": kind.value}, found)
            bound = MODELS.get(t.model) if kind is Kind.ERROR else None
            yield row if bound is None else judged(row, *_worst(store, k), below=bound)
    base = base | {"kind": Kind.KEPT.value}
    yield from trainings.kept(base, store, TRAININGS)
    if base["seed"] == MEASUREMENT.settings["seed"]:
        own = [k for k, t in enumerate(TRAININGS) if t.own]
        now = {(r["model"], r["kind"]): r["value"] for r in again if "model" in r and "value" in r}
        for key, kind in SAID.items():
            here = {k: now[TRAININGS[k].model, kind] for k in own if (TRAININGS[k].model, kind) in now}
            yield from trainings.found_again(base, store.arrays[key][:, list(here)], list(here.values()), kind.value)


def _worst(store: Store, k: int) -> tuple[float, float]:
    """The largest error of a velocity over the seeds, and half its interval."""
    seed = int(store.arrays["velocity"][:, k].argmax())
    return float(store.arrays["velocity"][seed, k]), float(store.arrays["half"][seed, k])
