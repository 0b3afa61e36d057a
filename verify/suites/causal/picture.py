"""Every cell in one picture, narrow enough for a telephone: constructions down, questions across, a block for each level."""

from typing import Any

from verify.claim import Outcome
from verify.drawing.plot import Plot
from verify.drawing.style import GREEN, GREY, INK, ORANGE, Draw
from verify.drawing.tables import Row, groups
from verify.suites.causal.kinds import Construction, Level

BLOCKS = {Level.SEE: "seen", Level.DO: "done", Level.IMAGINE: "imagined"}
NAMES = {
    Construction.NODES: "one flow a node",
    Construction.TRIANGULAR: "triangular, causes first",
    Construction.REVERSED: "triangular, effects first",
    Construction.OWN: "own map, one latent moved",
    Construction.LEAST: "latent moved the least",
    Construction.MASKED: "masked to the graph",
    Construction.CLAMPED: "coordinate clamped",
    Construction.FILTER: "published filter",
}
WIDE, LINE, LEFT, TOP, BELOW = 5.4, 0.235, 1.73, 0.58, 0.42  # inches
BLOCK = len(NAMES) + 1.3  # lines


def plots(rows: list[Row]) -> list[Plot]:
    if not rows:
        return []
    title = "What each construction of a flow answers about causes: right, or how far off"
    return [Plot("causal", title, [("all cells", picture(rows))])]


def picture(rows: list[Row]) -> Draw:
    """A disc where the answer is right, a ring where it is to 1e-7, the distance where it is wrong."""
    cells = {(r["level"], r["construction"], r["what"]): r for r in rows}
    questions = [what for (what,) in groups(rows, "what")]

    def draw(ax: Any) -> None:
        _sized(ax, len(questions))
        for x, what in enumerate(questions):
            graph, asked = what.split(": ")
            ax.text(x, -1.15, graph.replace(" ", "\n", 1) + "\n" + asked, ha="center", va="bottom", fontsize=6.8, linespacing=1.25)
        for b, (level, block) in enumerate(BLOCKS.items()):
            ax.text(-0.75, b * BLOCK - 0.55, block, ha="right", va="center", fontweight="bold", fontsize=9)
            ax.axhline(b * BLOCK - 0.15, color=GREY, lw=0.6)
            for i, (construction, name) in enumerate(NAMES.items()):
                y = b * BLOCK + i + 0.45
                ax.text(-0.75, y, name, ha="right", va="center", fontsize=8)
                for x, what in enumerate(questions):
                    _cell(ax, x, y, cells.get((level, construction, what)))
        _key(ax)

    return draw


def _sized(ax: Any, questions: int) -> None:
    lines = 3 * BLOCK
    high = TOP + LINE * lines + BELOW
    ax.figure.set_size_inches(WIDE, high)
    ax.set_position((LEFT / WIDE, BELOW / high, (WIDE - LEFT - 0.05) / WIDE, LINE * lines / high))
    ax.set(xlim=(-0.6, questions - 0.4), ylim=(lines - 1, -1))
    ax.axis("off")


def _cell(ax: Any, x: float, y: float, cell: Row | None) -> None:
    if cell is None or "value" not in cell:
        ax.text(x, y, "none", ha="center", va="center", fontsize=7, color=GREY)
    elif cell["outcome"] == Outcome.REFUTED:
        ax.text(x, y, f"{cell['error']:.2g}", ha="center", va="center", fontsize=8, color=ORANGE)
    else:
        certain = cell["outcome"] == Outcome.HOLDS
        ax.plot(x, y, "o", color=GREEN, ms=6, mfc=GREEN if certain else "none", mew=1.2)


def _key(ax: Any) -> None:
    """What the marks are, below them."""
    said = ((GREEN, GREEN, "right"), (GREEN, "none", "right to 1e-7"))
    marks = [ax.plot([], [], "o", color=c, mfc=fill, ms=6, mew=1.2, ls="none", label=text)[0] for c, fill, text in said]
    number = ax.plot([], [], marker="$0.3$", color=ORANGE, ms=11, mew=0.2, ls="none", label="wrong, so far off")[0]
    ax.legend(handles=[*marks, number], loc="upper right", bbox_to_anchor=(1.0, 0.0), ncol=3, fontsize=8, labelcolor=INK)
