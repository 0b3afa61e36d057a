"""The entries of the catalogue of claims, those that the papers state, and which claims decide each.

An entry is decided by claims (those whose id is the entry's, or begins with it, or that the paper's `more` names), by the rows of a
suite (a statement about trained networks), or it is on its paper's list of the undecided.
"""

from collections.abc import Iterable
from functools import cache

from verify.papers import catalogue, undecided


@cache
def entries() -> tuple[str, ...]:
    """All of them, paper by paper, in the order of each."""
    return tuple(entry for paper in catalogue() for entry in paper.entries)


def entry_of(id: str) -> str:
    """The entry that a claim belongs to; "" if there is none."""
    return next((entry for paper in catalogue() if paper.states(id) and (entry := paper.entry_of(id))), "")


def decided(ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each entry the claims, of these ids, that decide it."""
    found: dict[str, list[str]] = {entry: [] for entry in entries()}
    for id in ids:
        if entry := entry_of(id):
            found[entry].append(id)
    return {entry: tuple(claims) for entry, claims in found.items()}


def missing(ids: Iterable[str]) -> tuple[str, ...]:
    """Entries that are neither decided by these claims nor on the list of the undecided."""
    waiting = {u.id for u in undecided()}
    return tuple(entry for entry, claims in decided(ids).items() if not claims and entry not in waiting)
