"""`driftproof list`: the claims; what a derivation is compared with, in which coordinates, assumptions and operations."""

import argparse
import json
from collections.abc import Callable
from functools import partial
from typing import Any

from verify.commands import Command, meanwhile, the_claims, width


def register(command: Command) -> None:
    sub = command("list", list_, "list the claims; of derivations the quantities, conventions, assumptions, operations")
    sub.add_argument("what", nargs="?", choices=tuple(LISTS), default="claims", help="what to list (default: claims)")
    sub.add_argument("--json", action="store_true", help="print one JSON line for each")


def list_(args: argparse.Namespace) -> int:
    entries, cells = LISTS[args.what]
    found = meanwhile(f"the {args.what}", entries)
    if args.json:
        for entry in found:
            print(json.dumps(entry, ensure_ascii=False))
    else:
        _columns([cells(entry) for entry in found])
    return 0


def _columns(rows: list[tuple[str, ...]]) -> None:
    """Side by side: on a terminal within its width, else a line for each."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    if width(sum(widths)) is not None:
        for row in rows:
            print("  ".join(map(str.ljust, row, widths)).rstrip())
        return
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, pad_edge=False, show_header=False)
    for i, column in enumerate(widths):
        grid.add_column(overflow="fold", no_wrap=i == 0, min_width=column if i == 0 else None)
    for row in rows:
        grid.add_row(*map(Text, row))
    Console(highlight=False).print(grid)


def _claims() -> list[dict[str, Any]]:
    return [
        {"id": c.id, "expect": c.expect.value, "standing": str(c.standing or ""), "source": c.source, "says": c.says}
        for c in the_claims().catalogue().values()
    ]


def _listed(claim: dict[str, Any]) -> str:
    return f"false {claim['standing']}" if claim["standing"] else str(claim["expect"])


def _of_derivations(what: str) -> list[dict[str, Any]]:
    from verify.derivations import listed

    rows: list[dict[str, Any]] = getattr(listed, what)()
    return rows


LISTS: dict[str, tuple[Callable[[], list[dict[str, Any]]], Callable[[dict[str, Any]], tuple[str, ...]]]] = {
    "claims": (_claims, lambda e: (e["id"], _listed(e), e["source"], e["says"])),
    "quantities": (partial(_of_derivations, "quantities"), lambda e: (e["name"], e["shape"], ", ".join(e["laws"]), e["says"])),
    "conventions": (partial(_of_derivations, "conventions"), lambda e: (e["option"], e["name"], e["says"])),
    "assumptions": (partial(_of_derivations, "assumptions"), lambda e: (e["name"], e["says"])),
    "operations": (partial(_of_derivations, "operations"), lambda e: (f"law.ar.{e['name']}{e['arguments']}", e["says"])),
}
