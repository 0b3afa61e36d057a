"""What other seeds of training, and training in bfloat16, change: the loss and the share of pairs that are reproduced."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from learned import model
from verify.claim import Outcome
from verify.drawing import words
from verify.drawing.tables import Row, Table
from verify.suites.common import measurement as measured
from verify.suites.common.intervals import at_most
from verify.suites.common.trainings import BFLOAT16, FLOAT32, Training, less, over_seeds
from verify.suites.memorisation.kinds import Kind
from verify.suites.memorisation.measurement import MEASUREMENT, STEPS, TRAININGS

HEAD = ["model", "precision", "loss, seed by seed", "spread", "standard error", "seconds"]


def rows(base: Row, again: list[Row], folder: Path | None = None) -> Iterator[Row]:
    """`again`: the rows of this run that tell the shares of the library's networks. ValueError where the store is damaged."""
    store = measured.load(MEASUREMENT, folder)
    loss, error, share = (store.arrays[k] for k in ("loss", "error", "share"))
    base = base | {"repeat": MEASUREMENT.command}
    for k, t in enumerate(TRAININGS):
        row = base | {"model": t.model, "precision": t.precision}
        yield over_seeds(row | {"kind": Kind.SEEDS.value, "error": float(error[:, k].max())}, loss[:, k]) | {
            "seconds": [float(v) for v in store.arrays["seconds"][:, k]],
            "share": {str(n): [float(v) for v in share[:, k, i]] for i, n in enumerate(STEPS)},
        }
        if t.precision == BFLOAT16:
            plain = TRAININGS.index(Training(t.model))
            yield less(row | {"kind": Kind.BFLOAT16.value}, loss[:, k], loss[:, plain])
    yield from _kept(base, store.arrays, again)


def _kept(base: Row, arrays: Any, again: list[Row]) -> Iterator[Row]:
    """Seed 0 is the library's own: its losses are the cards', its shares those of this run; near miss: those of the seed 1."""
    own = [k for k, t in enumerate(TRAININGS) if t.precision == FLOAT32]
    cards = [model.load(TRAININGS[k].model).card["loss"] for k in own]
    now = {(r["model"], r["steps"]): r["value"] for r in again if r["kind"] == Kind.REPRODUCED and r["method"] == "euler"}
    for seed, expected in ((0, Outcome.HOLDS), (1, Outcome.REFUTED)):
        gaps = [abs(arrays["loss"][seed, k] - card) for k, card in zip(own, cards, strict=True)]
        row = base | {"kind": Kind.KEPT.value, "what": f"losses kept of the seed {seed}", "n": len(gaps)}
        yield at_most(row, float(max(gaps)), 0.0, expected)
    off = [abs(arrays["share"][0, k, i] - now[TRAININGS[k].model, n]) for k in own for i, n in enumerate(STEPS)]
    yield at_most(base | {"kind": Kind.KEPT.value, "what": "shares kept of the seed 0", "n": len(off)}, float(max(off)), 0.0)


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    found = [r for r in rows if r["kind"] == Kind.SEEDS]
    head = [*HEAD, *(f"share reproduced, {n} steps" for n in STEPS)]
    body = [
        [
            r["model"],
            r["precision"],
            _each(r["each"]),
            r["spread"],
            r["error"],
            _each(r["seconds"]),
            *(_each(r["share"][str(n)]) for n in STEPS),
        ]
        for r in found
    ]
    half = [
        [r["model"], r["value"], f"{r['low']:.2g} to {r['high']:.2g}", _each(r["each"])] for r in rows if r["kind"] == Kind.BFLOAT16
    ]
    columns = ["model", "mean", "95 % interval", "seed by seed"]
    return [
        ("Other seeds of training", Table(head, body, key=Kind.SEEDS)),
        ("Loss in bfloat16, less that in float32", Table(columns, half, key=Kind.BFLOAT16)),
    ]


def _each(values: list[float]) -> str:
    return ", ".join(words.number(v) for v in values)


def about(rows: list[Row]) -> Iterator[str]:
    found = [r for r in rows if r["kind"] == Kind.SEEDS]
    half = [r for r in rows if r["kind"] == Kind.BFLOAT16]
    if not found:
        return
    spread = {r["model"]: r["spread"] for r in found if r["precision"] == FLOAT32}
    told = ", ".join(
        f"{r['model']} {r['value']:+.2g} ({r['low']:.2g} to {r['high']:.2g}; seeds spread by {spread[r['model']]:.2g})"
        for r in half
    )
    yield (
        f"The networks on fixed pairs were trained with {found[0]['n']} seeds each, that on crossing lines with one; tables and "
        f"figures show the first unless they say so. Trained in bfloat16 (`--set run.precision={BFLOAT16}`) with the same seeds, "
        f"the loss moves by {told}. All by `{found[0]['repeat']}`."
    )
