"""A paper as a reader meets it: its parts in order, the entries that each states, what was found, what no claim decides."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True)
class Part:
    """A section, lemma or theorem, with the entries that it states and the tables and figures that it prints."""

    heading: str
    entries: tuple[str, ...]
    exhibits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Found:
    """A sentence on what was found, and the claims that must have come out as expected for it to be said."""

    says: str
    claims: tuple[str, ...]


@dataclass(frozen=True)
class Undecided:
    """An entry that no claim decides: why, and what would."""

    id: str
    says: str
    reason: str
    by: str


@dataclass(frozen=True)
class Learned:
    """A statement about trained networks; it holds if every row that its suite judges it by has the outcome `as_stated`."""

    id: str
    source: str  # within the paper
    says: str
    suite: str  # its entry says which rows speak of the statement
    as_stated: str
    instead: str  # what holds instead; of a statement that holds, what else is to be said


@dataclass(frozen=True)
class Paper:
    """`key` begins its ids, `position` is its place among the papers. `more`: claims that decide an entry under another id."""

    key: str
    name: str
    title: str
    about: str
    parts: tuple[Part, ...]
    found: tuple[Found, ...]
    position: int
    more: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    trained: tuple[Learned, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    unread: str = ""  # a sentence, if its text was not at hand: what its statements were taken from
    listed: str = ""  # its name in a list of papers, where it is another
    collection: bool = False  # of statements of many works: each claim names its own source

    @property
    def slug(self) -> str:
        return "audit-" + self.name.lower().replace(" ", "-")

    @property
    def called(self) -> str:
        """Among others, in a list or a table."""
        return self.listed or self.name

    @property
    def lead(self) -> str:
        """What stands below its title: what it is, and what was not read."""
        return " ".join(filter(None, (self.about, self.unread)))

    @property
    def entries(self) -> tuple[str, ...]:
        """All that it states, in its order."""
        return tuple(entry for part in self.parts for entry in part.entries)

    def states(self, id: str) -> bool:
        """Is it one of this paper's ids?"""
        return id.startswith(f"{self.key}-")

    def entry_of(self, id: str) -> str:
        """The entry that a claim belongs to: its own id, else without its last letter; "" if there is none.

        CD-4.5 is decided by CD-4.5 and CD-4.5a; an entry with its own letter (CD-4.1e) keeps the claims of that letter to itself.
        """
        stem = id.removesuffix("-amended")
        for name in (stem, stem[:-1] if stem[-1].isalpha() else ""):
            if name in self.entries:
                return name
        return next((entry for entry, more in self.more.items() if id in more), "")


def parts(key: str, *parts: tuple[str, str] | tuple[str, str, str]) -> tuple[Part, ...]:
    """Of each part its heading, its entries without the key, its tables and figures: "4.1 4.1e", "Fig. 1,Table 4"."""
    return tuple(Part(h, tuple(f"{key}-{n}" for n in e.split()), tuple(filter(None, ",".join(x).split(",")))) for h, e, *x in parts)


def found(*found: tuple[str, str]) -> tuple[Found, ...]:
    """Of each sentence its words, and the ids of its claims."""
    return tuple(Found(says, tuple(claims.split())) for says, claims in found)
