"""Statements about trained networks, decided by the rows of a suite."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Learned:
    """A statement about trained networks: it holds if every row of the suite with these fields has the outcome `as_stated`."""

    id: str
    source: str
    says: str
    suite: str
    rows: dict[str, str] = field(hash=False)
    kind: str  # what the kind of its rows begins with
    as_stated: str
    instead: str

    def verdict(self, table: list[dict[str, Any]] | None) -> tuple[str, list[dict[str, Any]]]:
        """HOLDS, REFUTED, UNDECIDED or NOT RUN, and the rows that say so."""
        mine = [
            r for r in table or [] if "outcome" in r and str(r["kind"]).startswith(self.kind) and self.rows.items() <= r.items()
        ]
        said = {r["outcome"] for r in mine} - {self.as_stated}
        if not mine:
            return "NOT RUN", []
        return ("HOLDS" if not said else "REFUTED" if said & {"HOLDS", "REFUTED"} else "UNDECIDED"), mine

    @property
    def repeat(self) -> str:
        return f"pytest verify/ -k {self.suite}"


LEARNED = (
    Learned(
        "RF-11L",
        "Gradient Variance, Fig. 6, with a network trained here",
        "A network trained on pairs whose lines all meet reproduces the pairs at inference.",
        "memorisation",
        {"model": "pairs-mirror"},
        "share of pairs reproduced",
        "HOLDS",
        "A few steps jump over the crossing and land on the pairs; the same network, integrated accurately, does not (RF-11).",
    ),
    Learned(
        "RF-15",
        "Gradient Variance, abstract, with networks trained here",
        "A network trained on fixed pairs with noise of 1/20 no longer reproduces them.",
        "memorisation",
        {"model": "pairs-random-05"},
        "share of pairs reproduced",
        "REFUTED",
        "Pairs whose lines do not meet are reproduced with this noise as well: noise must be of the size of the gap between lines.",
    ),
    Learned(
        "PX-13",
        "Proximal Operators, Figs. 3 and 4, with networks trained here",
        "A trained velocity network shows the normal exponent -1 at the end of time.",
        "proximal",
        {"field": "velocity network"},
        "distance of the mean",
        "HOLDS",
        "A network of finite Lipschitz constant L shows -1 only while 1 - t is above 1/L; one that predicts x1 keeps it.",
    ),
)
