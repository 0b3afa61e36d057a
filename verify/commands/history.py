"""`driftproof history`: the verdicts of the last runs, and what changed from one to the next."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from verify.commands import Command, the_claims
from verify.files.history import History

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
    from verify.report.history import Told
    from verify.suites.suite import COMMAND

    past = History(args.folder)
    told = Told(past.last(args.runs))
    for problem in past.problems:
        print(f"driftproof: {problem}", file=sys.stderr)
    if not told.runs:
        raise ValueError(f"there is no history in {args.folder}: each `{COMMAND}` leaves its verdicts there, in a checkout")
    id = args.claim if args.claim in (None, *told.ids) else the_claims().find(args.claim).id
    found = [*zip(told.runs, told.changes, strict=True)]
    if args.json:
        for row, changed in found:
            print(json.dumps(_row(row, changed, id), ensure_ascii=False))
    elif id is None:
        _print(_overview(told.runs), found, told.said())
    else:
        ran = [(row, {id: mine[id]} if id in mine else {}) for row, mine in found if id in row["claims"]]
        said = [f"{id} ran in {len(ran)} of the last {len(told.runs)} runs, and changed in {sum(bool(c) for _, c in ran)}."]
        _print(_of_claim(id, [row for row, _ in ran]), ran, said)
    return 0


def _row(run: dict[str, Any], changed: dict[str, list[str]], id: str | None) -> dict[str, Any]:
    """The run and what changed in it; of one claim that alone."""
    if id is None:
        return run | {"changes": [s for said in changed.values() for s in said]}
    about = {key: value for key, value in run.items() if key != "claims"}
    return about | {"claim": id, **run["claims"].get(id, {"verdict": "NOT RUN"}), "changes": changed.get(id, [])}


def _overview(runs: list[dict[str, Any]]) -> tuple[list[str], list[list[str]]]:
    from verify.drawing import words
    from verify.report import history

    head = ["started (UTC)", "commit", "extent", "time", "as expected"]
    return head, [
        [history.minute(r), history.commit(r), r["extent"], words.seconds(r["seconds"]), history.as_expected(r)] for r in runs
    ]


def _of_claim(id: str, runs: list[dict[str, Any]]) -> tuple[list[str], list[list[str]]]:
    """A ! behind a verdict that is not as expected."""
    from verify.drawing import words
    from verify.report import history
    from verify.report.run import letters

    rows = []
    for r in runs:
        c = r["claims"][id]
        said = c["verdict"].lower() + "!" * history.unexpected(c)
        rows.append([history.minute(r), history.commit(r), r["extent"], words.seconds(c.get("seconds")), said, letters(c)])
    return ["started (UTC)", "commit", "extent", "time", "verdict", "by"], rows


def _print(table: tuple[list[str], list[list[str]]], found: list[Any], said: Iterable[str]) -> None:
    """The newest first: a line for each run, then the sentences of those in which something changed, then the sum."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from verify.commands import width
    from verify.report import history

    console = Console(width=width(110), highlight=False)
    head, rows = table
    grid = Table(*head, box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for column in grid.columns[:-1]:
        column.no_wrap = True
    grid.columns[-1].overflow = "fold"
    for row in reversed(rows):
        grid.add_row(*map(Text, row))
    console.print(grid)
    for run, changed in reversed(found):
        if changed:
            console.print(Text(f"\n{history.when(run)}", "bold"))
            for sentence in (s for mine in changed.values() for s in mine):
                console.print(Padding(Text(f"- {sentence}"), (0, 0, 0, 2)))
    console.print(Text("\n" + " ".join(said)))
