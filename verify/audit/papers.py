"""Which paper, and where in it: the statements of a run in the order in which a reader meets them."""

from verify.audit.contents import PAPERS
from verify.audit.paper import Paper
from verify.audit.trained import LEARNED, Learned
from verify.claims.entries import entry_of
from verify.claims.undecided import UNDECIDED, Undecided

__all__ = ["LEARNED", "PAPERS", "Paper", "learned", "of_key", "part_of", "place", "undecided"]


def of_key(text: str) -> tuple[Paper, ...]:
    """The papers of that key or name; all of them for the empty text; KeyError if there are none."""
    wanted = tuple(p for p in PAPERS if not text or text.lower() in (p.key.lower(), p.name.lower()))
    if not wanted:
        known = ", ".join(f"{p.name} ({p.key})" for p in PAPERS)
        raise KeyError(f"{text!r} is no paper of the catalogue: it has {known}")
    return wanted


def part_of(paper: Paper, id: str) -> int:
    """Which part states the claim; one more than the last if none does."""
    entry = entry_of(id) or id
    return next((i for i, part in enumerate(paper.parts) if entry in part.entries), len(paper.parts))


def place(paper: Paper, id: str) -> tuple[int, int]:
    """Part, and position of its entry within the part: the order of the paper."""
    i, entry = part_of(paper, id), entry_of(id) or id
    entries = paper.parts[i].entries if i < len(paper.parts) else ()
    return i, entries.index(entry) if entry in entries else len(entries)


def undecided(paper: Paper) -> list[Undecided]:
    return [u for u in UNDECIDED if u.id.startswith(f"{paper.key}-")]


def learned(paper: Paper) -> list[Learned]:
    return [s for s in LEARNED if s.id.startswith(f"{paper.key}-")]
