"""Answers as HTML: a card for a notebook cell and for a page, light and dark; no script, nothing loaded."""

from pathlib import Path
from typing import Any

from verify.drawing import source
from verify.drawing.answer import MEANING, diagnosis, ordered, row, sentence, summary
from verify.drawing.letters import prose
from verify.drawing.tables import Row


def html(answer: Any) -> str:
    """For a notebook cell: one card with its own style, light and dark, no script, nothing loaded."""
    return f"<style>{style()}</style>{card(row(answer))}"


def card(r: Row) -> str:
    """The card alone, for a page that holds the style once."""
    return str(
        _template("answer.html").render(
            r={"asked": "", **r},  # which earlier versions did not tell
            sentence=sentence(r),
            meaning=MEANING.get(r["verdict"], ""),
            diagnosis=diagnosis(r),
            parameters=parameters,
            source=source.parts(r.get("mark")),
        )
    )


def page(rows: list[Row], about: str = "") -> str:
    """One HTML file: the answers, those that need a look first; no network."""
    from markupsafe import Markup

    cards = [Markup(card(r)) for r in ordered(rows)]
    return str(_template("answers.html").render(cards=cards, summary=summary(rows), about=about, style=Markup(style())))


def parameters(said: str) -> list[str]:
    """`d=1, mu=(0, 1)` in pieces between which a line may break: at commas outside brackets."""
    pieces, depth = [""], 0
    for c in said:
        depth += (c in "([") - (c in ")]")
        if c == "," and not depth:
            pieces.append("")
        else:
            pieces[-1] += c
    return [piece.strip() for piece in pieces if piece.strip()]


def style() -> str:
    return (Path(__file__).parent / "answer.css").read_text(encoding="utf-8")


def _template(name: str) -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    found = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters |= {"prose": prose, "quoted": lambda text: prose(text.replace('"', "`"))}  # what is quoted is code
    return found.get_template(name)
