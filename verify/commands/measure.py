"""`driftproof measure NAME`: a long measurement on a trained network, kept beside the code; a stopped run goes on where it was."""

import argparse
from pathlib import Path

from verify.commands import Command
from verify.files.baseline import CHECKOUT


def register(command: Command) -> None:
    sub = command("measure", run, "measure what takes longer than a test run, and keep it; or go on where a run was stopped")
    sub.add_argument("name", metavar="NAME", help="a measurement, e.g. mnist-fives")
    sub.add_argument("--points", type=int, metavar="N", help="source points, a multiple of the block (default: the measurement's)")
    sub.add_argument("--folder", type=Path, metavar="DIR", help="where to keep it (default: here; in a checkout beside its suite)")


def run(args: argparse.Namespace) -> int:
    from learned.train.command import writable
    from verify.suites import measurement_named
    from verify.suites.common import measurement

    found = measurement_named(args.name)
    folder = args.folder or (found.home if (CHECKOUT / "pyproject.toml").exists() else Path())
    writable(folder)
    store = measurement.measure(found, args.points, folder, report=lambda line: print(line, flush=True))
    print(f"{folder / found.name}.safetensors: {store.points} points in {store.about['seconds']:.0f} s")
    return 0
