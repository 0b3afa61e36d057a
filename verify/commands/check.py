"""`driftproof check FILE[::NAME] ...`: your own derivations, proved, refuted with a counterexample, or named as something else."""

import argparse
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from learned.files.atomic import write_whole
from verify.commands import INTERRUPTED, Command, progress, seconds, seed, settings, width
from verify.derivations.file_names import PATTERNS, files_below
from verify.drawing.answer import COLOUR, ordered, sentence, summary, text
from verify.drawing.cards import page
from verify.drawing.machine import FORMATS, PASSES, SCHEMA
from verify.drawing.tables import Row

if TYPE_CHECKING:
    from rich.table import Table

WIDTH = 110  # columns where there is no terminal to ask
EXIT = """exit status: 0 all proved or agree; 1 something is refuted, or right but for a guard: a small constant of its text, as in
/ (1 - t + 1e-8), that shows at some case; 2 used wrongly, also in the file:
a word that nothing has, a text that is no Python; 3 nothing refuted, something undecided; 130 interrupted.
Defaults: [tool.driftproof] of pyproject.toml, with files, budget, seed, output-format."""


def register(command: Command) -> None:
    sub = command("check", run, "check the derivations of a file: proved, refuted with the smallest counterexample, or undecided")
    sub.epilog = EXIT
    sub.add_argument(
        "targets",
        nargs="+",
        metavar="FILE[::NAME]",
        help=f"a Python file, which is executed, or a folder of {' or '.join(PATTERNS)}; what pytest skips is skipped",
    )
    form = sub.add_mutually_exclusive_group()
    form.add_argument("--output-format", choices=("text", *FORMATS), help="of what is printed (default: text)")
    form.add_argument("--json", dest="output_format", action="store_const", const="json", help="one JSON line for each derivation")
    sub.add_argument("--html", type=Path, metavar="PATH", help="write the answers as one HTML page")
    sub.add_argument("--seed", type=seed, help="seed of the random cases (default 0)")
    sub.add_argument("--budget", type=seconds, metavar="SECONDS", help="of computing, for each (default 30)")
    command("schema", schema, "print the JSON Schema of what `check --output-format json` prints")


def schema(args: argparse.Namespace) -> int:
    print(SCHEMA.read_text(encoding="utf-8"), end="")
    return 0


def run(args: argparse.Namespace) -> int:
    """The exit status, as EXIT says."""
    chosen = settings.of_check(Path.cwd())
    for key in ("seed", "budget", "output_format"):
        setattr(args, key, chosen[key.replace("_", "-")] if getattr(args, key) is None else getattr(args, key))
    if args.html is not None and args.html.is_dir():
        raise ValueError(f"--html {args.html} is a folder: name the file to write, e.g. {args.html / 'answers.html'}")
    rows: list[Row] = []
    wrong, interrupted = [], False
    try:
        with progress(quiet=args.output_format != "text") as begin:
            for path, name in targets(args.targets, chosen["files"]):
                try:
                    _gather(rows, path, name, args, begin)
                except (ValueError, OSError) as e:
                    wrong.append(str(e))
    except KeyboardInterrupt:
        interrupted = True
    if rows or not wrong:
        _print(rows, args.output_format)
    if args.html is not None and rows:
        _write(args.html, rows)
    for message in [*wrong, *(["interrupted: what was decided until then is above"] if interrupted else [])]:
        print(f"driftproof: {message}", file=sys.stderr)
    return INTERRUPTED if interrupted else status(rows, bool(wrong))


def status(rows: list[Row], wrong: bool = False) -> int:
    said = {r["verdict"] for r in rows}
    if said & {"REFUTED", "GUARDED"}:
        return 1
    if wrong or "ERROR" in said:
        return 2
    return 3 if "UNDECIDED" in said or not said else 0


def targets(given: list[str], patterns: Sequence[str] = PATTERNS) -> Iterator[tuple[Path, str | None]]:
    """Files and the one name wanted of each; a folder stands for its derivation files, of these names."""
    for target in given:
        file, _, name = target.partition("::")
        path = Path(file)
        if not path.is_dir():
            yield path, name or None
            continue
        if not (found := sorted(files_below(path, patterns))):
            raise ValueError(f"{path} holds no file named {' or '.join(patterns)}, but for what pytest skips: name the file itself")
        yield from ((p, name or None) for p in found)


def _gather(rows: list[Row], path: Path, name: str | None, args: argparse.Namespace, begin: Callable[[str], None]) -> None:
    from verify.derivations.isolation.file_child import run_file

    if not path.is_file():
        raise ValueError(f"there is no file {path}: name a Python file that states derivations")
    clean = sys.platform == "linux" and threading.active_count() == 1
    for found in run_file(path, name, args.seed, args.budget, begin, "clean" if clean else "spawn"):
        rows.append(found)


def _print(rows: list[Row], form: str) -> None:
    if form in FORMATS:
        print(FORMATS[form](rows, version("driftproof")), end="")
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(width=width(WIDTH), highlight=False)
    if rows:
        console.print(_grid(rows))
    for r in ordered(rows):
        if not _passes(r):
            rest = text(r, console.width).split("\n")[1:]
            console.print()
            console.print(Text(r["verdict"], COLOUR[r["verdict"]]) + Text(f"  {sentence(r)}"), soft_wrap=r["verdict"] != "ERROR")
            console.print(Text("\n".join(rest)), soft_wrap=True)
    console.print(f"\n{summary(rows)}.")


def _passes(r: Row) -> bool:
    return r["verdict"] in PASSES


def _grid(rows: list[Row]) -> "Table":
    """A line for each: its verdict, in which scope, and how long it took; what does not pass is told below, and only there."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("derivation", "verdict", "scope"):
        grid.add_column(name, overflow="fold")
    grid.add_column("time", justify="right", no_wrap=True)
    for r in rows:
        scope = "; ".join(filter(None, (r["scope"], r["why"]))) if _passes(r) else "see below"
        grid.add_row(Text(str(r["name"])), Text(r["verdict"], COLOUR.get(r["verdict"], "")), Text(scope), f"{r['seconds']:.1f} s")
    return grid


def _write(path: Path, rows: list[Row]) -> None:
    write_whole(path, page(rows), "name another file with --html")
