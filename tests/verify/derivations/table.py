"""Derivations: right formulas in unusual form are never refuted; wrong ones always are, and mostly named by their cause.

The formulas lie beside this file as users write them; CAUSES there holds what a diagnosis must say of each wrong one.
`python -m tests.verify.derivations.table` checks all of them (minutes) and writes reports/formulas.jsonl and formulas.md.
"""

import runpy
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.verify.derivations.alone import alone
from verify.claim import Outcome

FOLDER = Path(__file__).parent
REPORTS = FOLDER.parents[2] / "reports"
HEAD = ("name", "style", "of", "law", "verdict", "diagnosis", "regime", "counterexample", "scope")
FILES = {"right": FOLDER / "right.py", "wrong": FOLDER / "wrong.py", "published": FOLDER / "published.py"}
NAMED = 0.8  # of the wrong ones, at least
DIAGNOSED_WITHIN = 30.0  # seconds


def rows(seed: int = 0, files: Sequence[str] = tuple(FILES), names: Sequence[str] | None = None) -> list[dict[str, Any]]:
    """One row for each formula of these files, or of those with these names."""
    found = []
    for file in files:
        given = runpy.run_path(str(FILES[file]))
        causes, held_out = given.get("CAUSES", {}), given.get("HELD_OUT", ())
        from verify import load

        for item in load(FILES[file]):
            if names is None or getattr(item, "name", "") in names:
                found.append(_row(item, file, causes.get(getattr(item, "name", ""), ""), held_out, seed))
    return found


def decide(table: list[dict[str, Any]]) -> tuple[Outcome, str]:
    """HOLDS if no right formula is refuted, every wrong one is, and enough of them are named."""
    right, wrong = ([r for r in table if r["right"] is side] for side in (True, False))
    if not right or not wrong:
        return Outcome.UNDECIDED, f"{len(right)} right and {len(wrong)} wrong formulas were tried"
    bad = [r["name"] for r in right if r["verdict"] not in ("PROVED", "AGREES")]
    missed = [r["name"] for r in wrong if r["verdict"] != "REFUTED" and not (r["verdict"] == "GUARDED" and r["named"])]
    named = [r for r in wrong if r["named"]]
    published = [r["name"] for r in wrong if r["file"] == "published" and not r["named"]]
    slow = [r["name"] for r in table if r["seconds"] > DIAGNOSED_WITHIN]
    what = f"{len(right)} right ones agree, {len(wrong)} wrong ones refuted, {len(named)} of them named"
    if bad or missed or published or len(named) < NAMED * len(wrong):
        return (
            Outcome.REFUTED,
            f"right but not accepted: {bad}; wrong but not refuted: {missed}; published, not named: {published}; {what}",
        )
    return Outcome.HOLDS, what + (f"; slower than {DIAGNOSED_WITHIN:.0f} s: {slow}" if slow else "")


def _row(item: Any, file: str, cause: str, held_out: Sequence[str], seed: int) -> dict[str, Any]:
    from verify import check_all

    start = time.perf_counter()
    answer = check_all([item], seed=seed)[0]
    said = answer.diagnosis
    words = f"{said.key} | {said.words}" if said else answer.why if answer.verdict == "GUARDED" else ""
    named = bool(cause) and any(c.lower() in words.lower() for c in cause.split("|"))
    example = answer.counterexample
    return {
        "suite": "derivations",
        "name": answer.name,
        "file": file,
        "text": alone(FILES[file], answer.name),
        "style": _style(item),
        "of": answer.of,
        "law": answer.law,
        "right": file == "right",
        "held out": answer.name in held_out,
        "verdict": answer.verdict,
        "named": named,
        "expected cause": cause,
        "diagnosis": said.words if said else "",
        "regime": said.regime if said else "",
        "agreed": said.agreed if said else 0,
        "tried": said.tried if said else 0,
        "counterexample": f"{example.parameters}, t={example.t}, x={example.x}: {example.found}, not {example.certified}"
        if example
        else "",
        "scope": answer.scope or answer.why,
        "seconds": round(time.perf_counter() - start, 2),
    }


def _style(item: Any) -> str:
    if item.formula.exact:
        return "arithmetic" if item.formula.floats else "SymPy"
    declared = getattr(item.formula, "declared", {})
    return f"plain {declared.get('dtype', 'float64')}"


def write(table: list[dict[str, Any]], folder: Path = REPORTS) -> None:
    """The table as records and as a page, wrong ones first."""
    from learned.files.atomic import write_whole
    from verify.drawing import words
    from verify.files.lines import write_lines

    kept = [{k: v for k, v in row.items() if k != "seconds"} for row in table]
    write_lines(folder / "formulas.jsonl", kept)
    outcome, what = decide(table)
    text = f"# Right and wrong formulas, checked and diagnosed\n\n{outcome.value}: {what}. Repeat: `make formulas`.\n"
    for file in ("published", "wrong", "right"):
        rows = [[str(row[k]) for k in HEAD] for row in kept if row["file"] == file]
        text += f"\n## {file.capitalize()}\n\n{words.table(list(HEAD), rows)}"
    write_whole(folder / "formulas.md", text)


def main() -> int:
    table = rows()
    write(table)
    outcome, what = decide(table)
    times = sorted(row["seconds"] for row in table)
    print(f"{outcome.value}: {what}; median {times[len(times) // 2]:.1f} s, worst {times[-1]:.1f} s; {REPORTS / 'formulas.md'}")
    return int(outcome is not Outcome.HOLDS)


if __name__ == "__main__":
    sys.exit(main())
