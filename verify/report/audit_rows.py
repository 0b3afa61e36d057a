"""The audit of papers as plain rows, for the terminal and JSON: statements, then the numbers of tables.

Unlike a page, which tells what a run holds, these rows have every claim of the catalogue: NOT RUN where no record decides it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from verify import papers
from verify.claims import catalogue
from verify.drawing.tables import Row
from verify.record import NOT_RUN
from verify.report import counting
from verify.report.audit import Audit, audit
from verify.report.audit_statements import NOT_DECIDED
from verify.report.exhibits import SPECS
from verify.report.run import AUDITED, KEY, Run, load
from verify.runner import line

FIELDS = ("paper", "item", "claim", "printed", "recomputed", "verdict", "explanation", "repeat")


def rows(paper: str | None = None, *records: Path) -> list[Row]:
    """Every published statement and number of a paper (all papers by default), with the verdicts of the folders `records`."""
    run = completed(layered([load(folder, AUDITED) for folder in records]))
    return [row for p in papers.of_key(paper or "") for row in _rows(audit(p, run), run)]


def layered(runs: Sequence[Run]) -> Run:
    """Claim by claim, and suite by suite, of the first run that has it."""
    if not runs:
        return Run({}, {})
    found = {str(v["id"]): v for run in reversed(runs) for v in run.rows("verdicts") if v["verdict"] != NOT_RUN}
    suites = {name: next((run.suites[name] for run in runs if run.suites[name] is not None), None) for name in runs[0].suites}
    return replace(runs[0], suites={**suites, "verdicts": [*found.values()]})


def completed(run: Run) -> Run:
    """With a line for every claim of the catalogue: NOT RUN where the run has none."""
    recorded = {str(v["id"]): v for v in run.rows("verdicts")}
    lines = []
    for id, claim in catalogue().items():
        stated = {k: v for k, v in line(claim, []).items() if k not in ("ok", "why")}
        lines.append(stated | recorded.get(id, {}))
    return replace(run, suites={**run.suites, "verdicts": lines})


def totals(rows: Sequence[Row]) -> str:
    """`6 statements: 4 hold, 2 refuted. 15 printed numbers: 12 hold, 3 not run`."""
    parts = {"statements": [r for r in rows if r["claim"]], "printed numbers": [r for r in rows if not r["claim"]]}
    keys = KEY | {NOT_DECIDED: "waiting"}
    return ". ".join(
        f"{len(mine)} {what}: {counting.each(keys[r['verdict']] for r in mine)}" for what, mine in parts.items() if mine
    )


def _rows(a: Audit, run: Run) -> Iterator[Row]:
    for s in a.statements:
        found = (a.paper.called, s.place or s.badge, s.id, s.says, s.recomputed, s.verdict, s.explanation, s.repeat)
        yield dict(zip(FIELDS, found, strict=True))
    for part in a.paper.parts:
        for label in part.exhibits:
            for number in SPECS[label].numbers(run):
                known = {"paper": a.paper.called, "claim": ""} | asdict(number)
                yield {name: known[name] for name in FIELDS}
