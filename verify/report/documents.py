"""The Markdown and LaTeX files of a report."""

from collections.abc import Callable

from verify.claim import Outcome, Standing
from verify.drawing import words
from verify.drawing.tables import Row, Table, markdown
from verify.evidence.kinds import KINDS
from verify.report.run import Run, counts, kinds, ordered, paper, status
from verify.report.sections import sections
from verify.report.standings import GROUPS, counted, refuted, source, unread
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
    """`31 hold, 9 refuted as expected (5 as printed, 4 if read so), 2 undecided as expected, 0 not as expected, 0 not run`."""
    n, groups = counts(run.rows("verdicts")), counted(run.rows("verdicts"))
    false = f"{n['refuted']} refuted as expected" + (f" ({groups})" if groups else "")
    return f"{n['good']} hold, {false}, {n['open']} undecided as expected, {n['alarm']} not as expected, {n['idle']} not run"


def brief(run: Run) -> str:
    """Totals by paper; then the refuted sentences by where they stand, a line each: what refutes it, what holds instead."""
    found = run.rows("verdicts")
    body = []
    for name in dict.fromkeys(map(paper, found)):
        n = counts([v for v in found if paper(v) == name])
        body.append([name, sum(n.values()), n["good"], n["refuted"], n["open"] + n["alarm"] + n["idle"]])
    head = ["paper", "claims", "hold", "refuted, as expected", "anything else"]
    false = [_group(standing, mine, _refutation) for standing, mine in refuted(found).items()]
    return "\n".join([f"{totals(run)}.\n", words.table(head, body), *_texts(run), *false])


def verdicts(run: Run) -> str:
    """Every verdict: what needs a look and what holds, then the refuted sentences by where they stand."""
    rows = ordered(run.rows("verdicts"))
    groups = {standing: mine for standing, mine in refuted(rows).items() if standing}
    rest = [{"claim": v["id"], **_strengths(v)} for v in rows if not any(v in mine for mine in groups.values())]
    false = [_group(standing, mine, _strengths) for standing, mine in groups.items()]
    legend = "; ".join(f"{kind.name}: {kind.short}" for kind in KINDS.values())
    return "\n".join([f"{totals(run)}.\n", *_texts(run), _table(rest), *false, f"What HOLDS means, by evidence: {legend}.\n"])


def _texts(run: Run) -> list[str]:
    """What was not read, a line a paper."""
    lines = [f"- {words.markdown(sentence)}\n" for sentence in unread(run)]
    return ["".join(["Not all was read:\n\n", *lines])] if lines else []


def _group(standing: str, verdicts: list[Row], cells: Callable[[Row], dict[str, str]]) -> str:
    """A heading, its sentence and a table; the paper's words stand where there are any."""
    heading, about = GROUPS[standing]
    quoted = ("the paper's words",) if standing == Standing.READ_SO else ()
    rows = [{"claim": v["id"], **{head: str(v.get("words") or "") for head in quoted}, **cells(v)} for v in verdicts]
    return f"### {heading}\n\n{about}\n\n{_table(rows)}"


def _table(rows: list[dict[str, str]]) -> str:
    """Rows of one shape: what names their cells is the head."""
    return words.table(list(rows[0]), [list(row.values()) for row in rows]) if rows else ""


def _refutation(v: Row) -> dict[str, str]:
    return {
        ("read as" if v.get("standing") == Standing.READ_SO else "what it says"): str(v.get("says", "")),
        "where": source(v),
        "refuted by": strongest(v),
        "holds instead": str(v.get("amended", "")),
    }


def _strengths(v: Row) -> dict[str, str]:
    evidence = "; ".join(f"{kind}: {_strength(kind, e)}" for kind, e in kinds(v))
    said = {"statement": str(v.get("says", "")), "source": source(v), "verdict": status(v).words}
    return said | {"evidence": evidence, "why": str(v.get("why", ""))}


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
