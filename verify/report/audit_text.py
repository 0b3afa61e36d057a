"""An audit as an HTML page and as Markdown."""

from pathlib import Path

from markupsafe import Markup

from verify.claims.undecided import UNDECIDED
from verify.evidence.kinds import KINDS, short
from verify.report import style, words
from verify.report.audit import Audit, Item, entries, line
from verify.report.exhibits import Exhibit, repeat
from verify.report.page import environment
from verify.report.run import Run
from verify.report.statement import Typesetter

HERE = Path(__file__).parent


def page(a: Audit) -> str:
    typeset = Typesetter()
    formulas = {i.id: typeset(i.latex) for i in a.items}
    instead = {i.id: typeset(str(i.instead.get("latex") or "")) for i in a.items if i.instead}
    drawn = {p.name: _drawn(p.name, p.title, p.panels) for part in a.parts for e in part.exhibits for p in e.plots}
    return (
        environment()
        .get_template("audit.html")
        .render(
            a=a,
            formulas=formulas,
            instead=instead,
            drawn=drawn,
            defs=typeset.defs(),
            kinds=[k for k in KINDS.values() if any(k.name == e[0] for i in a.items for e in i.evidence)],
            command=repeat,
            short=short,
            style=Markup((HERE / "page.css").read_text(encoding="utf-8") + (HERE / "audit.css").read_text(encoding="utf-8")),
        )
    )


def _drawn(name: str, title: str, panels: list[tuple[str, style.Draw]]) -> list[Markup]:
    return [Markup(style.inline(f"{name}-{i}", draw, f"{title}: {label}")) for i, (label, draw) in enumerate(panels)]


def markdown(a: Audit) -> str:
    out = [f"# Audit: {words.markdown(a.paper.title)}", words.markdown(a.paper.about), " ".join(a.totals())]
    out.append("\n".join(f"- {words.markdown(_found(says, missing))} ({', '.join(claims)})" for says, claims, missing in a.found))
    for part in a.parts:
        out.append(f"## {words.markdown(part.heading)}")
        out += [text for item in part.items for text in _item(item)]
        out += [text for e in part.exhibits for text in _exhibit(e)]
    legend = "\n".join(f"- {kind.name}: {kind.means}" for kind in KINDS.values())
    return "\n\n".join([*out, "## What HOLDS means, by evidence", legend]) + "\n"


def _found(says: str, missing: list[str]) -> str:
    return f"{says} [Not shown by this run: {', '.join(missing)}.]" if missing else says


def _item(i: Item) -> list[str]:
    out = [f"### {i.id}: {i.verdict}", f"{words.markdown(i.place)}. {words.markdown(i.says)}"]
    out += [f"$`{' '.join(i.latex.split())}`$"] if i.latex else []
    lines = [f"- {what}: {words.markdown(text)}" for what, text in i.said]
    if i.instead:
        lines.append(f"- Holds instead, {i.instead['id']}: {words.markdown(i.instead.get('says', ''))}")
    for kind, _, e in i.evidence:
        lines.append(f"- {kind}: {str(e.get('outcome', '')).lower()}, {words.markdown(e.get('scope', ''))}; {words.measured(e)}")
    lines += [f"- Repeat: `{i.repeat}`"] if i.repeat else []
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
    found = entries(run)
    rows = [[u.id, u.says, u.reason, u.by] for u in UNDECIDED]
    out = [f"# Not decided\n\n{line(run)}.\n\n{words.table(['entry', 'what it says', 'why not', 'what would decide it'], rows)}"]
    for state in ("not as expected", "not run"):
        mine = [entry for entry, said in found.items() if said == state]
        out += [f"{state.capitalize()} in this run: {', '.join(mine)}.\n"] if mine else []
    return "\n".join(out)
