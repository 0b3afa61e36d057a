"""The Markdown and LaTeX files of a report."""

from collections.abc import Callable

from verify.claim import Outcome
from verify.drawing import words
from verify.drawing.tables import Row, Table, markdown
from verify.evidence.kinds import KINDS
from verify.report.run import Run, counts, kinds, ordered, paper, status
from verify.report.sections import sections
from verify.suites.suite import COMMAND, Section

MISSING = f"Not run. Make it with `{COMMAND}`.\n"
VERDICTS = "Verdicts"  # the title


def documents(run: Run) -> dict[str, str]:
    said = MISSING if run.suites["verdicts"] is None else verdicts(run)
    made = {"verdicts.md": f"# {VERDICTS}\n\n{said}"}
    for s in sections():
        ran, rows = run.suites[s.suite] is not None, run.rows(s.suite)
        made[f"{s.suite}.md"] = f"# {s.title}\n\n{(s.markdown or _section(s))(rows) if ran else MISSING}"
        if s.latex:
            made[f"{s.suite}.tex"] = s.latex(rows) if ran else f"% not run; make it with: {COMMAND}\n"
    return made


def _section(section: Section) -> Callable[[list[Row]], str]:
    def text(rows: list[Row]) -> str:
        said = [f"{sentence}\n\n" for sentence in section.about(rows)]
        drawn = [f"![{plot.title}]({plot.name}.svg)\n\n" for plot in section.plots(rows)]
        laid = [_laid(heading, table) for heading, table in section.tables(rows)]
        return "".join([*said, *drawn, *laid]).rstrip("\n") + "\n"

    return text


def _laid(heading: str, table: Table) -> str:
    if not heading:
        return markdown(table)
    return f"## {heading}\n\n{table.caption}\n\n{words.table(table.head, table.rows)}\n"


def totals(run: Run) -> str:
    """`31 hold, 9 refuted as expected, 2 undecided as expected, 0 not as expected, 0 not run`."""
    n = counts(run.rows("verdicts"))
    return (
        f"{n['good']} hold, {n['refuted']} refuted as expected, {n['open']} undecided as expected, "
        f"{n['alarm']} not as expected, {n['idle']} not run"
    )


def brief(run: Run) -> str:
    """Totals by paper; then what is false as stated, a line each: the sentence, what refutes it, what holds instead."""
    found = run.rows("verdicts")
    body = []
    for name in dict.fromkeys(map(paper, found)):
        n = counts([v for v in found if paper(v) == name])
        body.append([name, sum(n.values()), n["good"], n["refuted"], n["open"] + n["alarm"] + n["idle"]])
    head = ["paper", "claims", "hold", "refuted, as expected", "anything else"]
    false = [[v["id"], v.get("says", ""), strongest(v), v.get("amended", "")] for v in found if v["verdict"] == Outcome.REFUTED]
    instead = ["claim", "what it says", "refuted by", "holds instead"]
    return f"{totals(run)}.\n\n{words.table(head, body)}\nFalse as stated:\n\n{words.table(instead, false)}"


def verdicts(run: Run) -> str:
    rows = []
    for v in ordered(run.rows("verdicts")):
        evidence = "; ".join(f"{kind}: {_strength(kind, e)}" for kind, e in kinds(v))
        rows.append([v["id"], v.get("says", ""), v.get("source", ""), status(v).words, evidence, v.get("why", "")])
    legend = "; ".join(f"{kind.name}: {kind.short}" for kind in KINDS.values())
    head = ["claim", "statement", "source", "verdict", "evidence", "why"]
    return f"{totals(run)}.\n\n{words.table(head, rows)}\nWhat HOLDS means, by evidence: {legend}.\n"


def _strength(kind: str, e: dict[str, object]) -> str:
    return f"{str(e.get('outcome', '')).lower()}, {words.measured(e)}"


def strongest(verdict: Row) -> str:
    """What was found by the strongest evidence that says what the verdict says."""
    found = kinds(verdict)
    agreeing = [(kind, e) for kind, e in found if e.get("outcome") == verdict["verdict"]] or found
    if not agreeing:
        return str(verdict.get("why", ""))
    kind, e = agreeing[0]
    if e.get("outcome") == Outcome.REFUTED:
        return f"{kind}: {e.get('witness') or words.number(e.get('measure'))}"
    return f"{kind}: {e.get('scope') or words.number(e.get('measure'))}"
