"""`driftproof init [WAY]`: a complete derivation file, to be changed into your own."""

import argparse
import tomllib
from pathlib import Path

from learned.files.atomic import write_whole
from verify.commands import Command

WAYS: dict[str, dict[str, str]] = tomllib.loads((Path(__file__).parent / "ways.toml").read_text(encoding="utf-8"))


def register(command: Command) -> None:
    sub = command("init", run, "write a complete derivation file, to be changed into your own")
    said = "; ".join(f"{name}: {way['says']}" for name, way in WAYS.items())
    sub.add_argument("way", nargs="?", choices=tuple(WAYS), default="operations", help=f"how it is stated. {said}")
    sub.add_argument("-o", "--output", type=Path, metavar="FILE", help="its name (default: derivation_WAY.py)")


def run(args: argparse.Namespace) -> int:
    path = args.output or Path(f"derivation_{args.way}.py")
    if path.exists():
        raise ValueError(f"{path} is there already: name another file with --output")
    write_whole(path, WAYS[args.way]["text"], "name another file with --output")
    print(f"{path}: check it with `driftproof check {path}`")
    return 0
