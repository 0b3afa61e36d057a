"""`driftproof causal mine.toml`: what each construction of a flow answers about a graph of your own, seen, done, imagined."""

import argparse
import json
from pathlib import Path

from verify.commands import Command

FORMS = ("markdown", "latex", "json")


def register(command: Command) -> None:
    sub = command("causal", run, "what each construction of a flow answers about a graph of your own: seen, done, imagined")
    sub.epilog = (
        'the file, e.g.: nodes = {X = 1, H = 1, Y = {variance = 1, mean = 0}}, edges = {"X -> H" = 0.5, "H -> Y" = 0.4}, '
        "do = {H = 2}, unit = {X = 0.5, H = 1, Y = 1.5}; exit status: 0 the tables are printed; 2 used wrongly"
    )
    sub.add_argument("file", type=Path, help="a TOML or JSON file: nodes with the variances of their noises, edges, do, unit")
    sub.add_argument("--format", choices=FORMS, default=FORMS[0], help="of what is printed (default: markdown)")


def run(args: argparse.Namespace) -> int:
    from verify.suites.causal import reading, section, table

    rows = table.answered(reading.load(args.file))
    print(json.dumps(rows, indent=1) if args.format == "json" else getattr(section, args.format)(rows))
    return 0
