"""The subcommands of `driftproof`: each parses, calls the library and prints. `register(command)` adds those of a module."""

import argparse
import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from verify.files.baseline import VERDICTS, shipped
from verify.files.lines import harmless

INTERRUPTED = 130
AFTER = 1.0  # seconds: what is done by then needs no words
T = TypeVar("T")
Command = Callable[[str, Any, str], argparse.ArgumentParser]  # name, run(args) -> exit status, help


def seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError(f"{text!r}: the seed is a whole number, 0 or larger")
    return int(text)


def seconds(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r}: the budget is a number of seconds above 0")
    return value


def width(columns: int) -> int | None:
    """Of a rich console: that of the terminal, or $COLUMNS; so many columns where there is neither to ask."""
    return None if sys.stdout.isatty() or os.environ.get("COLUMNS") else columns


@contextmanager
def progress(quiet: bool = False) -> Iterator[Callable[[str], None]]:
    """On a terminal, after a second, what is being done and for how long; it leaves nothing behind. Elsewhere nothing."""
    if not _told(quiet):
        yield lambda name: None if quiet else _import_printing()
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    shared = sys.stdout.isatty()  # what is printed meanwhile stands above it; what goes to a file goes there
    bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=shared)
    task = bar.add_task("", total=None)
    later = threading.Timer(AFTER, bar.start)
    later.daemon = True

    def begin(name: str) -> None:
        bar.reset(task, description=name, total=None)
        if later.ident is None:
            later.start()  # a thread, after the first process has begun

    try:
        yield begin
    finally:
        later.cancel()
        if later.ident is not None:
            later.join()
        bar.stop()


def meanwhile(name: str, work: Callable[[], T], quiet: bool = False) -> T:
    """What the work makes, told on a terminal as long as it lasts."""
    if not _told(quiet):
        return work()
    with progress() as begin:
        begin(name)
        return work()


def _told(quiet: bool) -> bool:
    return not quiet and sys.stderr.isatty() and not os.environ.get("CI")


def _import_printing() -> None:
    """While the first process works."""
    import rich.console
    import rich.table  # noqa: F401


def said(e: Exception) -> str:
    """What an error says: it may quote a file, which must not steer the terminal."""
    return str(harmless(str(e.args[0] if isinstance(e, KeyError) else e)))


def the_claims() -> Any:
    """The module of the catalogue, imported when it is asked for."""
    from verify import claims

    return claims


def records_folders(given: Path | None) -> list[Path]:
    """Where verdicts are, the first that has a claim counts: the folder given; else the last whole run, then the baselines."""
    if given is not None:
        return [given]
    known = (Path("reports/latest"), Path("reports"), shipped())
    return [folder for folder in known if folder and (folder / VERDICTS).exists()]
