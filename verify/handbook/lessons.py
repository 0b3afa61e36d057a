"""Tutorials: scripts whose comments are the text, and whose lines `#:` are what the code before them prints."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from pathlib import Path

HERE = Path(__file__).parent / "tutorials"
PRINTS = "#: "


class Kind(StrEnum):
    PROSE = "prose"
    CODE = "code"
    OUTPUT = "output"


@dataclass(frozen=True)
class Lesson:
    """`parts` in the order of the script, its title left out."""

    name: str
    title: str
    parts: tuple[tuple[Kind, str], ...]
    path: Path

    @property
    def output(self) -> str:
        """What the script prints."""
        return "".join(f"{text}\n" for kind, text in self.parts if kind is Kind.OUTPUT)


@cache
def lessons() -> tuple[Lesson, ...]:
    """In the order of their numbers, `tutorials/1_first_derivation.py` first."""
    return tuple(map(read, sorted(HERE.glob("[0-9]*_*.py"))))


def read(path: Path) -> Lesson:
    """ValueError where a script has no title, a docstring of one line."""
    text = path.read_text(encoding="utf-8")
    title = ast.get_docstring(tree := ast.parse(text))
    if not title or "\n" in title:
        raise ValueError(f"{path} has no title: begin it with a docstring of one line")
    below = text.splitlines()[tree.body[0].end_lineno :]
    parts = ((kind, "\n".join(_plain(kind, lines)).strip("\n")) for kind, lines in groupby(below, _kind))
    return Lesson(path.stem.partition("_")[2], title, tuple((k, t) for k, t in parts if t), path)


def _kind(line: str) -> Kind:
    if line.startswith(PRINTS):
        return Kind.OUTPUT
    return Kind.PROSE if line.startswith("# ") else Kind.CODE


def _plain(kind: Kind, lines: Iterator[str]) -> Iterator[str]:
    return (line.removeprefix({Kind.OUTPUT: PRINTS, Kind.PROSE: "# "}.get(kind, "")) for line in lines)
