"""`driftproof history`: the verdicts of the last runs, and what changed from one to the next."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from verify.commands import Command, meanwhile, the_claims, width
from verify.files.history import History
from verify.suites.suite import COMMAND

HOME = Path("reports/history")


def register(command: Command) -> None:
    sub = command("history", run, "the verdicts of the last runs, and what changed from one to the next")
    sub.add_argument("folder", nargs="?", type=Path, default=HOME, help=f"where the runs are kept (default: {HOME})")
    sub.add_argument("--claim", metavar="CLAIM", help="of one claim its verdict and evidence in each run")
    sub.add_argument("--runs", type=_runs, default=12, metavar="N", help="how many, from the last (default 12)")
    sub.add_argument("--json", action="store_true", help="print one JSON line for each run")


def _runs(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r}: the number of runs is a whole number above 0")
    return int(text)


def run(args: argparse.Namespace) -> int:
    """What cannot be read is said beside the rest; KeyError where no run has the claim and the catalogue neither."""
    from verify.report import history_rows
    from verify.report.history import Told

    past = History(args.folder)
    told = meanwhile("the runs that are kept", lambda: Told(past.last(args.runs)))
    for problem in past.problems:
        print(f"driftproof: {problem}", file=sys.stderr)
    if not told.runs:
        raise ValueError(f"there is no history in {args.folder}: each `{COMMAND}` leaves its verdicts there, in a checkout")
    id = args.claim if args.claim in (None, *told.ids) else the_claims().find(args.claim).id
    found = [*zip(told.runs, told.changes, strict=True)]
    if args.json:
        for row, changed in found:
            print(json.dumps(history_rows.row(row, changed, id), ensure_ascii=False))
    elif id is None:
        _print(history_rows.overview(told.runs), history_rows.sentences(found), told.said())
    else:
        ran = [(row, {id: mine[id]} if id in mine else {}) for row, mine in found if id in row["claims"]]
        said = [f"{id} ran in {len(ran)} of the last {len(told.runs)} runs, and changed in {sum(bool(c) for _, c in ran)}."]
        _print(history_rows.of_claim(id, [row for row, _ in ran]), history_rows.sentences(ran), said)
    return 0


def _print(table: tuple[list[str], list[list[str]]], changes: list[tuple[str, list[str]]], said: Iterable[str]) -> None:
    """The newest first: a line for each run, then the sentences of those in which something changed, then the sum."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    console = Console(width=width(110), highlight=False)
    head, rows = table
    grid = Table(*head, box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in grid.columns[:-1]:
        column.no_wrap = True
    grid.columns[-1].overflow = "fold"
    for row in reversed(rows):
        grid.add_row(*map(Text, row))
    console.print(grid)
    for title, sentences in reversed(changes):
        console.print(Text(f"\n{title}", "bold"))
        for sentence in sentences:
            console.print(Padding(Text(f"- {sentence}"), (0, 0, 0, 2)))
    console.print(Text("\n" + " ".join(said)))
