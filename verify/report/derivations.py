"""A user's own derivations in a report: a section of the page, a Markdown file, lines for the terminal; from derivations.jsonl."""

from pathlib import Path
from typing import Any

from verify.drawing import words
from verify.drawing.answer import details, ordered, sentence, summary
from verify.drawing.cards import card, page, style
from verify.drawing.tables import Row
from verify.report.run import Run, load

TITLE = "Your derivations"
HEAD = ["derivation", "verdict", "scope", "counterexample", "diagnosis", "stated in", "repeat"]


def rows(run: Run) -> list[Row]:
    return run.rows("derivations")


def alone(run: Run) -> bool:
    """Did the run hold nothing but derivations, as in a repository of a user's own?"""
    return bool(rows(run)) and all(found is None for name, found in run.suites.items() if name != "derivations")


def files(run: Run) -> dict[str, str]:
    """The whole report of a run that held nothing else: index.html last."""
    about = run.about
    said = f"Run started {about['started']}, seed {about.get('seed', 0)}." if about.get("started") else ""
    return {"derivations.md": document(run), "index.html": page(rows(run), said)}


def section(run: Run) -> Any:
    """The cards for index.html, with their style; empty without derivations."""
    from markupsafe import Markup

    if not rows(run):
        return ""
    cards = "".join(card(r) for r in ordered(rows(run)))
    return Markup("<style>{}</style><p>{}.</p>").format(Markup(style()), summary(rows(run))) + Markup(cards)


def document(run: Run) -> str:
    return f"# {TITLE}\n\n{summary(rows(run))}.\n\n{words.table(HEAD, [_cells(r) for r in ordered(rows(run))])}"


def _cells(r: Row) -> list[str]:
    known = dict(details(r))
    c = r["counterexample"]
    case = f"{c['parameters']}; {known['case']}: yours {c['found']}, certified {c['certified']}" if c else ""
    scope = r["scope"] or r["why"]
    return [r["name"], r["verdict"], scope, case, known.get("diagnosis", ""), r["where"], r["repeat"]]


def lines(folder: Path) -> list[str]:
    """For the terminal: one line for each derivation, those that need a look first, then the totals."""
    found = rows(load(folder))
    return [f"{r['verdict']:9} {sentence(r)}{_brief(r)}" for r in ordered(found)] + [f"{summary(found)}."]


def _brief(r: Row) -> str:
    said = dict(details(r))
    what = said.get("diagnosis") or said.get("scope") or said.get("why")
    return f": {what}" if what else ""
