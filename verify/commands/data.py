"""`driftproof data check`: which of the real files are there, which are missing or damaged, and how to get them."""

import argparse
import json
from pathlib import Path
from typing import Any

from verify.commands import Command, meanwhile


def register(command: Command) -> None:
    sub = command("data", run, "check the real data files: what is there, what is missing or damaged, and how to get it")
    sub.add_argument("what", choices=("check",), help="the one thing it does")
    sub.add_argument("--root", type=Path, metavar="DIR", help="default: DRIFTPROOF_DATA, else ~/.cache/driftproof/data (Linux)")
    sub.add_argument("--json", action="store_true", help="print one JSON line for each file")


def run(args: argparse.Namespace) -> int:
    """Exit status 0: all there; 1: something is missing or wrong."""
    from learned.data import files

    rows = meanwhile("the data files", lambda: files.check(args.root))
    print("\n".join(json.dumps(row) for row in rows) if args.json else "\n".join(_lines(files.folder(args.root), rows)))
    return 0 if all(row["state"] == "ok" for row in rows) else 1


def _lines(root: Path, rows: list[dict[str, Any]]) -> list[str]:
    out = [f"{root}" + ("" if root.is_dir() else ": there is no such folder")]
    for row in rows:
        out.append(f"  {row['state']:15} {row['file']:28} {row['path']}")
        if row["state"] != "ok":
            out += [f"  {'':15} expected {row['expected']}", f"  {'':15} found {row['found']}"]
    how = dict.fromkeys(row["how"] for row in rows if row["how"])
    return out + [f"get it: {h}" for h in how]
