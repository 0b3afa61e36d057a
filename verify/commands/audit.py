"""`driftproof audit [PAPER]`: the published statements and numbers, each with what is printed and what it is recomputed to."""

import argparse
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from verify.commands import Command, meanwhile, records_folders, width
from verify.drawing import machine, words
from verify.files.baseline import named

HEAD = ("item", "claim", "verdict", "printed", "recomputed", "explanation")
NARROW = 100  # columns, below which there is a line for each
COLOUR = {"HOLDS": "green", "REFUTED": "bold red", "UNDECIDED": "yellow"}


def register(command: Command) -> None:
    sub = command("audit", run, "the published statements and numbers of a paper: printed, recomputed, verdict, explanation")
    sub.add_argument("paper", nargs="?", metavar="PAPER", help="a paper by name or prefix, e.g. CD (default: all)")
    sub.add_argument("--records", type=Path, metavar="FOLDER", help="a run folder (default: reports/latest, then the baseline)")
    form = sub.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print one JSON line for each")
    form.add_argument("--csv", action="store_true", help="print comma-separated values, with a head")
    form.add_argument("--markdown", action="store_true", help="print a Markdown table")


def run(args: argparse.Namespace) -> int:
    from verify.report import audit_rows
    from verify.suites.suite import COMMAND

    if args.records is not None and not args.records.is_dir():
        raise ValueError(f"--records {args.records} is no folder: name the folder of a run, or make one with `{COMMAND}`")
    if args.records is not None and not (args.records / "verdicts.jsonl").exists():
        raise ValueError(
            f"--records {args.records} holds no verdicts.jsonl: name the folder of a run, or make one with `{COMMAND}`"
        )
    folders = records_folders(args.records)
    rows = meanwhile("what is printed, beside what is recomputed", lambda: audit_rows.rows(args.paper, *folders))
    if args.json:
        print("\n".join(json.dumps(row, ensure_ascii=False) for row in rows))
    elif args.csv:
        print(machine.table(rows, audit_rows.FIELDS), end="")
    elif args.markdown:
        print(markdown(rows, audit_rows.totals))
    else:
        _table(rows, audit_rows.totals(rows), ", else of ".join(map(named, folders)))
    return 0


def markdown(rows: list[dict[str, Any]], total: Callable[[list[dict[str, Any]]], str]) -> str:
    out = []
    for paper in dict.fromkeys(row["paper"] for row in rows):
        mine = [row for row in rows if row["paper"] == paper]
        out.append(f"# Audit of {paper}\n\n{total(mine)}.\n\n{words.table(list(HEAD), [[row[h] for h in HEAD] for row in mine])}")
    return "\n".join(out).rstrip("\n")


def _lines(console: Any, paper: str, rows: list[dict[str, Any]]) -> None:
    """Where six columns would break words."""
    from rich.padding import Padding
    from rich.text import Text

    console.print(Text(paper, "bold"))
    for row in rows:
        verdict = Text(row["verdict"], COLOUR.get(row["verdict"], "dim"))
        console.print(verdict + Text("  " + ", ".join(filter(None, (row["item"], row["claim"])))))
        for head in ("printed", "recomputed", "explanation"):
            if row[head]:
                console.print(Padding(Text(f"{head}: {row[head]}"), (0, 0, 0, 2)))


def _table(rows: list[dict[str, Any]], total: str, origin: str) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    console = Console(width=width(140), highlight=False)
    for paper in dict.fromkeys(row["paper"] for row in rows):
        if console.width < NARROW:
            _lines(console, paper, [row for row in rows if row["paper"] == paper])
            continue
        grid = Table(title=paper, title_justify="left", pad_edge=False, header_style="bold", show_lines=True)
        for name, ratio in zip(HEAD, (4, 2, 2, 6, 5, 6), strict=True):
            grid.add_column(
                name, ratio=ratio, overflow="fold", no_wrap=name == "verdict", min_width=11 if name == "verdict" else None
            )
        for row in rows:
            if row["paper"] == paper:
                cells = [Text(str(row[h])) for h in HEAD]
                cells[2].stylize(COLOUR.get(row["verdict"], "dim"))
                grid.add_row(*cells)
        console.print(grid)
    console.print(f"{total}." + (f" Verdicts of {origin}." if origin else ""))
