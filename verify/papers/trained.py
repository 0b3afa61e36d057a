"""What is said of trained networks is decided, or set beside what was found, by the rows of a suite.

Rows are found by the beginnings of their words: the one place where this is done.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Learned:
    """A statement about trained networks: it holds if every row of the suite with these fields has the outcome `as_stated`."""

    id: str
    source: str  # within the paper
    says: str
    suite: str
    rows: dict[str, str] = field(hash=False)
    kind: str  # what the kind of its rows begins with
    as_stated: str
    instead: str

    def verdict(self, table: list[Row] | None) -> tuple[str, list[Row]]:
        """HOLDS, REFUTED, UNDECIDED or NOT RUN, and the rows that say so."""
        mine = [
            r for r in table or [] if "outcome" in r and str(r["kind"]).startswith(self.kind) and self.rows.items() <= r.items()
        ]
        said = {r["outcome"] for r in mine} - {self.as_stated}
        if not mine:
            return "NOT RUN", []
        return ("HOLDS" if not said else "REFUTED" if said & {"HOLDS", "REFUTED"} else "UNDECIDED"), mine


@dataclass(frozen=True)
class Estimate:
    """Rows of a network trained here that estimate a printed number: their kind, and what the estimate's name begins with."""

    suite: str
    kind: str
    name: str
    measurement: str  # `driftproof measure MEASUREMENT` makes them

    def of(self, rows: Iterable[Row]) -> list[Row]:
        return [r for r in rows if r["kind"] == self.kind and str(r.get("estimate", r.get("what"))).startswith(self.name)]
