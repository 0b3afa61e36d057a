"""`driftproof sweep`, `report`, `compare`, `baseline`: suites, and folders of what a run wrote."""

import argparse
import json
from pathlib import Path
from typing import Any

from verify.commands import Command, meanwhile
from verify.drawing import machine

LATEST = Path("reports/latest")
RUN = f"the folder of a run (default: {LATEST})"


def register(command: Command) -> None:
    sub = command("sweep", sweep, "step sweeps: the error of finite differences, and its bound")
    form = sub.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print the rows as JSON lines")
    form.add_argument("--csv", action="store_true", help="print comma-separated values, with a head")

    sub = command("report", report, "render a run folder again from its records")
    sub.add_argument("folder", nargs="?", type=Path, default=LATEST, help=RUN)

    sub = command("compare", compare, "say what changed from one run folder to another: outcomes, digits lost")
    sub.add_argument("old", type=Path, help="the folder of an earlier run, or `reports` for the baseline")
    sub.add_argument("new", type=Path, nargs="?", default=LATEST, help=RUN)

    sub = command("baseline", baseline, "make the last run the baseline that later runs are compared with")
    sub.add_argument("run_folder", nargs="?", type=Path, default=LATEST, help=RUN)
    sub.add_argument("folder", nargs="?", type=Path, default=Path("reports"), help="where it is kept (default: reports)")


def sweep(args: argparse.Namespace) -> int:
    from verify.suites.sweep import table

    rows = meanwhile("step sweeps", lambda: list(table.rows()))
    if args.csv:
        print(machine.table(rows, list(dict.fromkeys(key for row in rows for key in row))), end="")
        return 0
    for row in rows:
        print(json.dumps(row) if args.json else _step(row))
    return 0


def _step(row: dict[str, Any]) -> str:
    unresolvable = "" if row["resolvable"] else ", unresolvable"
    error = f"error {row['error']:.2e}, bound {row['predicted']:.2e}{unresolvable}"
    return f"{row['subject']}: {row['scheme']}, {row['dtype']}, h = {row['h']:.2e}: {error}"


def report(args: argparse.Namespace) -> int:
    from verify import report

    for path in meanwhile(f"the report of {args.folder}", lambda: report.render(args.folder)):
        print(path)
    return 0


def compare(args: argparse.Namespace) -> int:
    from verify import report

    if not args.old.is_dir():
        raise ValueError(f"{args.old} is no folder: name the folder of an earlier run, or `reports` for the baseline")
    changes = meanwhile(f"{args.new} beside {args.old}", lambda: report.compare(args.old, args.new))
    print("\n".join(changes) or "nothing changed")
    return 1 if changes else 0


def baseline(args: argparse.Namespace) -> int:
    from verify.report import run_folder

    meanwhile(f"the baseline {args.folder}", lambda: run_folder.keep(args.run_folder, args.folder))
    print(f"baseline: {args.folder}")
    return 0
