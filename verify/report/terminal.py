"""The verdict table for a terminal of any width; what was found stands below it, where a terminal ends."""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from verify import papers
from verify.drawing.tables import Row
from verify.evidence.kinds import KINDS
from verify.report.audit import told
from verify.report.counting import total
from verify.report.run import Run, letters, load, ordered, status, strongest
from verify.suites.suite import COMMAND

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
    used = [kind for kind in KINDS.values() if any(kind.name in (v.get("evidence") or {}) for v in verdicts)]
    console.print(Text("; ".join(f"{kind.letter} {kind.name}" for kind in used), "dim"))
    for title, says in findings(run):
        console.print(Text(f"\n{title}", "bold") if title else Padding(Text(f"- {says}"), (0, 0, 0, 2)))
    console.print(Text(f"\n{total(run)}."))
    return "\n".join(line.rstrip() for line in out.getvalue().rstrip().splitlines())


def findings(run: Run) -> Iterator[tuple[str, str]]:
    """The title of each paper of which the run shows a finding, then the findings."""
    verdicts = {str(v["id"]): v for v in run.rows("verdicts")}
    for p in papers.catalogue():
        shown = [f"{f.says} {f.against}".rstrip() for f in told(p, verdicts) if not f.missing]
        yield from [(p.title, ""), *(("", says) for says in shown)] if shown else []


def expected(verdict: Row) -> str:
    found = status(verdict)
    return {"idle": "", "alarm": f"no: {found.words.split('; expected ')[-1]}"}.get(found.key, "yes")
