"""The figure of the faces: how many pairs the exact field and the networks reproduce, by the noise."""

from typing import Any

from verify.drawing.style import BLUE, ORANGE, Draw, legend_below
from verify.drawing.tables import Row, groups
from verify.suites.memorisation.kinds import Model

STEPS, LEAST = 101, 0.05  # of Euler's method; noise down to which the axis is logarithmic, linear from there to 0
TICKS = (0, 0.05, 0.3, 1, 3, 10, 30)
COLOURS, MARKS = (BLUE, ORANGE), "so"


def pairs_by_noise(rows: list[Row]) -> Draw:
    """`rows`: shares of pairs reproduced, of the exact fields and of networks."""
    shown = [r for r in rows if r["method"] == "euler" and r["steps"] == STEPS]

    def draw(ax: Any) -> None:
        ax.set(title="pairs reproduced, 95 % intervals", ylabel="share", ylim=(-0.05, 1.05))
        ax.set(xlabel="standard deviation of the noise")
        ax.set_xscale("symlog", linthresh=LEAST)
        ax.set_xticks(TICKS, [str(t) for t in TICKS])
        for i, ((n,), mine) in enumerate(groups(shown, "n").items()):
            exact = [r for r in mine if r["model"] == Model.FACES]
            first = [r for r in exact if r["trial"] == exact[0]["trial"]]
            ax.plot(
                [r["sigma"] for r in first],
                [r["value"] for r in first],
                ".-",
                color=COLOURS[i % 2],
                label=f"exact field, {n} pairs",
            )
            nets = [r for r in mine if r["model"] != Model.FACES]
            x, y = ([r[k] for r in nets] for k in ("sigma", "value"))
            off = [[r["value"] - r["low"] for r in nets], [r["high"] - r["value"] for r in nets]]
            style = {"fmt": MARKS[i % 2], "color": COLOURS[i % 2], "ms": 8 - 3 * (i % 2), "mfc": "none"}
            ax.errorbar(x, y, off, **style, label=f"networks, {n} pairs")
        legend_below(ax)

    return draw
