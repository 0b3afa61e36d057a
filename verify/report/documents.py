"""The Markdown and LaTeX files of a report."""

from verify.evidence.kinds import KINDS
from verify.report import comparison, tables, words
from verify.report.run import COMMAND, Row, Run, counts, kinds, ordered, paper, status
from verify.report.sections import Section, sections

TITLES = {
    "verdicts": "Verdicts",
    "table4": "Table 4: as printed, as reproduced, as it should be",
    "sweep": "Step sweeps: measured finite-difference error and its prediction",
    "autodiff": "Automatic differentiation against formulas and differences",
    "accuracy": "Accuracy of float64",
    "power": "Power: which evidence sees which mutant",
}


def documents(run: Run) -> dict[str, str]:
    made = {f"{suite}.md": f"# {title}\n\n{_body(run, suite)}" for suite, title in TITLES.items()}
    made |= {f"{s.suite}.md": f"# {s.title}\n\n{_section(run, s)}" for s in sections()}
    rows = run.suites["table4"]
    return made | {"table4.tex": f"% not run; make it with: {COMMAND}\n" if rows is None else comparison.latex(rows)}


def _body(run: Run, suite: str) -> str:
    if run.suites[suite] is None:
        return f"Not run. Make it with `{COMMAND}`.\n"
    if suite == "verdicts":
        return verdicts(run)
    if suite == "table4":
        return comparison.markdown(run.rows(suite))
    table = tables.plain(run, suite)
    matrix = tables.power(run) if suite == "power" else None
    first = f"{words.table(matrix.head, matrix.rows)}\n## All rows\n\n" if matrix else ""
    return first + (f"{table.caption}\n\n" if table.caption else "") + words.table(table.head, table.rows)


def _section(run: Run, section: Section) -> str:
    if run.suites[section.suite] is None:
        return f"Not run. Make it with `{COMMAND}`.\n"
    rows = run.rows(section.suite)
    said = [f"{sentence}\n\n" for sentence in section.about(rows)]
    drawn = [f"![{plot.title}]({plot.name}.svg)\n\n" for plot in section.plots(rows)]
    laid = [
        f"## {heading}\n\n{table.caption}\n\n{words.table(table.head, table.rows)}\n" for heading, table in section.tables(rows)
    ]
    return "".join([*said, *drawn, *laid]).rstrip("\n") + "\n"


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
    false = [[v["id"], v.get("says", ""), strongest(v), v.get("amended", "")] for v in found if v["verdict"] == "REFUTED"]
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
    if e.get("outcome") == "REFUTED":
        return f"{kind}: {e.get('witness') or words.number(e.get('measure'))}"
    return f"{kind}: {e.get('scope') or words.number(e.get('measure'))}"
