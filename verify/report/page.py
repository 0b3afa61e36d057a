"""The HTML page: one file, no network. The template holds the words, this module what they speak of."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markupsafe import Markup

from verify import papers
from verify.claim import Outcome
from verify.drawing import tables, words
from verify.drawing.plot import Plot
from verify.drawing.statement import Typesetter
from verify.drawing.tables import Row
from verify.evidence.kinds import KINDS, short
from verify.papers import Paper
from verify.record import NOT_RUN, RecordRole
from verify.report import derivations
from verify.report.audit import Told, told
from verify.report.counting import total
from verify.report.documents import VERDICTS
from verify.report.history import told_of
from verify.report.provenance import provenance
from verify.report.run import SIGN, Run, Status, counts, kinds, ordered, paper, status
from verify.report.sections import Inline, sections
from verify.report.standings import GROUPS, refuted, source
from verify.report.templates import environment
from verify.suites.suite import COMMAND, Section

HERE = Path(__file__).parent
SCRIPTS = ("page.js", "copy.js", "sort.js")


@dataclass(frozen=True)
class Entry:
    """A line of the verdict table."""

    v: Row
    status: Status
    paper: str
    source: str
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
    label: str
    template: str
    ran: bool
    about: list[str]
    tables: list[tuple[str, tables.Table]]
    figures: list[tuple[Plot, list[Markup]]]
    more: Mapping[str, Any]


def _part(section: Section, run: Run, plots: list[Plot], inline: Inline) -> Part:
    known = (section.suite, section.title, section.label or section.title.split(":")[0], section.template)
    rows = run.rows(section.suite)
    if run.suites[section.suite] is None:
        return Part(*known, False, [], [], [], section.more(rows))
    figures = [(plot, inline(plot)) for plot in plots]
    return Part(*known, True, section.about(rows), section.tables(rows), figures, section.more(rows))


def page(run: Run, plots: Mapping[str, list[Plot]], handbook: str, inline: Inline) -> str:
    """`handbook` is the folder beside it; `inline` has plots that other pages show too."""
    typeset = Typesetter()
    stated: dict[Any, list[Row]] = {}
    for r in run.rows("claims"):
        if r.get("role") == RecordRole.CLAIM:
            stated.setdefault(r.get("claim"), []).append(r)
    entries = [_entry(v, stated.get(v["id"], []), typeset) for v in ordered(run.rows("verdicts"))]
    return (
        environment()
        .get_template("page.html")
        .render(
            run=run,
            entries=entries,
            ids={e.v["id"] for e in entries},
            defs=typeset.defs(),
            papers=list(dict.fromkeys(e.paper for e in entries)),
            groups=[
                (standing, len(mine), *GROUPS[standing]) for standing, mine in refuted(run.rows("verdicts")).items() if standing
            ],
            kinds=[k for k in KINDS if any(k in (e.v.get("evidence") or {}) for e in entries)],
            sign=SIGN,
            past=history.said() if (history := told_of(run)) else None,
            verdicts_title=VERDICTS,
            tiles=_tiles(run),
            findings=_findings(run),
            total=total(run),
            handbook=handbook,
            command=COMMAND,
            provenance=provenance(run),
            sections=[_part(s, run, plots[s.suite], inline) for s in sections()],
            derivations=derivations.section(run),
            style=Markup((HERE / "page.css").read_text(encoding="utf-8")),
            script=Markup("\n".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)),
        )
    )


def _findings(run: Run) -> list[tuple[Paper, list[Told]]]:
    """Of every paper what this run shows."""
    verdicts = {str(v["id"]): v for v in run.rows("verdicts")}
    return [(p, [f for f in told(p, verdicts) if not f.missing]) for p in papers.catalogue()]


TILES = {  # key of Status: what the filter of the claims asks for, and what the tile says
    "alarm": ("expected=no", "not as expected"),
    "good": ("verdict=HOLDS&expected=yes", "hold"),
    "refuted": ("verdict=REFUTED&expected=yes", "refuted, as expected"),
    "open": ("verdict=UNDECIDED&expected=yes", "undecided, as expected"),
    "idle": ("verdict=NOT%20RUN", "not run"),
}


def _tiles(run: Run) -> list[tuple[str, int, str, str]]:
    """Key, number, filter and words of each; zeros last."""
    found = counts(run.rows("verdicts"))
    return sorted(((key, found[key], *said) for key, said in TILES.items()), key=lambda tile: tile[1] == 0)


def _entry(v: Row, stated: list[Row], typeset: Typesetter) -> Entry:
    ran = v["verdict"] != NOT_RUN
    misses = [(name, list(seen), ran and not seen) for name, seen in (v.get("near_misses") or {}).items()]
    evidence = [(kind, short(kind), e) for kind, e in kinds(v)]
    return Entry(v, status(v), paper(v), source(v), typeset(str(v.get("latex") or "")), evidence, misses, _regimes(v, stated))


def _regimes(v: Row, mine: list[Row]) -> tables.Table | None:
    """Where each kind of evidence looked: a row for each regime of the claim as stated, if its records are at hand."""
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
    outcome = "" if record.get("outcome") == Outcome.HOLDS else f"{str(record.get('outcome')).lower()}: "
    return f"{outcome}{words.number(record.get('measure'))} / {words.number(record.get('bound'))}"
