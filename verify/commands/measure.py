"""`driftproof measure NAME`: a long measurement on a trained network, kept beside the code; a stopped run goes on where it was."""

import argparse
from pathlib import Path

from verify.commands import Command, progress
from verify.drawing import words
from verify.files.baseline import CHECKOUT
from verify.suites import catalogue


def register(command: Command) -> None:
    sub = command("measure", run, "measure what takes longer than a test run, and keep it; or go on where a run was stopped")
    sub.add_argument("name", metavar="NAME", help="a measurement, e.g. mnist-fives")
    sub.add_argument("--points", type=int, metavar="N", help="source points, a multiple of the block (default: the measurement's)")
    sub.add_argument("--pair", nargs=2, metavar="ATTRIBUTE", help="of celeba: how two attributes correlate, e.g. Smiling Male")
    sub.add_argument("--pixels", nargs=2, metavar="ROW,COLUMN", help="of mnist-fives: how two pixels correlate, e.g. 8,14 8,15")
    sub.add_argument("--digit", type=int, metavar="N", help="of which digit the pixels are (default: 5, whose flow is here)")
    elsewhere = "of a network that does not come with the library: its training (default: where `driftproof train` has it)"
    sub.add_argument("--run", type=Path, metavar="DIR", help=elsewhere, dest="training")
    sub.add_argument("--folder", type=Path, metavar="DIR", help="where to keep it (default: here; in a checkout beside its suite)")


def run(args: argparse.Namespace) -> int:
    if any(getattr(args, key) is not None for key in ("pair", "pixels", "digit")):
        return _pair(args)
    from learned.train.command import writable
    from verify.suites import measurement_named
    from verify.suites.common import measurement

    found = measurement_named(args.name)
    folder = args.folder or (found.home if (CHECKOUT / "pyproject.toml").exists() else Path())
    writable(folder)
    with progress() as begin:

        def report(line: str) -> None:
            begin(f"{found.name}: {line}")
            print(line, flush=True)

        begin(found.name)
        store = measurement.measure(found, args.points, folder, report, args.training)
    print(f"{folder / found.name}.safetensors: {store.points} points in {store.about['seconds']:.0f} s")
    return 0


def _pair(args: argparse.Namespace) -> int:
    """Two features of what was measured: a table of their correlations."""
    known = {s.measurements()[0].name: s.pair for s in catalogue().values() if s.measurements and s.pair}
    if args.name not in known:
        raise ValueError(f"of {args.name!r} no pair can be asked: use {' or '.join(known)}")
    given = {key: getattr(args, key) for key in ("pair", "pixels", "digit", "points")}
    found = known[args.name]({key: value for key, value in given.items() if value is not None})
    lines = [found.head, *([words.number(v) for v in row] for row in found.rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(map(str.ljust, line, widths)).rstrip())
    print(found.caption)
    return 0
