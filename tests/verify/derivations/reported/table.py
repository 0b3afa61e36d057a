"""Formulas that people reported in public, stated as their authors write them: `make reported` checks all of them, for a page.

One file for each report lies in rows/, its citation in the first line: a right formula, a wrong one, and in CAUSES what a diagnosis
must say of it, empty where none is expected to be found.
"""

import ast
import runpy
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.sources import ROOT
from tests.verify.derivations.alone import alone
from verify import check_all, load
from verify.claim import Outcome
from verify.drawing import words
from verify.files.lines import read_lines, write_lines

FOLDER, FILE, PAGE = Path(__file__).parent / "rows", ROOT / "reports" / "reported.jsonl", ROOT / "reports" / "reported.md"
LINES = 8  # in which a formula must be stated
GOOD = ("PROVED", "AGREES")
HEAD = ("report", "formula", "lines", "verdict", "diagnosis", "seconds")
Row = dict[str, Any]


def files() -> list[Path]:
    return sorted(FOLDER.glob("*.py"))


def rows(of: Iterable[Path], seed: int = 0) -> list[Row]:
    return [row for path in of for row in _rows(path, seed)]


def decide(table: list[Row]) -> tuple[Outcome, str]:
    """HOLDS if every right formula agrees, every wrong one is refuted, and each is stated in few lines."""
    right, wrong = ([r for r in table if r["right"] is side] for side in (True, False))
    if not right or not wrong:
        return Outcome.UNDECIDED, f"{len(right)} right and {len(wrong)} wrong formulas were tried"
    bad = [r["row"] for r in right if r["verdict"] not in GOOD] + [r["row"] for r in wrong if r["verdict"] != "REFUTED"]
    long = [r["row"] for r in table if r["lines"] > LINES]
    named = sum(r["named"] for r in wrong)
    what = f"{len({r['row'] for r in table})} reports: {len(right)} right formulas agree, {len(wrong)} wrong ones are refuted, "
    what += f"the cause of {named} is named; at most {max(r['lines'] for r in table)} lines each"
    if bad or long:
        return Outcome.REFUTED, f"wrong verdicts: {', '.join(bad) or 'none'}; too long: {', '.join(long) or 'none'}"
    return Outcome.HOLDS, what


def write(table: list[Row], file: Path = FILE, page: Path = PAGE) -> None:
    from learned.files.atomic import write_whole

    write_lines(file, table)
    outcome, what = decide(table)
    shown = [[row["report"], row["name"], *(str(row[k]) for k in HEAD[2:])] for row in table]
    text = f"# What people reported, stated as they write it\n\n{outcome.value}: {what}. Repeat: `make reported`.\n\n"
    write_whole(page, text + words.table(list(HEAD), shown))


def read(file: Path = FILE) -> list[Row]:
    return read_lines(file)


def _rows(path: Path, seed: int) -> list[Row]:
    text = path.read_text(encoding="utf-8")
    causes: dict[str, str] = runpy.run_path(str(path))["CAUSES"]
    functions = [f for f in ast.parse(text).body if isinstance(f, ast.FunctionDef)]
    shared = sum(map(_lines, (f for f in functions if not f.decorator_list)))  # what a statement calls is a part of it
    lines = {f.name: _lines(f) + shared for f in functions if f.decorator_list}
    answers = check_all(load(path), seed)
    return [
        {
            "suite": "reported",
            "row": path.stem,
            "report": text.splitlines()[0].removeprefix("# "),
            "name": answer.name,
            "of": answer.of,
            "text": alone(path, answer.name),
            "right": answer.name not in causes,
            "lines": lines[answer.name],
            "verdict": answer.verdict,
            "diagnosis": (said := answer.diagnosis.words if answer.diagnosis else ""),
            "named": bool(cause := causes.get(answer.name, "")) and cause in f"{answer.why} {said}",
            "seconds": round(answer.seconds, 1),
        }
        for answer in answers
    ]


def _lines(f: ast.FunctionDef) -> int:
    """With its decorator."""
    return (f.end_lineno or f.lineno) - min([f.lineno, *(d.lineno for d in f.decorator_list)]) + 1


def main() -> int:
    table = rows(files())
    write(table)
    outcome, what = decide(table)
    print(f"{outcome.value}: {what}")
    return int(outcome is not Outcome.HOLDS)


if __name__ == "__main__":
    sys.exit(main())
