"""The papers: one a folder, `papers/<paper>/`, each with a module-level `PAPER`; what a paper is, says and prints.

catalogue()          every paper, in the order in which they are read
of_key("CD")         by key or name
part_of, place       where in a paper a statement stands
cited, unread        a source that says whether its text was at hand; the paper's sentence on that
undecided, learned   statements that no claim decides; statements about trained networks, which suites decide
"""

from functools import cache
from importlib import import_module
from pathlib import Path

from analytic.options import UnknownName
from verify.papers.citation import is_derived
from verify.papers.paper import Learned, Paper, Undecided

__all__ = ["Learned", "Paper", "Undecided", "catalogue", "cited", "learned", "of_key", "part_of", "place", "undecided", "unread"]


@cache
def catalogue() -> tuple[Paper, ...]:
    """Every paper, in the order in which they are read; ValueError if two have one key or one position."""
    found: list[Paper] = [
        import_module(f"{__name__}.{path.parent.name}").PAPER for path in Path(__file__).parent.glob("*/__init__.py")
    ]
    for what, values in (("key", [p.key for p in found]), ("position", [str(p.position) for p in found])):
        twice = sorted({v for v in values if values.count(v) > 1})
        if twice:
            raise ValueError(f"two papers have the {what} {twice[0]}: give each a {what} of its own")
    return tuple(sorted(found, key=lambda p: p.position))


def of_key(text: str) -> tuple[Paper, ...]:
    """The papers of that key or name; all of them for the empty text; KeyError if there are none."""
    wanted = tuple(p for p in catalogue() if not text or text.lower() in (p.key.lower(), p.name.lower(), p.called.lower()))
    if not wanted:
        known = ", ".join(f"{p.called} ({p.key})" for p in catalogue())
        raise UnknownName(f"{text!r} is no paper of the catalogue: it has {known}")
    return wanted


def part_of(paper: Paper, id: str) -> int:
    """Which part states the claim; one more than the last if none does."""
    entry = paper.entry_of(id) or id
    return next((i for i, part in enumerate(paper.parts) if entry in part.entries), len(paper.parts))


def place(paper: Paper, id: str) -> tuple[int, int]:
    """Part, and position of its entry within the part: the order of the paper."""
    i, entry = part_of(paper, id), paper.entry_of(id) or id
    entries = paper.parts[i].entries if i < len(paper.parts) else ()
    return i, entries.index(entry) if entry in entries else len(entries)


def undecided() -> tuple[Undecided, ...]:
    """What no claim decides, of all papers."""
    return tuple(u for p in catalogue() for u in p.undecided)


def learned() -> tuple[Learned, ...]:
    """The statements about trained networks, of all papers."""
    return tuple(s for p in catalogue() for s in p.trained)


def unread(id: str, source: str) -> str:
    """The sentence on a text that was not at hand, of a claim that is a paper's; "" of one that was, or is derived here."""
    return "" if is_derived(source) else next((p.unread for p in catalogue() if p.states(id)), "")


def cited(id: str, source: str) -> str:
    """The source; of a paper that was not at hand it says so. (Of a collection its page says it once.)"""
    mine = next((p for p in catalogue() if p.states(id)), None)
    silent = mine is None or mine.collection or not unread(id, source)
    return source if silent else f"{source} (text not at hand)"
