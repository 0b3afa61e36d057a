"""The Markdown and LaTeX files of a report."""

from collections.abc import Callable

from verify import papers
from verify.claim import Standing
from verify.drawing import words
from verify.drawing.tables import Row, Table, markdown
from verify.evidence.kinds import KINDS
from verify.papers import Paper
from verify.report.audit import told
from verify.report.counting import table, total
from verify.report.run import Run, kinds, ordered, status
from verify.report.sections import sections
from verify.report.standings import GROUPS, refuted, source, unread
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


def brief(run: Run) -> str:
    """Of each paper what was found, with a counterexample; then how many statements of each came out how."""
    verdicts = {str(v["id"]): v for v in run.rows("verdicts")}
    out = [line for p in papers.catalogue() if any(map(p.states, verdicts)) for line in _findings(p, verdicts)]
    return "\n".join([*out, f"{total(run)}.\n", words.table(*table(run))])


def _findings(p: Paper, verdicts: dict[str, Row]) -> list[str]:
    """Those that the verdicts show, below the paper's title and what was not read of it."""
    mine = [f"{f.says} ({', '.join(f.claims)}) {f.against}".rstrip() for f in told(p, verdicts) if not f.missing]
    return [f"**{p.title}.** {p.unread}".rstrip() + "\n", *(f"- {words.markdown(says)}" for says in mine), ""]


def verdicts(run: Run) -> str:
    """Every verdict: what needs a look and what holds, then the refuted sentences by where they stand."""
    rows = ordered(run.rows("verdicts"))
    groups = {standing: mine for standing, mine in refuted(rows).items() if standing}
    rest = [{"claim": v["id"], **_strengths(v)} for v in rows if not any(v in mine for mine in groups.values())]
    false = [_group(standing, mine) for standing, mine in groups.items()]
    legend = "; ".join(f"{kind.name}: {kind.short}" for kind in KINDS.values())
    return "\n".join([f"{total(run)}.\n", *_texts(run), _table(rest), *false, f"What HOLDS means, by evidence: {legend}.\n"])


def _texts(run: Run) -> list[str]:
    """What was not read, a line a paper."""
    lines = [f"- {words.markdown(sentence)}\n" for sentence in unread(run)]
    return ["".join(["Not all was read:\n\n", *lines])] if lines else []


def _group(standing: str, verdicts: list[Row]) -> str:
    """A heading, its sentence and a table; the paper's words stand where there are any, and what holds instead."""
    heading, about = GROUPS[standing]
    quoted = ("the paper's words",) if standing == Standing.READ_SO else ()
    last = "holds instead"
    rows = [
        {"claim": v["id"], **{head: str(v.get("words") or "") for head in quoted}, **_strengths(v), last: str(v.get("amended", ""))}
        for v in verdicts
    ]
    return f"### {heading}\n\n{about}\n\n{_table(rows)}"


def _table(rows: list[dict[str, str]]) -> str:
    """Rows of one shape: what names their cells is the head."""
    return words.table(list(rows[0]), [list(row.values()) for row in rows]) if rows else ""


def _strengths(v: Row) -> dict[str, str]:
    evidence = "; ".join(f"{kind}: {_strength(kind, e)}" for kind, e in kinds(v))
    said = {"statement": str(v.get("says", "")), "source": source(v), "verdict": status(v).words}
    return said | {"evidence": evidence, "why": str(v.get("why", ""))}


def _strength(kind: str, e: dict[str, object]) -> str:
    return f"{str(e.get('outcome', '')).lower()}, {words.measured(e)}"
