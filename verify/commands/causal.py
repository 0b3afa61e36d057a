"""`driftproof causal mine.toml`: what each construction of a flow answers about a graph of your own, seen, done, imagined."""

import argparse
from pathlib import Path

from verify.commands import Command, meanwhile
from verify.suites.causal.kinds import FORMS
from verify.suites.suite import Lazy

PRINTED = Lazy("verify.suites.causal.own_graph", "printed")


def register(command: Command) -> None:
    sub = command("causal", run, "what each construction of a flow answers about a graph of your own: seen, done, imagined")
    sub.epilog = (
        'the file, e.g.: nodes = {X = 1, H = 1, Y = {variance = 1, mean = 0}}, edges = {"X -> H" = 0.5, "H -> Y" = 0.4}, '
        "do = {H = 2}, unit = {X = 0.5, H = 1, Y = 1.5}; exit status: 0 the tables are printed; 2 used wrongly"
    )
    sub.add_argument("file", type=Path, help="a TOML or JSON file: nodes with the variances of their noises, edges, do, unit")
    sub.add_argument("--format", choices=FORMS, default=FORMS[0], help="of what is printed (default: markdown)")


def run(args: argparse.Namespace) -> int:
    print(meanwhile(f"{args.file}: what each flow answers", lambda: PRINTED(args.file, args.format)))
    return 0
