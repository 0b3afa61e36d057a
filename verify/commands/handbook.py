"""`driftproof handbook DIR`: a page for each closed form and each quantity, with the verdicts of a run."""

import argparse
from pathlib import Path

from verify.commands import Command, meanwhile, records_folders


def register(command: Command) -> None:
    sub = command("handbook", run, "write the handbook: a page for each closed form and each quantity, an index, works, a glossary")
    sub.epilog = "in the folder of a run, as reports/latest/handbook, its claims lead to the audits"
    sub.add_argument("folder", type=Path, metavar="DIR", help="a folder of its own")
    sub.add_argument("--records", type=Path, metavar="FOLDER", help="a run folder (default: reports/latest, else reports)")


def run(args: argparse.Namespace) -> int:
    from verify.handbook.pages import rebuild

    records = next(iter(records_folders(args.records)), None)
    print(meanwhile("the handbook", lambda: rebuild(args.folder, records)))
    return 0
