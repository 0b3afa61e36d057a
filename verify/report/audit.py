"""The audit of a paper, as data: its statements in its order, with its tables and figures, and what was found.

Told by the terminal and in JSON (`audit_rows`), in Markdown and HTML (`audit_page`).
"""

from dataclasses import dataclass
from functools import cached_property

from verify import papers
from verify.claims import order
from verify.drawing.tables import Row
from verify.papers import Paper
from verify.report import exhibits
from verify.report.audit_statements import Statement, statements
from verify.report.run import Run, status

PLURAL = {"good": "hold", "refuted": "refuted", "alarm": "not as expected", "open": "undecided"}
PLURAL |= {"waiting": "not decided", "idle": "not run"}


@dataclass(frozen=True)
class PartFound:
    heading: str
    statements: list[Statement]
    labels: tuple[str, ...]
    run: Run

    @cached_property
    def exhibits(self) -> list[exhibits.Exhibit]:
        return [exhibits.exhibit(label, self.run) for label in self.labels]


@dataclass(frozen=True)
class Audit:
    paper: Paper
    parts: list[PartFound]
    found: list[tuple[str, tuple[str, ...], list[str]]]  # sentence, its claims, those that are not as it needs

    @property
    def statements(self) -> list[Statement]:
        """In the order of the paper; what holds instead comes right after what it amends."""
        return [s for part in self.parts for s in part.statements]

    def totals(self) -> list[str]:
        """Sentences: all statements, those printed in the paper, tables and figures."""
        every, shown = self.statements, [e for part in self.parts for e in part.exhibits]
        mine = [s for s in every if s.printed]
        out = [f"{len(every)} statements: {counted(every)}."]
        if len(mine) < len(every):
            others = [s for s in every if not s.printed]
            out.append(f"{len(mine)} printed: {counted(mine)}. {len(others)} derived here: {counted(others)}.")
        if shown:
            missing = sum(bool(e.missing) for e in shown)
            more = f", {missing} not run" if missing else ""
            out.append(f"{len(shown)} tables and figures: {len(shown) - missing} recomputed{more}.")
        return out


def counted(statements: list[Statement]) -> str:
    """`47 hold, 19 refuted, 2 not decided`: what there is none of is left out."""
    each = {key: sum(s.key == key for s in statements) for key in PLURAL}
    return ", ".join(f"{n} {PLURAL[key]}" for key, n in each.items() if n) or "none"


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
    found = [(f.says, f.claims, [c for c in f.claims if not _as_expected(verdicts.get(c))]) for f in paper.found]
    return Audit(paper, [p for p in parts if p.statements or p.labels], found)


def _position(paper: Paper, s: Statement, amends: dict[str, str]) -> tuple[object, ...]:
    first = s.id if s.printed else amends.get(s.id, s.id)
    return papers.place(paper, first), order(first), first != s.id, order(s.id)


def _as_expected(v: Row | None) -> bool:
    return v is not None and status(v).key in ("good", "refuted")
