"""The audit of a paper, as data: its statements in its order, with its tables and figures, and what was found.

Told by the terminal and in JSON (`audit_rows`), in Markdown and HTML (`audit_page`).
"""

from dataclasses import dataclass
from functools import cached_property

from verify import papers
from verify.claims import order
from verify.drawing.tables import Row
from verify.papers import Paper
from verify.report import counting, exhibits
from verify.report.audit_statements import Statement, statements
from verify.report.exhibit import Exhibit
from verify.report.run import Run, status, strongest
from verify.report.standings import refuted


@dataclass(frozen=True)
class Told:
    """A finding: its sentence, its claims, those that did not come out as it needs, and the worst counterexample among them."""

    says: str
    claims: tuple[str, ...]
    missing: list[str]
    against: str


@dataclass(frozen=True)
class PartFound:
    heading: str
    statements: list[Statement]
    labels: tuple[str, ...]
    run: Run

    @cached_property
    def exhibits(self) -> list[Exhibit]:
        return [exhibits.exhibit(label, self.run) for label in self.labels]


@dataclass(frozen=True)
class Audit:
    paper: Paper
    parts: list[PartFound]
    found: list[Told]

    @property
    def statements(self) -> list[Statement]:
        """In the order of the paper; what holds instead comes right after what it amends."""
        return [s for part in self.parts for s in part.statements]

    def totals(self) -> list[str]:
        """Sentences: all statements, those printed in the paper, tables and figures."""
        every, shown = self.statements, [e for part in self.parts for e in part.exhibits]
        mine = [s for s in every if s.printed]
        out = [f"{len(every)} statements: {_each(every)}."]
        if len(mine) < len(every):
            others = [s for s in every if not s.printed]
            out.append(f"{len(mine)} printed: {_each(mine)}. {len(others)} derived here: {_each(others)}.")
        if shown:
            missing = sum(bool(e.missing) for e in shown)
            more = f", {missing} not run" if missing else ""
            called = "tables and figures" if len(shown) > 1 else "table or figure"
            out.append(f"{len(shown)} {called}: {len(shown) - missing} recomputed{more}.")
        return out


def _each(statements: list[Statement]) -> str:
    return counting.each(s.key for s in statements)


def audit(paper: Paper, run: Run) -> Audit:
    """Every statement of the paper that the run's verdicts, the paper's list of the undecided and its suites speak of."""
    verdicts = {str(v["id"]): v for v in run.rows("verdicts")}
    amends = {str(v.get("amended")): id for id, v in verdicts.items() if v.get("amended")}
    ordered = sorted(statements(paper, verdicts, run), key=lambda s: _position(paper, s, amends))
    heads = [(part.heading, part.exhibits) for part in paper.parts] + [("Further statements", ())]
    parts = [
        PartFound(head, [s for s in ordered if papers.part_of(paper, s.id) == n], labels, run)
        for n, (head, labels) in enumerate(heads)
    ]
    return Audit(paper, [p for p in parts if p.statements or p.labels], told(paper, verdicts))


def told(paper: Paper, verdicts: dict[str, Row]) -> list[Told]:
    """What was found in the paper, each with what the verdicts, by id, have against a sentence that it calls false."""
    return [
        Told(f.says, f.claims, [c for c in f.claims if not _as_expected(verdicts.get(c))], _against(f.claims, verdicts))
        for f in paper.found
    ]


def _against(claims: tuple[str, ...], verdicts: dict[str, Row]) -> str:
    """Of the refuted sentence that stands in print, else in a reading, else in a converse: what it says, and its witness."""
    groups = refuted([verdicts[c] for c in claims if c in verdicts])
    for v in (v for mine in groups.values() for v in mine):
        kind, _, witness = strongest(v).partition(": ")
        return f'{v["id"]} is {status(v).words}: "{v.get("says", "")}" Worst counterexample ({kind}): {witness}.'
    return ""


def _position(paper: Paper, s: Statement, amends: dict[str, str]) -> tuple[object, ...]:
    first = s.id if s.printed else amends.get(s.id, s.id)
    return papers.place(paper, first), order(first), first != s.id, order(s.id)


def _as_expected(v: Row | None) -> bool:
    return v is not None and status(v).key in ("good", "refuted")
