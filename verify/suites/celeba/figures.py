"""The figures of Table 6 and Fig. 5."""

from typing import Any

from verify.drawing.plot import Plot
from verify.drawing.style import BLUE, GREEN, GREY, INK, ORANGE, Draw, legend_below
from verify.drawing.tables import Row, groups
from verify.papers.causality_delta.printed import CONDITIONAL6, ESTIMATE6
from verify.suites.celeba.kinds import Estimate, Kind, Matrix
from verify.suites.celeba.measurement import RESNET
from verify.suites.celeba.tables import of_kind, other, own


def plots(rows: list[Row]) -> list[Plot]:
    r, names = {m["what"]: m["r"] for m in of_kind(own(rows), Kind.MATRIX)}, [q["name"] for q in of_kind(own(rows), Kind.QUALITY)]
    heats = [*r.items(), *((f"S through {RESNET}", m["r"]) for m in of_kind(other(rows), Kind.MATRIX) if m["what"] == Matrix.S)]
    scattered = [name for name in (Matrix.S, Matrix.LOGITS) if name in r]
    swept = groups(of_kind(own(rows), Kind.THRESHOLD), "by")
    out = [
        Plot("celeba-matrices", "Fig. 5: correlations of 40 attributes", [(name, heat(m, names, name)) for name, m in heats]),
        Plot(
            "celeba-pairs",
            "780 pairs of attributes against their labels",
            [(n, _scatter(r[Matrix.LABELS], r[n], n)) for n in scattered],
        ),
        Plot(
            "celeba-threshold", "Table 6 as the threshold goes up", [(by, _sweep(by, mine, rows)) for (by,), mine in swept.items()]
        ),
    ]
    return [p for p in out if p.panels]


def heat(values: Any, names: list[str], title: str) -> Draw:
    """Zero is transparent: the page's own colour."""

    def draw(ax: Any) -> None:
        from matplotlib.colors import LinearSegmentedColormap, to_rgba

        colours = [to_rgba(BLUE), to_rgba(BLUE, 0), to_rgba(ORANGE, 0), to_rgba(ORANGE)]
        both = LinearSegmentedColormap.from_list("both", list(zip((0, 0.5, 0.5, 1), colours, strict=True)))
        box, (width, height) = ax.get_position(), ax.figure.get_size_inches()
        left, top, side = box.x0 + 0.55 / width, box.y1, 3.45
        ax.set_position((left, top - side / height, side / width, side / height))
        shown = ax.imshow(
            [[0 if v is None else v for v in line] for line in values], vmin=-1, vmax=1, cmap=both, interpolation="none"
        )
        labels = [f"{i + 1} {name}" for i, name in enumerate(names)]
        ax.set_title(title)
        ax.set_xticks(range(len(labels)), [str(i + 1) for i in range(len(labels))], fontsize=4.5)
        ax.set_yticks(range(len(labels)), labels, fontsize=5.5)
        ax.tick_params(length=0, pad=2)
        ax.grid(False)
        bar = ax.figure.add_axes((left, top - (side + 0.3) / height, side / width, 0.07 / height))
        ax.figure.colorbar(shown, cax=bar, orientation="horizontal").ax.tick_params(labelsize=7, length=2)
        bar.grid(False)

    return draw


def _scatter(x: Any, y: Any, name: str) -> Draw:
    pairs = [(x[i][j], y[i][j]) for i in range(len(x)) for j in range(i) if y[i][j] is not None]

    def draw(ax: Any) -> None:
        ax.set(title=f"{name}: {len(pairs)} pairs", xlabel="correlation of labels", ylabel=f"correlation, {name}")
        ax.axline((0, 0), slope=1, color=GREY, lw=1)
        ax.plot(*zip(*pairs, strict=True), "o", color=BLUE, ms=2.5, alpha=0.5, mew=0)
        ax.plot([x[29][27]], [y[29][27]], "o", color=ORANGE, mfc="none", ms=9, mew=1.6, label="28 and 30")
        ax.legend(loc="upper left")

    return draw


def _sweep(by: str, mine: list[Row], rows: list[Row]) -> Draw:
    labels = {r["what"]: r["value"] for r in of_kind(own(rows), Kind.TABLE6)}

    def draw(ax: Any) -> None:
        ax.set(title=f"threshold by {by}", xlabel="share kept, least movement of 19 first", ylabel="correlation of 28 and 30")
        q, r = ([m[key] for m in mine] for key in ("quantile", "correlation"))
        error = [[m["correlation"] - m["low"] for m in mine], [m["high"] - m["correlation"] for m in mine]]
        ax.errorbar(q, r, yerr=error, fmt="o", color=BLUE, ms=5, capsize=2, lw=1.2, label="kept, 95 %")
        if any(m["predicted"] is not None for m in mine):
            ax.plot(q, [m["predicted"] for m in mine], color=GREY, lw=1.2, label="if J were constant")
        ax.axhline(labels[Estimate.LABELS], color=GREEN, lw=1.2, label="labels, all")
        ax.axhline(labels[Estimate.LABELS_WITHOUT], color=GREEN, lw=1.2, ls="--", label="labels, 19 absent")
        for number, mark in ((ESTIMATE6, "-."), (CONDITIONAL6, ":")):
            ax.axhline(number.value, color=INK, lw=0.9, ls=mark, label=f"printed {number.text}")
        legend_below(ax, 3)

    return draw
