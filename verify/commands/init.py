"""`driftproof init [WAY]`: a complete derivation file, to be changed into your own; or what checks such files at each commit."""

import argparse
import tomllib
from pathlib import Path

from learned.files.atomic import write_whole
from verify.commands import Command

WAYS: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "ways.toml").read_text(encoding="utf-8"))


def register(command: Command) -> None:
    sub = command(
        "init", run, "write a complete derivation file, to be changed into your own, or a workflow or hook that checks them"
    )
    said = "; ".join(f"{name}: {way['says']}" for name, way in WAYS.items())
    sub.add_argument("way", nargs="?", choices=tuple(WAYS), default="operations", help=f"what it is. {said}")
    sub.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="its name (default: derivation_WAY.py; of a workflow or hook where it belongs)",
    )


def run(args: argparse.Namespace) -> int:
    way = WAYS[args.way]
    path = args.output or Path(way.get("file", f"derivation_{args.way}.py"))
    if path.exists():
        raise ValueError(f"{path} is there already: name another file with --output")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, way["text"], "name another file with --output")
    print(path if "file" in way else f"{path}: check it with `driftproof check {path}`")
    return 0
