"""What is said of trained networks is decided by the rows of a suite."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Learned:
    """A statement about trained networks; it holds if every row that its suite judges it by has the outcome `as_stated`."""

    id: str
    source: str  # within the paper
    says: str
    suite: str  # its entry says which rows speak of the statement
    as_stated: str
    instead: str

    def verdict(self, rows: Iterable[Row]) -> tuple[str, list[Row]]:
        """HOLDS, REFUTED, UNDECIDED or NOT RUN, and the judged ones among the rows that speak of it."""
        mine = [r for r in rows if "outcome" in r]
        said = {r["outcome"] for r in mine} - {self.as_stated}
        if not mine:
            return "NOT RUN", []
        return ("HOLDS" if not said else "REFUTED" if said & {"HOLDS", "REFUTED"} else "UNDECIDED"), mine
