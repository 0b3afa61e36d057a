"""The table of all pairs of attributes, and what it says."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, NamedTuple

from verify.drawing.tables import Row, Table
from verify.suites.celeba.kinds import Kind, Matrix

NAMED = (("Pointy_Nose", "Rosy_Cheeks"), ("High_Cheekbones", "Smiling"), ("Male", "Wearing_Lipstick"))  # Table 6's, and two known
HEAD = ["attribute", "and", "labels", "samples", "samples, 95 % interval", "S", "S, 95 % interval", "S, sign"]
SAME, OTHER, OPEN = "as labels", "other than labels", ""


class Estimated(NamedTuple):
    value: float | None
    low: float | None
    high: float | None

    @property
    def said(self) -> str:
        return "" if self.low is None or self.high is None else f"{self.low:.3f} to {self.high:.3f}"

    def sign(self, beside: float) -> str:
        """Whether the whole interval lies on one side of zero, and on which."""
        if self.low is None or self.high is None or self.low <= 0 <= self.high:
            return OPEN
        return SAME if (self.low > 0) == (beside > 0) else OTHER


class Pair(NamedTuple):
    names: tuple[str, str]
    labels: float
    of: Mapping[str, Estimated]  # by the names of two matrices


def pairs(rows: list[Row]) -> list[Pair]:
    """All 780 of the records; none where they have none."""
    matrix = {r["what"]: r["r"] for r in rows if r["kind"] == Kind.MATRIX}
    ends = {r["what"]: r for r in rows if r["kind"] == Kind.PAIRS}
    names = [r["name"] for r in rows if r["kind"] == Kind.QUALITY]
    found = []
    for n, (i, j) in enumerate(combinations(range(len(names) if ends else 0), 2)):
        of = {name: Estimated(matrix[name][i][j], r["low"][n], r["high"][n]) for name, r in ends.items()}
        found.append(Pair((names[i], names[j]), matrix[Matrix.LABELS][i][j], of))
    return found


def about(rows: list[Row]) -> Iterator[str]:
    found = pairs(rows)
    if not found:
        return
    known = {p.names: p for p in found}
    said = [
        f"{a} and {b}: labels {p.labels:.3f}, samples {_with(p.of[Matrix.LOGITS])}, S {_with(p.of[Matrix.S])}"
        for (a, b), p in ((names, known[names]) for names in NAMED[1:])
    ]
    other = {name: sum(p.of[name].sign(p.labels) == OTHER for p in found) for name in (Matrix.S, Matrix.LOGITS)}
    yield (
        f"{'; '.join(said)}. Of {len(found)} pairs the whole interval has the other sign than the labels in "
        f"{other[Matrix.S]} by S, in {other[Matrix.LOGITS]} of the samples."
    )


def _with(e: Estimated) -> str:
    return f"{e.value:.3f} ({e.said})"


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    found = pairs(rows)
    named = [p for p in found if p.names in NAMED]
    return [
        (f"{title} of attributes", Table(HEAD, [_line(p) for p in mine], key=Kind.PAIRS))
        for title, mine in (("Three pairs", named), (f"All {len(found)} pairs", found))
    ]


def _line(p: Pair) -> list[Any]:
    samples, S = p.of[Matrix.LOGITS], p.of[Matrix.S]
    return [*p.names, p.labels, samples.value, samples.said, S.value, S.said, S.sign(p.labels)]
