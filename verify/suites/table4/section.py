"""Table 4 in a report: three groups of columns over t, the gaps as figures, a tabular for a paper."""

import math
from typing import Any

from verify.drawing import words
from verify.drawing.plot import Plot, positive, slug
from verify.drawing.style import BLUE, GREEN, INK, Draw, legend_below
from verify.drawing.tables import Row, Table, groups, plain
from verify.papers.causality_delta.instance import PUBLISHED
from verify.suites.suite import Section
from verify.suites.table4 import latex
from verify.suites.table4.comparison import REPRODUCED, RIGHT, comparisons, group, markdown, printed, text, time
from verify.suites.table4.kinds import NUMERICAL, Trained
from verify.suites.table4.narrow import narrow

FIRST = ["instance", "formula", "column", "t", "value", "printed", "noise_floor", "note"]


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    return [("All rows", plain(rows, FIRST))]


def more(rows: list[Row]) -> dict[str, Any]:
    """For the page: the table itself, and how a cell reads."""
    return {"comparisons": comparisons(rows), "cell": text}


def plots(rows: list[Row]) -> list[Plot]:
    out = []
    for (instance,), mine in groups(rows, "instance").items():
        mine = [r for r in mine if group(r) == RIGHT or str(r.get("column")) in printed(mine)]
        numerical = [r for r in mine if r.get("column") in NUMERICAL]
        panels = [(title, _gaps(some, scale, title)) for title, some, scale in _panels(mine, numerical) if some]
        name = "table4" if instance in (PUBLISHED, "") else f"table4-{slug(instance)}"
        out.append(Plot(name, f"Table 4, {instance or PUBLISHED}", panels))
    return out


def _panels(rows: list[Row], numerical: list[Row]) -> list[tuple[str, list[Row], str]]:
    """Of each its title, its rows and the scale of its distances."""
    network = [r for r in rows if r.get("formula") == Trained.FORMULA]
    gaps = [r for r in rows if r not in numerical and r not in network]
    return [
        ("gap to the analytic Jacobian", gaps, "linear"),
        ("numerical differences", numerical, "log"),
        ("Jacobian of the network", network, "log"),
    ]


def _gaps(rows: list[Row], scale: str, title: str) -> Draw:
    style = {REPRODUCED: (BLUE, "o-"), RIGHT: (GREEN, "s-")}
    dashes = ["-", "--", ":", "-."]

    def draw(ax: Any) -> None:
        ax.set(title=title, xlabel="t (0 source, 1 data)", ylabel="mean Frobenius distance", yscale=scale)
        shown: dict[str, int] = {}
        for (formula, column), mine in groups(rows, "formula", "column").items():
            mine = sorted(mine, key=lambda r: float(r["t"]))
            colour, marker = style[group(mine[0])]
            line = dashes[shown.setdefault(colour, 0) % len(dashes)]
            shown[colour] += 1
            y = [positive(r["value"]) if scale == "log" else float(r["value"]) for r in mine]
            ax.plot([r["t"] for r in mine], y, marker[0], ls=line, color=colour, ms=4, label=f"{formula}: {column}")
        points = dict.fromkeys((r["t"], r["printed"], r.get("column")) for r in rows if isinstance(r.get("printed"), int | float))
        for i, name in enumerate(dict.fromkeys(c for *_, c in points)):
            xy = [(t, p) for t, p, c in points if c == name]
            bounds = dict.fromkeys(time(r["t"]) for r in rows if r.get("column") == name and isinstance(r.get("printed"), str))
            below = ", ".join(bounds)
            label = f"printed: {name}" + (f" (not drawn: a bound at t = {below})" if below else "")
            ax.plot(*zip(*xy, strict=True), "xD+*"[i % 4], color=INK, ms=8, mfc="none", ls="none", label=label)
        ax.minorticks_off()
        legend_below(ax, columns=1, fontsize=8, handlelength=3.5)

    return draw


def changed(was: Row, now: Row) -> str:
    """By more than the noise floor, and in the printed digits."""
    before, after, floor = (words.size(v) for v in (was.get("value"), now.get("value"), was.get("noise_floor") or 0.0))
    moved = math.isnan(before) != math.isnan(after) or abs(after - before) > max(floor, 5e-4)
    return f"was {words.number(was.get('value'))}, is {words.number(now.get('value'))}" if moved else ""


SECTION = Section(
    "table4",
    "Table 4: as printed, as reproduced, as it should be",
    tables=tables,
    plots=plots,
    markdown=lambda rows: markdown(comparisons(rows)),
    latex=lambda rows: latex.latex(narrow(rows)),
    template="table4/section.html",
    more=more,
)
