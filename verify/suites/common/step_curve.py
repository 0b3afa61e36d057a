"""The error of a difference quotient over its step beside its bound, as a panel. Every number is read from a row."""

import math
from typing import Any

from verify.drawing.plot import positive
from verify.drawing.style import BLUE, GREEN, GREY, INK, ORANGE, Draw, legend_below
from verify.drawing.tables import Row


def sweep(rows: list[Row], scheme: str, dtype: str) -> Draw:
    """Error over step, and what bounds it."""
    rows = sorted(rows, key=lambda r: float(r["h"]))

    def draw(ax: Any) -> None:
        ax.set(xscale="log", yscale="log", title=f"{scheme}, {dtype}", xlabel="step h", ylabel="error")
        _shade_unresolvable(ax, rows)
        _plot_errors(ax, rows)
        _mark_steps(ax, rows)
        seen = [v for r in rows for k in ("predicted", "error") if not math.isnan(v := positive(r.get(k)))]
        if seen:
            ax.set_ylim(min(seen) / 10, max(seen) * 10)
        ax.minorticks_off()
        legend_below(ax)

    return draw


def _shade_unresolvable(ax: Any, rows: list[Row]) -> None:
    h = [r["h"] for r in rows]
    for i, r in enumerate(rows):
        if not r.get("resolvable", True):
            ax.axvspan(*_around(h, i), color=GREY, alpha=0.25, lw=0, label="unresolvable" if _first(rows, i) else None)


def _plot_errors(ax: Any, rows: list[Row]) -> None:
    h = [r["h"] for r in rows]
    ax.plot(h, [positive(r.get("truncation")) for r in rows], ":", color=GREY, lw=1.2)
    ax.plot(h, [positive(r.get("rounding")) for r in rows], ":", color=GREY, lw=1.2, label="truncation; rounding")
    ax.plot(h, [positive(r.get("predicted")) for r in rows], color=BLUE, lw=1.6, label="bound: their sum")
    ax.plot(h, [positive(r.get("error")) for r in rows], "o", color=ORANGE, ms=4.5, label="measured")


def _mark_steps(ax: Any, rows: list[Row]) -> None:
    """The best step, and those as published."""
    for r in rows:
        if r.get("optimal"):
            ax.axvline(r["h"], color=GREEN, lw=1.2, ls="--", label=f"best step {r['h']:.1e}")
    if published := [r for r in rows if r.get("published")]:
        at = [positive(r.get("error")) for r in published]
        ax.plot([r["h"] for r in published], at, "o", color=INK, mfc="none", ms=10, ls="none", label="step as published")


def _first(rows: list[Row], i: int) -> bool:
    return all(r.get("resolvable", True) for r in rows[:i])


def _around(h: list[float], i: int) -> tuple[float, float]:
    """Half way, on a logarithmic axis, to either neighbour."""
    ratio = h[1] / h[0] if len(h) > 1 else 2.0
    low = math.sqrt(h[i - 1] * h[i]) if i else h[i] / math.sqrt(ratio)
    return low, math.sqrt(h[i] * h[i + 1]) if i + 1 < len(h) else h[i] * math.sqrt(ratio)
