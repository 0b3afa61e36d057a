"""The history of runs as an HTML page and as Markdown."""

from pathlib import Path

from markupsafe import Markup

from verify.drawing import words
from verify.evidence.kinds import KINDS
from verify.report import history
from verify.report.history import Told, told_of
from verify.report.run import HISTORY, Run
from verify.report.templates import environment

HERE = Path(__file__).parent
SIGNS = (
    "✓ holds, ≠ refuted, ? undecided, empty: not run; ! not as expected. A letter for each kind of evidence, small where it does "
    "not say what is expected; a quick run asks the cheapest kind alone."
)


def files(run: Run) -> dict[str, str]:
    """Nothing where a run has no history, as the baseline."""
    told = told_of(run)
    if told is None:
        return {}
    return {f"{HISTORY}.html": page(told), f"{HISTORY}.md": markdown(told)}


def page(told: Told) -> str:
    style = "".join((HERE / name).read_text(encoding="utf-8") for name in ("page.css", "history.css"))
    return (
        environment()
        .get_template("history.html")
        .render(
            told=told,
            runs=told.runs[::-1],
            said=told.said(),
            changes=[(run, mine) for run, mine in zip(told.runs, told.changes, strict=True) if mine][::-1],
            h=history,
            signs=SIGNS,
            letters=_letters(),
            style=Markup(style),
        )
    )


def _letters() -> str:
    return "; ".join(f"{kind.letter} {kind.name}" for kind in KINDS.values())


def markdown(told: Told) -> str:
    out = ["# History of runs", *told.said()]
    for run, mine in reversed([*zip(told.runs, told.changes, strict=True)]):
        sentences = [f"- {words.markdown(s)}" for said in mine.values() for s in said]
        out += [f"**{history.when(run)}**: {history.counted(run)}."] + (["\n".join(sentences)] if sentences else [])
    if told.changed:
        head = ["claim", *(history.when(run) for run in reversed(told.runs))]
        rows = [[id, *(cell.text for cell in told.cells(id))] for id in told.changed]
        out += ["## Claims that changed", words.table(head, [[*row] for row in rows]).rstrip("\n"), SIGNS, f"{_letters()}."]
    rest = [f"- {words.markdown(name)}: {', '.join(ids)}" for name, ids in told.rest.items()]
    return "\n\n".join([*out, *(["## Claims that did not change", "\n".join(rest)] if rest else [])]) + "\n"
