"""An audit as an HTML page and as Markdown."""

from pathlib import Path

from markupsafe import Markup

from verify import papers
from verify.drawing import words
from verify.drawing.statement import Typesetter
from verify.drawing.tables import Table
from verify.evidence.kinds import KINDS, short
from verify.report.audit import Audit, Told, audit
from verify.report.audit_statements import Statement
from verify.report.counting import SAID, total
from verify.report.exhibit import Exhibit
from verify.report.run import Run
from verify.report.sections import Inline
from verify.report.templates import environment
from verify.suites.suite import repeat

HERE = Path(__file__).parent


def files(run: Run, inline: Inline | None = None) -> dict[str, str]:
    """Every audit page as HTML and Markdown, and the list of what is not decided; `inline` has plots that other pages show too."""
    made, inline = {}, inline or Inline()
    for a in (audit(paper, run) for paper in papers.catalogue()):
        made[f"{a.paper.slug}.html"] = page(a, inline)
        made[f"{a.paper.slug}.md"] = markdown(a)
    return made | {"not-decided.md": not_decided(run), "not-decided.html": _open_page(run)}


def page(a: Audit, inline: Inline) -> str:
    typeset = Typesetter()
    formulas = {s.id: typeset(s.latex) for s in a.statements}
    instead = {s.id: typeset(str(s.instead.get("latex") or "")) for s in a.statements if s.instead}
    drawn = {p.name: inline(p) for part in a.parts for e in part.exhibits for p in e.plots}
    return (
        environment()
        .get_template("audit.html")
        .render(
            a=a,
            formulas=formulas,
            instead=instead,
            drawn=drawn,
            defs=typeset.defs(),
            kinds=[k for k in KINDS.values() if any(k.name == e[0] for s in a.statements for e in s.evidence)],
            command=repeat,
            short=short,
            script=Markup(_sheet("sort.js")),
            style=Markup(_sheet("page.css") + _sheet("audit.css")),
        )
    )


def _sheet(name: str) -> str:
    return (HERE / name).read_text(encoding="utf-8")


def markdown(a: Audit) -> str:
    out = [f"# Audit: {words.markdown(a.paper.title)}", words.markdown(a.paper.lead), " ".join(a.totals())]
    out.append("\n".join(f"- {words.markdown(_found(f))}" for f in a.found))
    for part in a.parts:
        out.append(f"## {words.markdown(part.heading)}")
        out += [text for s in part.statements for text in _statement(s)]
        out += [text for e in part.exhibits for text in _exhibit(e)]
    legend = "\n".join(f"- {kind.name}: {kind.means}" for kind in KINDS.values())
    return "\n\n".join([*out, "## What HOLDS means, by evidence", legend]) + "\n"


def _found(f: Told) -> str:
    unshown = f"[Not shown by this run: {', '.join(f.missing)}.]" if f.missing else ""
    return " ".join(filter(None, (f.says, f"({', '.join(f.claims)})", f.against, unshown)))


def _statement(s: Statement) -> list[str]:
    out = [f"### {s.id}: {s.badge}", f"{words.markdown(s.place)}. {words.markdown(s.says)}"]
    out += [f"$`{' '.join(s.latex.split())}`$"] if s.latex else []
    lines = [f"- {what}: {words.markdown(text)}" for what, text in s.said]
    if s.instead:
        lines.append(f"- Holds instead, {s.instead['id']}: {words.markdown(s.instead.get('says', ''))}")
    for kind, _, e in s.evidence:
        lines.append(f"- {kind}: {str(e.get('outcome', '')).lower()}, {words.markdown(e.get('scope', ''))}; {words.measured(e)}")
    lines += [f"- Repeat: `{s.repeat}`"] if s.repeat else []
    return [*out, "\n".join(lines)] if lines else out


def _exhibit(e: Exhibit) -> list[str]:
    out = [f"### {e.label}: {words.markdown(e.title)}", *([words.markdown(e.about)] if e.about else [])]
    out += [f"NOT RUN: `{repeat(s)}` makes the rows of `{s}`." for s in e.missing]
    out += e.said
    out += [f"![{words.markdown(p.title)}]({p.name}.svg)" for p in e.plots]
    for heading, table in e.tables:
        out += [words.markdown(text) for text in (heading, table.caption) if text]
        out.append(words.table(table.head, table.rows).rstrip("\n"))
    return [*out, f"Judged by {', '.join(e.claims)}."] if e.claims else out


def not_decided(run: Run) -> str:
    found = _open()
    said = [f"{s}\n" for s in _others(run)]
    return "\n".join([f"# Not decided\n\n{total(run)}.\n\n{words.table(found.head, found.rows)}", *said])


def _open() -> Table:
    """The statements that nothing decides."""
    rows = [[u.id, u.says, u.reason, u.by] for u in papers.undecided()]
    return Table(["statement", "what it says", "why not", "what would decide it"], rows)


def _others(run: Run) -> list[str]:
    """The statements that another run may decide."""
    every = [s for p in papers.catalogue() for s in audit(p, run).statements]
    mine = {key: [s.id for s in every if s.key == key] for key in ("alarm", "idle")}
    return [f"{SAID[key].capitalize()} in this run: {', '.join(ids)}." for key, ids in mine.items() if ids]


def _open_page(run: Run) -> str:
    about = {"line": f"{total(run)}.", "entries": _open(), "others": _others(run)}
    return environment().get_template("not-decided.html").render(**about, style=Markup(_sheet("page.css")))
