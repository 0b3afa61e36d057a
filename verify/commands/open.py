"""`driftproof open [WHAT]`: a page of the last run in the browser."""

import argparse
import webbrowser
from contextlib import suppress
from pathlib import Path

from verify import papers
from verify.claims import find
from verify.commands import Command
from verify.commands.runs import LATEST
from verify.suites.suite import COMMAND

HANDBOOK = "handbook"


def register(command: Command) -> None:
    sub = command("open", run, "open the report of the last run in the browser")
    sub.add_argument("what", nargs="?", default="", metavar="WHAT", help=f"a claim by its id, a paper by its key, or {HANDBOOK}")
    sub.add_argument("--records", type=Path, metavar="FOLDER", default=LATEST, help=f"the folder of a run (default: {LATEST})")


def run(args: argparse.Namespace) -> int:
    """Its address is printed, for where there is no browser."""
    name, _, place = page(args.what).partition("#")
    path = args.records / name
    if not path.is_file():
        made = f"`driftproof handbook {path.parent}`" if args.what == HANDBOOK else f"`{COMMAND}`"
        raise ValueError(f"there is no {path}: make it with {made}; `driftproof show CLAIM` answers without it")
    address = path.resolve().as_uri() + (f"#{place}" if place else "")
    print(address)
    webbrowser.open(address)
    return 0


def page(what: str) -> str:
    """Within the folder of a run: index.html#CD-4.6, audit-causality-delta.html, handbook/index.html. KeyError: no such."""
    if not what or what == HANDBOOK:
        return f"{HANDBOOK}/index.html" if what else "index.html"
    with suppress(KeyError):
        return f"{papers.of_key(what)[0].slug}.html"
    return f"index.html#{find(what).id}"
