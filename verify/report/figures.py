"""Figures: step sweeps against their prediction, and the gaps of Table 4 over time. Every number is read from a row."""

import math
import re
from dataclasses import dataclass
from typing import Any

from verify.report.comparison import RIGHT, group, printed
from verify.report.run import Row, Run
from verify.report.style import BLUE, GREEN, GREY, INK, ORANGE, Draw, legend_below
from verify.report.tables import groups


@dataclass(frozen=True)
class Plot:
    """A file of its own, and a panel each on the page."""

    name: str
    title: str
    panels: list[tuple[str, Draw]]


def plots(run: Run) -> list[Plot]:
    from verify.report.sections import sections

    more = [plot for s in sections() for plot in s.plots(run.rows(s.suite))]
    return [*_sweeps(run.rows("sweep")), *_tables(run.rows("table4")), *more]


def _sweeps(rows: list[Row]) -> list[Plot]:
    out = []
    for (subject,), mine in groups(rows, "subject").items():
        panels = [
            (f"{scheme}, {dtype}", sweep(some, scheme, dtype)) for (scheme, dtype), some in groups(mine, "scheme", "dtype").items()
        ]
        out.append(Plot(f"sweep-{slug(subject)}", subject, panels))
    return out


def slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "unnamed"


def sweep(rows: list[Row], scheme: str, dtype: str) -> Draw:
    """Error over step, measured and predicted."""
    rows = sorted(rows, key=lambda r: float(r["h"]))

    def draw(ax: Any) -> None:
        h = [r["h"] for r in rows]
        ax.set(xscale="log", yscale="log", title=f"{scheme}, {dtype}", xlabel="step h", ylabel="error")
        for i, r in enumerate(rows):
            if not r.get("resolvable", True):
                ax.axvspan(*_around(h, i), color=GREY, alpha=0.25, lw=0, label="unresolvable" if _first(rows, i) else None)
        ax.plot(h, [positive(r.get("truncation")) for r in rows], ":", color=GREY, lw=1.2)
        ax.plot(h, [positive(r.get("rounding")) for r in rows], ":", color=GREY, lw=1.2, label="truncation; rounding")
        ax.plot(h, [positive(r.get("predicted")) for r in rows], color=BLUE, lw=1.6, label="predicted: their sum")
        ax.plot(h, [positive(r.get("error")) for r in rows], "o", color=ORANGE, ms=4.5, label="measured")
        for r in rows:
            if r.get("optimal"):
                ax.axvline(r["h"], color=GREEN, lw=1.2, ls="--", label=f"best step {r['h']:.1e}")
        published = [r for r in rows if r.get("published")]
        if published:
            at = [positive(r.get("error")) for r in published]
            ax.plot([r["h"] for r in published], at, "o", color=INK, mfc="none", ms=10, ls="none", label="step as published")
        seen = [v for r in rows for k in ("predicted", "error") if not math.isnan(v := positive(r.get(k)))]
        if seen:
            ax.set_ylim(min(seen) / 10, max(seen) * 10)
        ax.minorticks_off()
        legend_below(ax)

    return draw


def _first(rows: list[Row], i: int) -> bool:
    return all(r.get("resolvable", True) for r in rows[:i])


def _around(h: list[float], i: int) -> tuple[float, float]:
    """Half way, on a logarithmic axis, to either neighbour."""
    ratio = h[1] / h[0] if len(h) > 1 else 2.0
    low = math.sqrt(h[i - 1] * h[i]) if i else h[i] / math.sqrt(ratio)
    return low, math.sqrt(h[i] * h[i + 1]) if i + 1 < len(h) else h[i] * math.sqrt(ratio)


def positive(value: Any) -> float:
    """What a logarithmic axis can show; else nothing is drawn there."""
    return float(value) if isinstance(value, int | float) and 0 < value < math.inf else math.nan


def _tables(rows: list[Row]) -> list[Plot]:
    out = []
    for (instance,), mine in groups(rows, "instance").items():
        mine = [r for r in mine if group(r) == RIGHT or str(r.get("column")) in printed(mine)]
        numerical = [r for r in mine if "numerical" in str(r.get("column")).lower()]
        panels = [("gap to the analytic Jacobian", _gaps([r for r in mine if r not in numerical], "linear"))]
        if numerical:
            panels.append(("numerical differences", _gaps(numerical, "log")))
        name = "table4" if instance in ("published", "") else f"table4-{slug(instance)}"
        out.append(Plot(name, f"Table 4, {instance or 'published'}", panels))
    return out


def _gaps(rows: list[Row], scale: str) -> Draw:
    style = {"as reproduced": (BLUE, "o-"), "as it should be": (GREEN, "s-")}
    dashes = ["-", "--", ":", "-."]

    def draw(ax: Any) -> None:
        ax.set(xlabel="t (0 source, 1 data)", ylabel="mean Frobenius distance", yscale=scale)
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
            ax.plot(*zip(*xy, strict=True), "xD+*"[i % 4], color=INK, ms=8, mfc="none", ls="none", label=f"printed: {name}")
        ax.minorticks_off()
        legend_below(ax, columns=1, fontsize=8, handlelength=3.5)

    return draw
