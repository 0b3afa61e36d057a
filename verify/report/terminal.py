"""The verdict table for a terminal of any width."""

import io
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from verify.report.documents import strongest, totals
from verify.report.run import COMMAND, STRENGTH, Row, load, ordered, status

LETTERS = {
    "symbols": "S",
    "balls": "B",
    "rate": "R",
    "float64": "F",
    "autodiff": "A",
    "differences": "D",
    "limit": "L",
    "order": "O",
    "boxes": "X",
    "sampling": "M",
    "distribution": "K",
    "printed": "P",
    "network": "N",
}
COLOUR = {"alarm": "bold red", "open": "yellow", "good": "green", "refuted": "cyan", "idle": "dim"}


def table(folder: Path, width: int | None = None) -> str:
    run = load(folder)
    if run.suites["verdicts"] is None:
        return f"no verdicts: make them with `{COMMAND}`"
    out = io.StringIO()
    terminal = sys.stdout.isatty()
    console = Console(file=out, width=width, force_terminal=terminal, no_color=None if terminal else True, highlight=False)
    verdicts = [v for v in run.rows("verdicts") if status(v).key != "idle"]
    rows = [[str(v["id"]), str(v["verdict"]).lower(), expected(v), letters(v), strongest(v)] for v in ordered(verdicts)]
    head = ["claim", "verdict", "expected", "evidence"]
    room = console.width - sum(max(len(row[i]) for row in [head, *rows]) + 2 for i in range(4))
    grid = Table(*head, "strongest evidence", box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for row, v in zip(rows, ordered(verdicts), strict=True):
        last = Text(row[4])
        last.truncate(max(room, 18), overflow="ellipsis")
        grid.add_row(row[0], *(Text(cell, COLOUR[status(v).key]) for cell in row[1:3]), row[3], last)
    console.print(grid)
    used = [kind for kind in STRENGTH if any(kind in (v.get("evidence") or {}) for v in verdicts)]
    console.print(Text("; ".join(f"{LETTERS[kind]} {kind}" for kind in used), "dim"))
    console.print(Text(f"{len(run.rows('verdicts'))} claims: {totals(run)}."))
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines())


def expected(verdict: Row) -> str:
    found = status(verdict)
    return {"idle": "", "alarm": f"no: {found.words.split('; expected ')[-1]}"}.get(found.key, "yes")


def letters(verdict: Row) -> str:
    """A letter for each kind that ran; small where it does not agree with what is expected."""
    found = verdict.get("evidence") or {}
    said = {kind: str(e.get("outcome")) for kind, e in found.items()}
    marks = [LETTERS[k] if said[k] == verdict.get("expect", "HOLDS") else LETTERS[k].lower() for k in LETTERS if k in found]
    return "".join(marks) + ("+" if set(found) - set(LETTERS) else "")
