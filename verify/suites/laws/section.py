"""Networks trained on laws with a closed form."""

from collections.abc import Iterator
from typing import Any

from verify.drawing.plot import Plot, positive
from verify.drawing.style import BLUE, GREEN, GREY, ORANGE, Draw, legend_below
from verify.drawing.tables import Row, Table, groups
from verify.suites.common import trainings
from verify.suites.common.intervals import as_expected
from verify.suites.laws.kinds import PAPER, Field, Kind
from verify.suites.suite import Section

COLOURS = {Field.CLOSED: (GREEN, "-", 3.0), Field.NETWORK: (BLUE, "--", 1.4), Field.PUBLISHED: (ORANGE, ":", 1.8)}


def about(rows: list[Row]) -> list[str]:
    return [
        "Small networks, trained by this library's presets on laws whose velocity is known in closed form; their weights and cards "
        "are part of the library. Three seeds were trained: the first is shown, a table has all. The published code draws another "
        "field as the analytic one (Fig. 1); the network refutes it.",
        *_published([r for r in rows if r["kind"] == Kind.SEEDS and r["model"] in PAPER]),
        f"{as_expected(rows)}.",
    ]


def _published(rows: list[Row]) -> Iterator[str]:
    """The networks of Section 5.5, whose weights are not kept."""
    found = {(r["model"], r["what"]): trainings.each(r["each"]) for r in rows}
    if not found:
        return
    line, plane = PAPER
    yield (
        "The networks of Section 5.5, trained as it says, with samples drawn afresh, three seeds each, and not kept: on the line "
        f"the velocity is off by {found[line, Kind.ERROR]} of its size, in the plane by {found[plane, Kind.ERROR]}; there the "
        f"correlation 11/20 is {found[plane, Kind.CORRELATION]} by S = E[J J^T]. `{rows[0]['repeat']}`."
    )


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    found = [r for r in rows if r["kind"] not in (Kind.PATH, Kind.AT, Kind.SEEDS)]
    head = ["network", "what", "value", "95 % interval", "bound", "outcome", "draws or points"]
    body = [
        [r.get("model", "all"), r.get("what", r["kind"]), r["value"], _interval(r), r.get("bound"), r.get("outcome", ""), r["n"]]
        for r in found
    ]
    trained = [r for r in found if r["kind"] == Kind.ERROR]
    made = [[r["model"], r.get("steps"), r.get("seconds"), r.get("floor"), r.get("repeat")] for r in trained]
    return [
        ("Learned against closed form", Table(head, body)),
        ("How they were trained", Table(["network", "steps", "seconds", "closed-form floor of the loss", "repeat"], made)),
        trainings.table([r for r in rows if r["kind"] == Kind.SEEDS], Kind.SEEDS),
    ]


def _interval(r: Row) -> str:
    return f"{r['low']:.3g} to {r['high']:.3g}" if r.get("low", 0) < r.get("high", 0) else ""


def plots(rows: list[Row]) -> list[Plot]:
    at = groups([r for r in rows if r["kind"] == Kind.AT], "model")
    paths = groups([r for r in rows if r["kind"] == Kind.PATH], "model")
    out = [Plot("laws-paths", "Fig. 1: paths from nine points of the source", [(m, _paths(m, r)) for (m,), r in paths.items()])]
    out.append(Plot("laws-error", "Error of the learned velocity over t", [(m, _error(m, r)) for (m,), r in at.items()]))
    return [p for p in out if p.panels]


def _paths(model: str, rows: list[Row]) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(title=model, xlabel="t (0 source, 1 data)", ylabel="x")
        for (field,), mine in groups(rows, "field").items():
            colour, dash, width = COLOURS[Field(field)]
            mine = sorted(mine, key=lambda r: float(r["t"]))
            lines = ax.plot([r["t"] for r in mine], [r["x"] for r in mine], dash, color=colour, lw=width, zorder=2 + (width < 2))
            lines[0].set_label(field)
        legend_below(ax, columns=3)

    return draw


def _error(model: str, rows: list[Row]) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(title=model, xlabel="t (0 source, 1 data)", ylabel="root mean square", yscale="log")
        t = [r["t"] for r in rows]
        ax.plot(t, [positive(r["size"]) for r in rows], color=GREY, lw=1.4, label="velocity, closed form")
        ax.plot(t, [positive(r["value"]) for r in rows], "o", color=BLUE, ms=3.5, label="learned less closed form")
        ax.minorticks_off()
        legend_below(ax)

    return draw


SECTION = Section("laws", "Learned laws: trained networks against closed forms", about, tables, plots)
