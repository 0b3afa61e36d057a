"""How figures look: colours a colour-blind reader can tell apart (Okabe and Ito), and the same bytes every time."""

import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

INK, LINE = "#1c2128", "#c8ced6"
BLUE, ORANGE, GREEN, GREY = "#0072b2", "#d55e00", "#009e73", "#8b949e"
VARIABLES = {INK: "--ink", LINE: "--line", BLUE: "--blue", ORANGE: "--orange", GREEN: "--green", GREY: "--grey"}
SETTINGS: Any = {
    "svg.hashsalt": "driftproof",
    "svg.fonttype": "path",
    "font.size": 10,
    "axes.titlesize": 10,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.grid": True,
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "grid.color": LINE,
    "grid.linewidth": 0.6,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "legend.frameon": False,
    "legend.fontsize": 9,
}

Draw = Callable[[Any], None]  # draws on axes


@contextmanager
def styled() -> Iterator[None]:
    from matplotlib import rc_context, style

    with style.context("default"), rc_context(SETTINGS):
        yield


def legend_below(ax: Any, columns: int = 2, **options: Any) -> None:
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, -0.2), ncol=columns, **options)


def figure(panels: list[Draw], columns: int = 2) -> Any:
    """The panels side by side, `columns` in a row; where no legend lies below them, they take its place."""
    from matplotlib.figure import Figure

    columns = min(columns, len(panels))
    rows = -(-len(panels) // columns)
    fig = Figure(figsize=(5.2 * columns, 4.35 * rows))
    _placed(fig, bottom=1.5, between=0.78)
    for i, draw in enumerate(panels):
        draw(fig.add_subplot(rows, columns, i + 1))
    if not any(map(_legend_below_it, fig.axes)) and fig.get_tightbbox().y0 > 0.9:  # inches below what is drawn
        _placed(fig, bottom=0.6, between=0.28)
    return fig


def _legend_below_it(ax: Any) -> bool:
    legend = ax.get_legend()
    return legend is not None and legend.get_window_extent().y0 < ax.bbox.y0


def _placed(fig: Any, bottom: float, between: float) -> None:
    """`bottom` inches below the lowest axes, and `between` rows that part of their height."""
    width, height = fig.get_size_inches()
    fig.subplots_adjust(
        left=0.75 / width, right=1 - 0.15 / width, bottom=bottom / height, top=1 - 0.35 / height, wspace=0.22, hspace=between
    )


def files(name: str, panels: list[Draw]) -> dict[str, bytes]:
    """The figure as `name`.svg and `name`.png, on white."""
    with styled():
        fig = figure(panels)
        return {f"{name}.{kind}": _bytes(fig, kind, facecolor="white") for kind in ("svg", "png")}


def inline(name: str, panel: Draw, label: str) -> str:
    """One panel as SVG for the page: transparent, its colours the page's own, its ids its own."""
    from html import escape

    with styled():
        svg = _bytes(figure([panel]), "svg", transparent=True).decode()
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg[svg.index("<svg") :], flags=re.DOTALL)
    for colour, variable in VARIABLES.items():
        svg = re.sub(colour, f"var({variable})", svg, flags=re.IGNORECASE)
    svg = re.sub(r'(\bid="|href="#|url\(#)', rf"\1{name}-", svg)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1).strip()


def _bytes(fig: Any, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    metadata = {"Date": None} if kind == "svg" else {"Software": None}
    fig.savefig(out, format=kind, dpi=150, metadata=metadata, **options)
    return out.getvalue()
