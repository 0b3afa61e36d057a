"""What other seeds of training, and training in bfloat16, change: the loss and the share of pairs that are reproduced."""

from collections.abc import Iterator
from pathlib import Path

from verify.drawing.tables import Row, Table
from verify.suites.common import measurement as measured
from verify.suites.common import trainings
from verify.suites.common.intervals import at_most, judged
from verify.suites.common.measurement import Store
from verify.suites.common.trainings import BFLOAT16, FLOAT32, LOSS, Training, each, less, over_seeds
from verify.suites.memorisation.kinds import CROSSING, Kind
from verify.suites.memorisation.measurement import CROSSED, MEASUREMENT, STEPS, TRAININGS


def rows(base: Row, again: list[Row], folder: Path | None = None) -> Iterator[Row]:
    """`again`: the rows of this run that tell the shares of the library's networks. ValueError where the store is damaged."""
    yield from _pairs(base | {"repeat": MEASUREMENT.command}, measured.load(MEASUREMENT, folder), again)
    yield from _crossed(base | {"repeat": CROSSED.command}, measured.load(CROSSED, folder))


def _pairs(base: Row, store: Store, again: list[Row]) -> Iterator[Row]:
    loss, share = store.arrays["loss"], store.arrays["share"]
    yield from trainings.losses(base | {"kind": Kind.SEEDS.value}, store, TRAININGS)
    for k, t in enumerate(TRAININGS):
        row = base | {"model": t.model, "precision": t.precision}
        for i, n in enumerate(STEPS):
            yield over_seeds(row | {"kind": Kind.SEEDS.value, "what": f"share reproduced, {n} steps"}, share[:, k, i])
        if t.precision == BFLOAT16:
            yield less(row | {"kind": Kind.BFLOAT16.value}, loss[:, k], loss[:, TRAININGS.index(Training(t.model))])
    base = base | {"kind": Kind.KEPT.value}
    yield from trainings.kept(base, store, TRAININGS)
    now = {(r["model"], r["steps"]): r["value"] for r in again if r["kind"] == Kind.REPRODUCED and r["method"] == "euler"}
    own = [k for k, t in enumerate(TRAININGS) if t.own]
    off = [abs(share[0, k, i] - now[TRAININGS[k].model, n]) for k in own for i, n in enumerate(STEPS)]
    yield at_most(base | {"what": "shares kept of the seed 0", "n": len(off)}, float(max(off)), 0.0)


def _crossed(base: Row, store: Store) -> Iterator[Row]:
    """On two crossing lines: the loss of each seed, and that none is below the price of its own L."""
    a, own = store.arrays, (Training(CROSSING),)
    seeds = base | {"kind": Kind.SEEDS.value}
    yield from trainings.losses(seeds, store, own)
    spare = a["paid"] - a["rule"] - a["price"]
    row = seeds | {"model": CROSSING, "precision": FLOAT32, "what": "loss on the pairs, less the price 8/(3 L)"}
    yield judged(over_seeds(row, spare[:, 0]), float(spare.min()), above=0.0)
    yield from trainings.kept(base | {"kind": Kind.KEPT.value}, store, own)


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    half = [
        [r["model"], r["value"], f"{r['low']:.2g} to {r['high']:.2g}", each(r["each"])] for r in rows if r["kind"] == Kind.BFLOAT16
    ]
    columns = ["model", "mean", "95 % interval", "seed by seed"]
    return [
        trainings.table([r for r in rows if r["kind"] == Kind.SEEDS], Kind.SEEDS),
        ("Loss in bfloat16, less that in float32", Table(columns, half, key=Kind.BFLOAT16)),
    ]


def about(rows: list[Row]) -> Iterator[str]:
    found = [r for r in rows if r["kind"] == Kind.SEEDS and r["what"] == LOSS]
    half = [r for r in rows if r["kind"] == Kind.BFLOAT16]
    if not found:
        return
    spread = {r["model"]: r["spread"] for r in found if r["precision"] == FLOAT32}
    told = ", ".join(
        f"{r['model']} {r['value']:+.2g} ({r['low']:.2g} to {r['high']:.2g}; seeds spread by {spread[r['model']]:.2g})"
        for r in half
    )
    yield (
        f"Each network was trained with {found[0]['n']} seeds; tables and figures show the first unless they say so. Trained in "
        f"bfloat16 (`--set run.precision={BFLOAT16}`) with the same seeds, the loss moves by {told}. All by "
        f"`{MEASUREMENT.command}` and `{CROSSED.command}`."
    )
