"""A paper as a reader meets it: its parts in order, the entries that each states, what was found."""

from dataclasses import dataclass


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
class Paper:
    key: str  # of its ids
    name: str
    title: str
    about: str
    parts: tuple[Part, ...]
    found: tuple[Found, ...]

    @property
    def slug(self) -> str:
        return "audit-" + self.name.lower().replace(" ", "-")


def parts(key: str, *parts: tuple[str, str] | tuple[str, str, str]) -> tuple[Part, ...]:
    return tuple(Part(h, tuple(f"{key}-{n}" for n in e.split()), tuple(filter(None, ",".join(x).split(",")))) for h, e, *x in parts)


def found(*found: tuple[str, str]) -> tuple[Found, ...]:
    return tuple(Found(says, tuple(claims.split())) for says, claims in found)
