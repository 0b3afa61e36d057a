"""The 126 entries of the catalogue of claims, and which claims decide each: those whose id is the entry's, or begins with it.

CD-4.5 is decided by CD-4.5 and CD-4.5a; an entry with its own letter (CD-4.1e) keeps the claims of that letter to itself. `MORE`
names claims that decide an entry under another id; `TRAINED` the statements about trained networks, which suites decide
(verify/audit/trained.py).
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from verify.claims.undecided import UNDECIDED

CD = (
    "3.1 3.2 4.1 4.1e 4.2 4.2F 4.3a 4.3b 4.3c 4.4 4.5 4.6 4.6s 4.7 4.8 4.9 4.10 4.11 4.12 5.1 5.1b 5.1c 5.2a 5.2b 5.2c 5.2d 5.2e "
    "5.2f 5.2g 5.3a 5.3b 5.3c 5.3d 5.4 5.5 6.1 6.1b 6.2 6.2b 6.2c 6.3 6.4a 6.4b 6.4c B L1 L2 L3 L4 0"
)
RF = "1 1b 1c 2 3 3b 4 5 6 7 8 9 9b 10 11 11L 12 13 14 15 16 17 18 19 20 21"
PX = "1 2 3 4 5 6 6b 6c 6d 7 8 9 10 11 12 12b 13 14"
ENTRIES = (
    *(f"CD-{n}" for n in CD.split()),
    *(f"RF-{n}" for n in RF.split()),
    *(f"PX-{n}" for n in PX.split()),
    *(f"FX-{n}" for n in range(1, 33)),
)
MORE: Mapping[str, tuple[str, ...]] = MappingProxyType({"CD-6.4b": ("CD-6.4t",), "CD-B": ("CD-B1", "CD-B2", "CD-B3")})
TRAINED = ("RF-11L", "RF-15", "PX-13")


def decided(ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """For each entry the claims, of these ids, that decide it."""
    found: dict[str, list[str]] = {entry: [] for entry in ENTRIES}
    for id in ids:
        if entry := entry_of(id):
            found[entry].append(id)
    return {entry: tuple(claims) for entry, claims in found.items()}


def entry_of(id: str) -> str:
    """The entry that a claim belongs to: its own id, else without its last letter; "" if there is none."""
    stem = id.removesuffix("-amended")
    for name in (stem, stem[:-1] if stem[-1].isalpha() else ""):
        if name in ENTRIES:
            return name
    return next((entry for entry, more in MORE.items() if id in more), "")


def missing(ids: Iterable[str]) -> tuple[str, ...]:
    """Entries that are neither decided by these claims nor on the list of the undecided."""
    open_ = {u.id for u in UNDECIDED}
    return tuple(entry for entry, claims in decided(ids).items() if not claims and entry not in open_)
