"""What was measured as records, a page and a figure: reports/bench.jsonl, bench.md and bench.svg."""

from pathlib import Path
from typing import Any

from learned.files.atomic import write_whole
from tests.bench import comparison, judging, picture
from tests.bench.kernels import PEERS
from tests.measured import Row, committed
from verify.claim import Outcome
from verify.drawing import tables, words
from verify.files.lines import write_lines

INSTALL = "pip install -r tests/bench/requirements.lock"
PARTS = {
    "kernels": "Drift and Jacobian in float64",
    "training": "A training step",
    "probes": "Eight tangents through a flow",
    "growth": "How times grow, finite data, a time per point",
}
FIRST = ["line", "contestant", "ratio", "ratio, tuned", "ms", "ms, range", "fastest"]
FIRST += [f"{limit}, ms" for limit in picture.LIMITS] + [f"of {limit}" for limit in picture.LIMITS]
LATER = {"part", "targets", "contestants"}  # not in the table of a part's lines
TEXT = """# Speed

{outcome}: {what}. Repeat: `make bench`; of a part alone: `python -m tests.bench {parts}`.

HOLDS: outputs are those of the slow route, and nothing is left out. A missed target is said, not a failure: machines differ. A
ratio is the peer's time over this library's, at least its target; of probes and of growth it is ours over theirs, at most its
target. A product limit is that of NumPy's BLAS; JAX's own products may be faster, so a share of it may be above 1. What the parts
are is said in `tests/bench/`.
"""


def lines(records: list[Row], part: str) -> list[Row]:
    return [row for row in records if row["part"] == part and "line" in row]


def decide(records: list[Row]) -> tuple[Outcome, str]:
    """REFUTED by an output that differs from what it is compared with; UNDECIDED where a part or a peer is missing."""
    compared = [row for row in records if "off" in row]
    for row in compared:
        if not row["off"] <= row["agree"]:
            return Outcome.REFUTED, f"{row['line']}: outputs differ by {row['off']:.2g} of the largest entry"
    if lost := [part for part in PARTS if not lines(records, part)]:
        return Outcome.UNDECIDED, f"not measured: {', '.join(lost)}"
    if absent := {peer for row in records if "contestants" in row for peer in PEERS.keys() - row["contestants"].keys()}:
        return Outcome.UNDECIDED, f"not installed: {', '.join(sorted(absent))}; `{INSTALL}`"
    asked = judged(records)
    met = len(asked) - len(missed(records))
    return Outcome.HOLDS, f"on {len(compared)} lines outputs agree; {met} of {len(asked)} targets are met"


def judged(records: list[Row]) -> list[tuple[Row, judging.Target]]:
    return [(row, target) for row in records for target in row.get("targets", [])]


def missed(records: list[Row]) -> list[str]:
    return [f"{row['part']}, {row['line']}: {judging.said(t)}" for row, t in judged(records) if not judging.met(row, t)]


def text(records: list[Row], before: list[Row]) -> str:
    outcome, what = decide(records)
    page = TEXT.format(outcome=outcome.value, what=what, parts=" | ".join(PARTS))
    page += f"\n![{picture.TITLE}](bench.svg)\n" if picture.shown(records) else ""
    for row in records:
        if "machine" in row:
            page += f"\n## {PARTS[row['part']]}\n\n{machine(row)}\n\n" + _part(lines(records, row["part"]))
    page += "\n## Targets\n\n" + _targets(records)
    return page + "\n## Against the committed record\n\n" + comparison.text(records, before)


def machine(row: Row) -> str:
    made, set_, busy = (", ".join(f"{k} {v}" for k, v in row[name].items()) for name in ("versions", "threads", "busy"))
    return f"{comparison.where(row)}, Python {row['python']}, {made}. Threads: {set_}; cores busy in a matrix product: {busy}."


def _part(rows: list[Row]) -> str:
    page = _table([{k: v for k, v in row.items() if k not in LATER} for row in rows])
    each = [{"line": row["line"], "contestant": name, **of} for row in rows for name, of in row.get("contestants", {}).items()]
    return page + ("\n### All contestants\n\n" + _table(each) if each else "")


def _table(rows: list[Row]) -> str:
    return tables.markdown(tables.plain(rows, FIRST))


def _targets(records: list[Row]) -> str:
    def found(row: Row, target: judging.Target) -> str:
        return ", ".join(words.number(row.get(column)) for column, _, _ in target)

    rows: list[list[Any]] = [
        [row["part"], row["line"], judging.said(target), found(row, target), "yes" if judging.met(row, target) else "MISSED"]
        for row, target in judged(records)
    ]
    return f"Missed: {len(missed(records))} of {len(rows)}.\n\n" + words.table(["part", "line", "target", "found", "met"], rows)


def write(records: list[Row], folder: Path) -> None:
    write_lines(folder / "bench.jsonl", records)
    write_whole(folder / "bench.md", text(records, committed(folder / "bench.jsonl")))
    for name, content in picture.files(records).items():
        write_whole(folder / name, content)
