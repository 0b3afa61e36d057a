"""The paper's own presets in order of worth, as far as the minutes reach: `driftproof train --all-paper --minutes 15 -o DIR`.

Each trains in a folder of its own and goes on there from its last checkpoint; a finished one is not trained again. What is to be
carried away is copied to DIR: a record and the cards of all, then weights, then checkpoints, while they fit.
"""

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import torch

from analytic.options import flag, one_of, path, placed, positive
from learned import preset as presets
from learned.files.atomic import sweep, write_whole
from learned.files.versions import versions
from learned.preset import Preset
from learned.train import card
from learned.train.checkpoint import ADVICE
from learned.train.digits import digits, tf32
from learned.train.loop import named, train
from learned.train.state import CHECKPOINT, LOG, WRITTEN

# What is trained first, and why: an experiment with a closed form before one without, few steps before many, and what the paper's
# numbers are read off before what none is.
WORTH = {
    "paper-gauss-1d": "the field of Fig. 1, which has a closed form to be held against",
    "paper-gauss-2d": "the correlation 11/20 of Section 5.5, which has a closed form; its evaluation was not published",
    "paper-mnist-fives": "Table 5 and the figures on fives are read off it; the fewest steps of the images",
    "paper-mnist-fives-printed": "Table 2 as printed, beside what the published code runs; no result is read off it alone",
    "paper-celeba-classifier": "Table 6 is read through it, and its quality is a number by itself, whatever the flow",
    "paper-celeba-flow": "Table 6 and Fig. 5 are read off it; the most steps",
    "paper-celeba-attention": "described in Table 2, but no result is read off it",
}
LARGEST, RESERVED = 64_000_000, 200_000  # bytes of what is to be carried away; of them for the record, which names the files
RECORD = "all-paper.jsonl"
SMALL = tuple(name for name in WRITTEN if not name.endswith(".safetensors"))
KEPT = (SMALL, ("weights.safetensors",), (CHECKPOINT,))  # of each training, the most wanted first
Row = dict[str, Any]


def run(
    minutes: float,
    work: str | Path,
    out: str | Path,
    worth: Mapping[str, str],
    *,
    overrides: Sequence[str] = (),
    device: str = "cpu",
    data_root: str | Path | None = None,
    products_in_tf32: bool = False,
    tell: Callable[[str], None] = lambda line: None,
) -> list[Row]:
    """Trains, keeps and records; the rows of the record are returned: `arithmetic` once a closed form, `training` once a preset.

    `worth`: presets, or files of them, with the reason for their place. ValueError before the first step where one cannot be read.
    """
    end = time.monotonic() + 60 * positive("minutes", minutes)
    work, out, allowed = path("work", work), path("out", out), flag("products_in_tf32", products_in_tf32)
    placed(torch.float32, device)
    one_of("worth", worth, Mapping)
    asked = [(presets.read(name, overrides), why) for name, why in worth.items()]
    rows = [{"kind": "arithmetic", **row} for row in digits(device)]
    base = {
        "kind": "training",
        "device": named(torch.device(device)),
        "tf32": allowed,
        "minutes": minutes,
        "versions": versions(card.LIBRARIES),
    }
    for preset, why in asked:
        row = base | {"preset": preset.name, "why": why, "precision": preset.run.precision, "asked": preset.optimiser.steps}
        with tf32(allowed):
            rows.append(row | _one(preset, work / preset.name, end - time.monotonic(), device, data_root))
        tell(said(rows[-1]))
        keep(work, out, [p.name for p, _ in asked], rows)
    return rows


def said(row: Row) -> str:
    """A line of a training: whether it fitted, its steps, its loss."""
    loss = f", loss {row['loss']:.4g} in {row['seconds']:.0f} s" if "loss" in row else ""
    why = f": {row['reason']}" if row.get("reason") else ""
    return f"{row['preset']}: {row['result']}, {row['steps']} of {row['asked']} steps{loss}{why}"


def left_out(rows: list[Row]) -> list[str]:
    """A line for each file that stayed out of the folder, with its size."""
    return [f"{name} ({size / 1e6:.1f} MB)" for r in rows for name, size in r.get("left_out", {}).items()]


CARD = ("tf32", "loss", "loss_standard_error", "floor", "excess", "velocity_error", "loss_test", "seconds", "resumed", "parameters")


def _one(preset: Preset, folder: Path, seconds: float, device: str, data_root: Any) -> Row:
    """What became of this training within these seconds."""
    found = _finished(preset, folder)
    if found is None and seconds <= 0:
        return {"result": "not run", "steps": _steps(folder), "reason": "the minutes were over before it began"}
    try:
        found = found or train(preset, folder, data_root=data_root, device=device, seconds=seconds)
    except (ValueError, OSError, RuntimeError) as e:
        return {"result": "failed", "steps": _steps(folder), "reason": str(e).partition("\n")[0]}
    if "loss" not in found:
        return {"result": "not run", "steps": found["step"], "reason": "the minutes were over; the same command goes on"}
    return {"result": "fitted", "steps": found["steps"]} | {k: found[k] for k in CARD if found.get(k) is not None}


def _finished(preset: Preset, folder: Path) -> Row | None:
    """The card of a training that is over, of this preset and no other: it is written last."""
    try:
        found: Row = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    plain = json.loads(json.dumps(presets.table(preset)))
    return found if found.get("preset") == plain and (folder / "weights.safetensors").exists() else None


def _steps(folder: Path) -> int:
    """Done, as of the checkpoint, beside which the log is written."""
    try:
        return int(json.loads((folder / LOG).read_text(encoding="utf-8").splitlines()[-1])["step"])
    except (OSError, ValueError, IndexError, KeyError):
        return 0


def keep(work: Path, out: Path, names: Sequence[str], rows: list[Row]) -> None:
    """Copies what fits and writes the record, in which each training has what was kept of it and, by size, what was not."""
    chosen, dropped = _fitting(work, names)
    for name in {f"{n}/{file}" for n in names for file in WRITTEN} - chosen.keys():
        (out / name).unlink(missing_ok=True)
    for name, file in chosen.items():
        sweep((out / name).parent, file.name)
        write_whole(out / name, file.read_bytes(), ADVICE)
    for row in (r for r in rows if r["kind"] == "training"):
        row["kept"] = [name for name in chosen if name.startswith(f"{row['preset']}/")]
        row["left_out"] = {name: size for name, size in dropped.items() if name.startswith(f"{row['preset']}/")}
    write_whole(out / RECORD, "".join(json.dumps(row) + "\n" for row in rows), ADVICE)


def _fitting(work: Path, names: Sequence[str]) -> tuple[dict[str, Path], dict[str, int]]:
    """The files that are carried away, and the sizes of those that are not."""
    chosen, dropped, room = dict[str, Path](), dict[str, int](), LARGEST - RESERVED
    for name, file in _wanted(work, names):
        size = file.stat().st_size
        if size <= room:
            chosen[name], room = file, room - size
        else:
            dropped[name] = size
    return chosen, dropped


def _wanted(work: Path, names: Sequence[str]) -> Iterator[tuple[str, Path]]:
    for files in KEPT:
        for name in names:
            yield from ((f"{name}/{file}", work / name / file) for file in files if (work / name / file).is_file())
