"""Fig. 2: the drift of one mixture over time, beside what the published script draws."""

from typing import Any

from verify.drawing.plot import Plot
from verify.drawing.style import BLUE, INK, ORANGE, Draw
from verify.drawing.tables import Row, Table, groups
from verify.drawing.words import number
from verify.suites.common.intervals import as_expected
from verify.suites.figures.kinds import Drawn, Kind
from verify.suites.suite import Section


def about(rows: list[Row]) -> list[str]:
    return [
        "The published script draws another mixture in every panel, so its figure shows no evolution; and its formula is the "
        "denoiser E[x1 | x_t] less the mean of the source, which is the drift at t = 1 only.",
        f"{as_expected(rows)}.",
    ]


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    head = ["t", *(r["kind"] for r in rows if r["kind"] != Kind.FIELD and r["t"] == rows[0]["t"])]
    body = []
    for (t,), mine in groups(rows, "t").items():
        of = {r["kind"]: r for r in mine}
        body.append([float(t), *(_cell(of.get(kind)) for kind in head[1:])])
    return [("Fig. 2 in numbers", Table(head, body))]


def _cell(r: Row | None) -> Any:
    if r is None:
        return ""
    return f"{r['outcome'].lower()}: {number(r['value'])}" if "outcome" in r else r["value"]


def plots(rows: list[Row]) -> list[Plot]:
    out = []
    for name, what in (("drift", Drawn.RIGHT), ("published", Drawn.PUBLISHED)):
        mine = [r for r in rows if r["kind"] == Kind.FIELD and r["what"] == what]
        colour = BLUE if what == Drawn.RIGHT else ORANGE
        out.append(Plot(f"figures-{name}", f"Fig. 2: {what}", [(f"t = {r['t']:g}", field(r, colour)) for r in mine]))
    return [p for p in out if p.panels]


def field(r: Row, colour: str) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(title=f"t = {r['t']:g}", xlabel="x", ylabel="y", aspect="equal")
        ax.quiver(r["grid"], r["grid"], r["u"], r["w"], color=colour, angles="xy", width=0.0035)
        ax.plot(*zip(*r["means"], strict=True), "o", color=INK, mfc="none", ms=8, ls="none")

    return draw


SECTION = Section("figures", "Drift over time: Fig. 2", about, tables, plots)
