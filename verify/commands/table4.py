"""`driftproof table4`: Table 4 of Causality-Delta, of a mixture of one's own, or of a trained network."""

import argparse
from pathlib import Path
from typing import Any

from learned.files.atomic import write_whole
from verify.commands import Command, meanwhile, seed, width

FORMS = ("text", "markdown", "latex", "json", "csv")
NARROW = 80  # columns


def register(command: Command) -> None:
    sub = command("table4", run, "Table 4 of Causality-Delta, or the same table for a mixture or a trained network of your own")
    sub.add_argument(
        "file",
        nargs="?",
        type=Path,
        help="a JSON or TOML file with weights, means, covs; also mean0, cov0, times, points or n_points, seed, name "
        "(default: the published instance)",
    )
    sub.add_argument(
        "--model",
        metavar="MODEL",
        help="a trained network by its name, or the folder that training wrote; or FILE.py::NAME, v(x, t) of your own, a torch "
        "module or a function, with the law that it was trained on as FILE",
    )
    sub.add_argument("--times", type=times, metavar="T,T", help="times, as 0,1/3,0.9 (default: those of the paper)")
    sub.add_argument("--points", type=count, metavar="N", help="how many points are drawn for each time (default: 10)")
    sub.add_argument("--seed", type=seed, metavar="N", help="of these draws (default: 0)")
    sub.add_argument("--columns", choices=("five", "all"), default="five", help="those that matter, or all (default: five)")
    sub.add_argument("--format", choices=FORMS, default="text", help="of what is printed (default: text)")
    sub.add_argument("--figure", type=Path, metavar="PATH", help="write the distances over t as a figure too, .svg or .png")
    sub.add_argument("-o", "--output", type=Path, metavar="PATH", help="write the table there instead of printing it")


def times(text: str) -> list[str]:
    return [part.strip() for part in text.split(",")]


def count(text: str) -> int:
    if not text.isdecimal() or not int(text):
        raise argparse.ArgumentTypeError(f"{text!r}: the number of points is a whole number, 1 or larger")
    return int(text)


def run(args: argparse.Namespace) -> int:
    from verify.suites.table4.asked import table4

    def work() -> Any:
        made = table4(args.file, model=_model(args.model), times=args.times, points=args.points, seed=args.seed)
        if args.figure:
            made.figure(args.figure)
        return made

    made = meanwhile("Table 4", work)
    text = terminal(made.comparisons(args.columns)) if args.format == "text" else made.text(args.format, args.columns)
    if args.output:
        write_whole(args.output, text)
    else:
        print(text.rstrip("\n"))
    return 0


def _model(given: str | None) -> Any:
    """A name or a folder as it is; what a file of the user's calls by NAME, for which the file is executed."""
    file, colons, name = (given or "").partition("::")
    if not colons:
        return given
    import runpy

    if not Path(file).is_file():
        raise ValueError(f"{file} is no file: give FILE.py::NAME, NAME a torch module or a function v(x, t)")
    try:
        found = runpy.run_path(file, run_name="driftproof_user_file")
    except Exception as e:
        raise ValueError(f"{file} raises {type(e).__name__}: {e}") from None
    if not callable(found.get(name)):
        have = ", ".join(key for key, value in found.items() if callable(value) and not key.startswith("_")) or "nothing"
        raise ValueError(f"{file} has no module or function {name!r}: it has {have}")
    return found[name]


def terminal(found: list[Any]) -> str:
    """Tables as wide as the terminal, each with its caption and notes."""
    import io
    import sys

    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from verify.suites.table4.comparison import text

    out, colours = io.StringIO(), sys.stdout.isatty()
    console = Console(file=out, width=width(120), force_terminal=colours, no_color=None if colours else True, highlight=False)
    for c in found:
        grid = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2 if console.width > NARROW else 1, 0, 0))
        grid.add_column("t")
        for group, column in c.columns:
            head = f"{group}: {column}" if group else column
            shown = head if console.width > NARROW else head.replace(" ", "\n")
            grid.add_column(Text(shown), justify="right", min_width=max(map(len, head.split())))
        for t, line in c.lines:
            grid.add_row(t, *(Text(text(cell)) for cell in line))
        console.print(Text(f"{c.caption or c.instance}\n"))
        console.print(grid)
        console.print(Text("".join(f"\n{said}" for said in (c.legend, *c.notes) if said), "dim"))
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines())
