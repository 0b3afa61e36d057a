"""The verdict table for a terminal of any width."""

import io
import sys
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from verify.report.documents import totals
from verify.report.run import COMMAND, STRENGTH, Row, kinds, load, ordered, status
from verify.report.words import number

LETTERS = {
    "symbols": "S",
    "balls": "B",
    "rate": "R",
    "float64": "F",
    "autodiff": "A",
    "differences": "D",
    "sampling": "M",
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
    grid = Table(box=None, pad_edge=False, header_style="bold", expand=False)
    for name, wrap in (("claim", True), ("verdict", True), ("evidence", True), ("strongest evidence", False)):
        grid.add_column(name, no_wrap=wrap, overflow="ellipsis", max_width=None if wrap else max(console.width - 48, 20))
    verdicts = run.rows("verdicts")
    for v in ordered(verdicts):
        said = status(v)
        grid.add_row(Text(str(v["id"])), Text(said.words, COLOUR[said.key]), Text(letters(v)), Text(strongest(v)))
    console.print(grid)
    used = [kind for kind in STRENGTH if any(kind in (v.get("evidence") or {}) for v in verdicts)]
    console.print(Text("; ".join(f"{LETTERS[kind]} {kind}" for kind in used), "dim"))
    console.print(Text(f"{len(verdicts)} claims: {totals(run)}."))
    return out.getvalue().rstrip("\n")


def letters(verdict: Row) -> str:
    """A letter for each kind that ran; small where it does not agree with what is expected."""
    found = verdict.get("evidence") or {}
    said = {kind: str(e.get("outcome")) for kind, e in found.items()}
    marks = [LETTERS[k] if said[k] == verdict.get("expect", "HOLDS") else LETTERS[k].lower() for k in LETTERS if k in found]
    return "".join(marks) + ("+" if set(found) - set(LETTERS) else "")


def strongest(verdict: Row) -> str:
    """What was found by the strongest evidence that says what the verdict says."""
    found = kinds(verdict)
    agreeing = [(kind, e) for kind, e in found if e.get("outcome") == verdict["verdict"]] or found
    if not agreeing:
        return str(verdict.get("why", ""))
    kind, e = agreeing[0]
    if e.get("outcome") == "REFUTED":
        return f"{kind}: {e.get('witness') or number(e.get('measure'))}"
    return f"{kind}: {e.get('scope') or number(e.get('measure'))}"
