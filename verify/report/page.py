"""The HTML page: one file, no network. The template holds the words, this module what they speak of."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from verify.audit.papers import PAPERS
from verify.evidence.kinds import KINDS, short
from verify.report import audit, comparison, derivations, style, tables, words
from verify.report.documents import TITLES
from verify.report.figures import Plot
from verify.report.run import COMMAND, Row, Run, Status, counts, kinds, ordered, paper, status
from verify.report.sections import Section, sections
from verify.report.statement import Typesetter

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Entry:
    """A line of the verdict table."""

    v: Row
    status: Status
    paper: str
    statement: Markup
    evidence: list[tuple[str, str, Row]]  # kind, what HOLDS means, what was found
    near_misses: list[tuple[str, list[str], bool]]  # variant, refuted by, whether it should have been and was not
    regimes: tables.Table | None

    @property
    def witnessed(self) -> bool:
        return any(found.get("witness") for *_, found in self.evidence)


@dataclass(frozen=True)
class Part:
    """A section of a suite; nothing but its title if the suite was not run."""

    suite: str
    title: str
    ran: bool
    about: list[str]
    tables: list[tuple[str, tables.Table]]
    figures: list[tuple[Plot, list[Markup]]]


def _part(section: Section, run: Run, plots: list[Plot], drawn: dict[str, list[Markup]]) -> Part:
    if run.suites[section.suite] is None:
        return Part(section.suite, section.title, False, [], [], [])
    rows, name = run.rows(section.suite), f"{section.suite}-"
    figures = [(p, drawn[p.name]) for p in plots if p.name.startswith(name)]
    return Part(section.suite, section.title, True, section.about(rows), section.tables(rows), figures)


def page(run: Run, plots: list[Plot]) -> str:
    typeset = Typesetter()
    entries = [_entry(v, run, typeset) for v in ordered(run.rows("verdicts"))]
    drawn = {plot.name: _drawn(plot) for plot in plots}
    return (
        environment()
        .get_template("page.html")
        .render(
            run=run,
            entries=entries,
            ids={e.v["id"] for e in entries},
            defs=typeset.defs(),
            counts=counts(run.rows("verdicts")),
            papers=list(dict.fromkeys(e.paper for e in entries)),
            kinds=[k for k in KINDS if any(k in (e.v.get("evidence") or {}) for e in entries)],
            titles=TITLES,
            audits=[(p.name, f"{p.slug}.html") for p in PAPERS],
            entries_line=audit.line(run),
            command=COMMAND,
            comparisons=comparison.comparisons(run.rows("table4")),
            legend=comparison.LEGEND,
            sweeps=[(p, drawn[p.name]) for p in plots if p.name.startswith("sweep")],
            gaps=[(p, drawn[p.name]) for p in plots if p.name.startswith("table4")],
            plain={suite: tables.plain(run, suite) for suite in tables.FIRST},
            power=tables.power(run),
            provenance=tables.provenance(run),
            sections=[_part(s, run, plots, drawn) for s in sections()],
            derivations=derivations.section(run),
            style=Markup((HERE / "page.css").read_text(encoding="utf-8")),
            script=Markup((HERE / "page.js").read_text(encoding="utf-8")),
        )
    )


def environment() -> Environment:
    """Templates of this folder, everything escaped, with the filters of words."""
    found = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    filters: dict[str, Callable[..., Any]] = {"number": words.number, "seconds": words.seconds, "measured": words.measured}
    found.filters |= filters | {"cell": comparison.text, "prose": prose}
    return found


def prose(text: str) -> Markup:
    """Escaped; what stands between `backticks` is code."""
    parts = str(text).split("`")
    if len(parts) % 2 == 0:
        return Markup("{}").format(text)
    return Markup("").join(Markup("<code>{}</code>" if i % 2 else "{}").format(part) for i, part in enumerate(parts))


def _drawn(plot: Plot) -> list[Markup]:
    return [Markup(style.inline(f"{plot.name}-{i}", draw, f"{plot.title}: {label}")) for i, (label, draw) in enumerate(plot.panels)]


def _entry(v: Row, run: Run, typeset: Typesetter) -> Entry:
    ran = v["verdict"] != "NOT RUN"
    misses = [(name, list(seen), ran and not seen) for name, seen in (v.get("near_misses") or {}).items()]
    evidence = [(kind, short(kind), e) for kind, e in kinds(v)]
    return Entry(v, status(v), paper(v), typeset(str(v.get("latex") or "")), evidence, misses, _regimes(v, run))


def _regimes(v: Row, run: Run) -> tables.Table | None:
    """Where each kind of evidence looked: a row for each regime of the claim as stated, if the records are at hand."""
    mine = [r for r in run.rows("claims") if r.get("claim") == v["id"] and r.get("role") == "claim"]
    if not mine:
        return None
    columns = [kind for kind, _ in kinds(v)]
    found = {(str(r.get("regime")), str(r.get("evidence"))): r for r in mine}
    regimes = list(dict.fromkeys(str(r.get("regime")) for r in mine))
    body = [[regime, *(_brief(found.get((regime, kind))) for kind in columns)] for regime in regimes]
    return tables.Table(["regime", *columns], body)


def _brief(record: Row | None) -> str:
    if record is None:
        return ""
    outcome = "" if record.get("outcome") == "HOLDS" else f"{str(record.get('outcome')).lower()}: "
    return f"{outcome}{words.number(record.get('measure'))} / {words.number(record.get('bound'))}"
