"""Other seeds of training, and bfloat16: networks of presets, trained again as they are asked for.

Where the library has one, that of seed 0 in float32 is its own. Others are kept in the cache, where a training that was stopped
goes on. Point n of a measurement is the training of each network with the seed n:

loss, error (trainings,): mean over fresh draws, its standard error;   seconds (trainings,) of training;
sha256 (trainings, 32) of the weights, as bytes;   and (trainings, ...) whatever is asked of a network
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scipy import stats

from learned import model, preset
from learned.files.places import cache
from learned.train import train
from verify.claim import Outcome
from verify.drawing import words
from verify.drawing.tables import Row, Table
from verify.suites.common.intervals import TAIL, at_most
from verify.suites.common.measurement import Arrays, Measurement, Store

SEEDS = 3
FLOAT32, BFLOAT16 = "float32", "bf16"  # of `run.precision`
LOSS = "loss"
OF_THE_FLOW = f"The flow that comes with the library, trained with {SEEDS} seeds"
NOTHING = {"value": 0.0, "low": 0.0, "high": 0.0}  # of the seed 0, less the seed 0


@dataclass(frozen=True)
class Training:
    model: str  # a preset
    precision: str = FLOAT32
    kept: bool = True  # does the library have it, in float32 with the seed 0?

    @property
    def own(self) -> bool:
        return self.kept and self.precision == FLOAT32


def trained(training: Training, seed: int) -> Any:
    """The model, its weights as float64."""
    if seed == 0 and training.own:
        return model.load(training.model, dtype=torch.float64)
    folder = cache() / "runs" / "seeds" / f"{training.model}-{seed}-{training.precision}"
    train(preset.read(training.model, [f"seed={seed}", f"run.precision={training.precision}"]), folder, progress=False)
    return model.load(folder, dtype=torch.float64)


def measurement(
    name: str, trainings: Sequence[Training], ask: Callable[[Any], Mapping[str, Any]], settings: Mapping[str, Any], home: Path
) -> Measurement:
    """Of all these trainings with SEEDS seeds; `ask` says of a trained network what is kept beside its card."""
    first, *others = dict.fromkeys(t.model for t in trainings if t.own)
    found = partial(block, trainings, ask)
    return Measurement(name, first, settings, 1, SEEDS, lambda: found, home, tuple(others))


def block(trainings: Sequence[Training], ask: Callable[[Any], Mapping[str, Any]], index: range) -> Arrays:
    of = [trained(training, index.start) for training in trainings]
    asked = [ask(m) for m in of]
    cards = {key: np.array([[m.card[card] for m in of]]) for key, card in CARDS.items()}
    answers = {key: np.array([[answer[key] for answer in asked]]) for key in asked[0]}
    sha256 = np.array([[list(bytes.fromhex(m.card["weights_sha256"])) for m in of]], dtype=np.uint8)
    return cards | answers | {"sha256": sha256}


CARDS = {"loss": "loss", "error": "loss_standard_error", "seconds": "seconds"}


def kept(base: Row, store: Store, trainings: Sequence[Training]) -> Iterator[Row]:
    """Seed 0 is the library's own: the losses kept of it are the cards'. Near miss: those of the seed 1."""
    own = [k for k, t in enumerate(trainings) if t.own]
    cards = [model.load(trainings[k].model).card["loss"] for k in own]
    for seed, expected in ((0, Outcome.HOLDS), (1, Outcome.REFUTED)):
        gaps = [abs(store.arrays["loss"][seed, k] - card) for k, card in zip(own, cards, strict=True)]
        yield at_most(base | {"what": f"losses kept of the seed {seed}", "n": len(gaps)}, float(max(gaps)), 0.0, expected)


SAME = 1e-9  # of a mean of 10^5 numbers or fewer in float64, relative: each order of adding them is within 1e5 * 2^-53, times ten


def found_again(base: Row, stored: Any, now: Sequence[float], what: str) -> Iterator[Row]:
    """What is kept of the seed 0, (seeds, n), is what this run finds of the library's networks. Near miss: that of the seed 1."""
    for seed, expected in ((0, Outcome.HOLDS), (1, Outcome.REFUTED)):
        off = float(np.max(np.abs(stored[seed] / np.asarray(now) - 1)))
        yield at_most(base | {"what": f"{what} kept of the seed {seed}, relative", "n": len(now)}, off, SAME, expected)


def losses(base: Row, store: Store, trainings: Sequence[Training]) -> Iterator[Row]:
    """Of each training: the loss, seed by seed, beside its largest standard error, and how long they took."""
    for k, t in enumerate(trainings):
        row = base | {"model": t.model, "precision": t.precision, "what": LOSS, "error": float(store.arrays["error"][:, k].max())}
        yield over_seeds(row, store.arrays["loss"][:, k]) | {"seconds": [float(v) for v in store.arrays["seconds"][:, k]]}


def table(rows: list[Row], key: str) -> tuple[str, Table]:
    """Rows of `over_seeds`: a line each."""
    head = ["model", "what", "seed by seed", "spread", "bound", "outcome", "standard error", "seconds"]
    body = [
        [
            _name(r),
            r["what"],
            each(r["each"]),
            r["spread"],
            r.get("bound"),
            r.get("outcome"),
            r.get("error"),
            each(r.get("seconds", ())),
        ]
        for r in rows
    ]
    return "Other seeds of training", Table(head, body, key=key)


def _name(r: Row) -> str:
    return f"{r['model']}, {r['precision']}" if r.get("precision", FLOAT32) != FLOAT32 else str(r["model"])


def with_intervals(r: Row) -> list[str]:
    """Of a row of `of_each`, what is said of each seed."""
    return [said(v, low, high) for v, low, high in zip(r["each"], r["low"], r["high"], strict=True)]


def said(value: float, low: float, high: float) -> str:
    return f"{value:.3f} ({low:.3f} to {high:.3f})" if low < high else words.number(value)


def beside(rows: Sequence[Row], key: str, columns: Mapping[str, str]) -> Table:
    """Rows of `losses` and of `of_each`: a line each, of `columns` from head to field, then a column for each seed."""
    times = [{"what": "seconds of training", "each": r["seconds"], "spread": None} for r in rows if "seconds" in r]
    body = [
        [*(r.get(field, "") for field in columns.values()), *(with_intervals(r) if "low" in r else r["each"]), r["spread"]]
        for r in [*rows, *times]
    ]
    return Table([*columns, *(f"seed {seed}" for seed in range(SEEDS)), "spread"], body, key=key)


def each(values: Sequence[float]) -> str:
    return ", ".join(words.number(v) for v in values)


def over_seeds(row: Row, values: Any) -> Row:
    """The mean of the seeds, each of them, and how far the outermost are apart."""
    each = [float(v) for v in values]
    return row | {"value": sum(each) / len(each), "each": each, "spread": max(each) - min(each), "n": len(each)}


def of_each(row: Row, found: Sequence[Mapping[str, float]]) -> Row:
    """The same of a value that has an interval with each seed."""
    return over_seeds(row, [f["value"] for f in found]) | {end: [f[end] for f in found] for end in ("low", "high")}


def less_the_first(name: str) -> str:
    """What a row of `of_each` says where each seed is compared with the seed 0, at the same source points."""
    return f"{name}, less that of the seed 0"


def less(row: Row, these: Any, those: Any) -> Row:
    """The mean of these less those, seed by seed, which share start and batches: its interval by Student's t at 95 %."""
    gap = np.asarray(these, dtype=float) - np.asarray(those, dtype=float)
    half = float(stats.t.isf(TAIL, len(gap) - 1) * gap.std(ddof=1) / np.sqrt(len(gap)))
    mean = float(gap.mean())
    return row | {"value": mean, "low": mean - half, "high": mean + half, "each": gap.tolist(), "n": len(gap)}
