"""The ratios in one picture: a row per line, a mark per contestant, and how far below this library's time both limits lie."""

from typing import Any

from tests.measured import Row
from verify.drawing.plot import positive
from verify.drawing.style import BLUE, GREEN, GREY, INK, ORANGE
from verify.drawing.style import files as drawn

TITLE = "Drift and Jacobian: times of other ways over this library's, and of both limits"
MARKS = {"torch": ("o", BLUE), "jax": ("s", ORANGE), "loop": ("^", GREEN)}  # tuned: hollow
OWN = {"float64": "D", "compiled": "p"}  # of this library, where it is not its fastest
LIMITS = {"product limit": "|", "memory limit": "x"}
LINES = ((1.0, "-", "right"), (1.5, ":", "left"))  # as fast as this library; the target over plain peers
WIDE, LINE, LEFT, TOP, BELOW = 7.6, 0.38, 2.75, 0.3, 1.25  # inches


def files(records: list[Row]) -> dict[str, bytes]:
    rows = shown(records)
    return drawn("bench", [lambda ax: draw(ax, rows)]) if rows else {}


def shown(records: list[Row]) -> list[Row]:
    return [row for row in records if "contestants" in row]


def draw(ax: Any, rows: list[Row]) -> None:
    _sized(ax, rows)
    for x, style, side in LINES:
        ax.axvline(x, color=INK, lw=1, ls=style, zorder=1)
        ax.annotate(f"{x:g}", (x, 1.02), xycoords=("data", "axes fraction"), ha=side, fontsize=8)
    names = sorted({name for row in rows for name in row["contestants"].keys() - {row["fastest"]}}, key=_order)
    for y, row in enumerate(rows):
        for name in (n for n in names if n in row["contestants"] and n != row["fastest"]):
            lower = 0.18 if "tuned" in name else -0.08  # so that equal ones are seen
            ax.plot(positive(row["contestants"][name]["ratio"]), y + lower, **_style(name))
        for name, mark in LIMITS.items():
            ax.plot(positive(row[f"of {name}"]), y, mark, color=GREY, ms=8, mew=2)
    _key(ax, names)


def _order(name: str) -> tuple[int, str]:
    return [name.startswith(peer) for peer in (*MARKS, "")].index(True), name


def _style(name: str) -> dict[str, Any]:
    mark, colour = (OWN[name], INK) if name in OWN else MARKS[name.partition(",")[0]]
    return {"marker": mark, "color": colour, "mfc": "none" if "tuned" in name else colour, "ms": 6.5, "mew": 1.4, "ls": "none"}


def _said(name: str) -> str:
    return f"this library, {name}" if name in OWN else name


def _sized(ax: Any, rows: list[Row]) -> None:
    high = TOP + LINE * len(rows) + BELOW
    ax.figure.set_size_inches(WIDE, high)
    ax.set_position((LEFT / WIDE, BELOW / high, (WIDE - LEFT - 0.25) / WIDE, LINE * len(rows) / high))
    ax.set(xscale="log", xlabel="time over this library's", ylim=(len(rows) - 0.5, -0.5))
    ax.set_yticks(range(len(rows)), [row["line"] for row in rows], fontsize=9)
    ax.tick_params(axis="y", length=0)
    ax.xaxis.set_major_formatter("{x:g}")


def _key(ax: Any, names: list[str]) -> None:
    marks = [ax.plot([], [], **_style(name), label=_said(name))[0] for name in names]
    marks += [ax.plot([], [], mark, color=GREY, ms=8, mew=2, ls="none", label=name)[0] for name, mark in LIMITS.items()]
    ax.figure.legend(handles=marks, loc="lower center", ncol=4, handletextpad=0.3)
