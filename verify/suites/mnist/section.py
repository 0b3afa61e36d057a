"""Table 5 and Fig. 3 for a trained flow: correlations of pixels by S, by samples, and of the data."""

from typing import Any

from verify.drawing.plot import Plot
from verify.drawing.style import BLUE, GREEN, GREY, INK, ORANGE, Draw, legend_below
from verify.drawing.tables import Row, Table, groups
from verify.papers.causality_delta import pixels
from verify.papers.causality_delta.printed import MNIST_STEPS
from verify.suites.common import trainings
from verify.suites.mnist import digits, sentences
from verify.suites.mnist.kinds import Estimate, Kind
from verify.suites.mnist.poincare import LEAST
from verify.suites.mnist.table5 import NEIGHBOUR, PRINTED
from verify.suites.suite import Section

TABLE5 = ["estimate", "correlation", "95 % interval", "deviations", "n", "effective n", "heavy tail"]
BATCHED = [Estimate.ROWS, Estimate.WIGGLES, Estimate.SAMPLES]
NEIGHBOURS = ["network", "estimate", "what", "value", "standard error", "pairs"]
JUDGED = ["network", "what", "of", "value", "bound", "outcome"]
NETWORKS = [
    "network",
    "parameters",
    "steps",
    "loss",
    "standard error",
    "seconds of training",
    "seconds of measuring",
    "points",
    "command",
]
SOLVER = ["what", "difference, root mean square", "size", "relative, median point", "points"]


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    of = {kind: [r for r in rows if r["kind"] == kind] for kind in Kind}
    batches = [[r["model"], r["reading"], r["from"], *(r[name] for name in BATCHED)] for r in of[Kind.BATCH]]
    near = [[r["model"], r["estimate"], r["what"], r["value"], r.get("error"), r["n"]] for r in of[Kind.NEIGHBOURS]]
    judged = [[r["model"], r["kind"], r.get("what", ""), r["value"], r["bound"], r["outcome"]] for r in rows if "expected" in r]
    solver = [[r["what"], r["value"], r["size"], r["relative, median point"], r["n"]] for r in of[Kind.SOLVER]]
    return [
        *(_table5(model, reading, mine) for (model, reading), mine in groups(of[Kind.TABLE5], "model", "reading").items()),
        (trainings.OF_THE_FLOW, trainings.beside(of[Kind.SEEDS], Kind.SEEDS, {"pixels": "reading", "what": "what"})),
        digits.table(of[Kind.DIGITS]),
        ("The paper's networks", _networks([*of[Kind.TRAINED], *of[Kind.NOT_RUN]])),
        ("The same in batches of 320 points, as many as published", Table(["network", "pixels", "first point", *BATCHED], batches)),
        (f"All neighbours whose pixels have a deviation of {LEAST} or more in the data", Table(NEIGHBOURS, near)),
        ("What is judged", Table(JUDGED, judged)),
        ("What another solver would change", Table(SOLVER, solver)),
    ]


def _networks(rows: list[Row]) -> Table:
    keys = ("parameters", "steps", "loss", "loss_standard_error", "seconds", "seconds of measuring", "points", "repeat")
    told = [r | {"steps": "not run"} if r["kind"] == Kind.NOT_RUN else r for r in rows]
    return Table(NETWORKS, [[r["model"], *(r.get(key) for key in keys)] for r in told], key=Kind.TRAINED)


def _table5(model: Any, reading: Any, rows: list[Row]) -> tuple[str, Table]:
    """The estimates of one pair, and what is printed."""
    found = [
        [r["estimate"], r["value"], _interval(r), r.get("deviations"), r["n"], r.get("effective"), r.get("heavy")] for r in rows
    ]
    stated = [[name, value, "", None, None, None, None] for name, value in PRINTED.items()]
    return f"Table 5, {model}, pixels {reading} as [row, column], from 0 to 1", Table(TABLE5, [*found, *stated], key=Kind.TABLE5)


def _interval(r: Row) -> str:
    return f"{r['low']:.3f} to {r['high']:.3f}" if "low" in r else ""


def plots(rows: list[Row]) -> list[Plot]:
    of: dict[str, list[Row]] = {kind: mine for (kind,), mine in groups(rows, "kind").items()}
    out = []
    if image := of.get(Kind.IMAGE):
        r = image[0]
        panels = [("a sample, y", _image(r["sample"], "sample y of source point 0", 0, 1)), ("J z", _derivative(r["image"]))]
        out.append(Plot("mnist-derivative", "Fig. 3, left: a sample, and its derivative along a Gaussian direction", panels))
    if scatter := of.get(Kind.SCATTER):
        panels = [(f"{r['model']}, {r['what']} at the pair", _scatter(r)) for r in scatter]
        out.append(Plot("mnist-scatter", "Fig. 3: the pair [8,14], [8,15] in samples, and in J z", panels))
    if pairs := of.get(Kind.PAIRS):
        panels = [
            (f"{r['model']}, {e} against the data", _against(r, e)) for r in pairs for e in (Estimate.WIGGLES, Estimate.SAMPLES)
        ]
        out.append(Plot("mnist-neighbours", "Correlation of neighbours: estimates against the training data", panels))
    if settling := of.get(Kind.SETTLING):
        of_pair = groups(settling, "model", "reading").items()
        panels = [
            (f"{model}, pixels {reading}", _settling(f"{model}, pixels {reading}", reading, mine))
            for (model, reading), mine in of_pair
        ]
        out.append(Plot("mnist-settling", "Correlation of the pair, by the first n source points", panels))
    if trained := of.get(Kind.TRAINED):
        panels = [(f"{r['model']}, loss", _losses(r)) for r in trained]
        out.append(Plot("mnist-training", f"Loss of the paper's networks over their {MNIST_STEPS} steps", panels))
    return out


def _losses(r: Row) -> Draw:
    def draw(ax: Any) -> None:
        steps, losses = zip(*r["losses"], strict=True)
        ax.set(title=f"{r['model']}, one seed", xlabel="step", ylabel=f"loss, mean over {steps[0]} steps", ylim=(0, 3 * r["loss"]))
        ax.plot(steps, losses, color=BLUE, lw=1, label="training")
        ax.axhline(r["loss"], color=ORANGE, lw=1.2, ls="--", label="at the end, fresh draws")
        legend_below(ax)

    return draw


def _settling(title: str, reading: str, rows: list[Row]) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(title=title, xscale="log", xlabel="source points n", ylabel="correlation")
        for name, colour, mark in ((Estimate.ROWS, BLUE, "o-"), (Estimate.WIGGLES, ORANGE, "s--"), (Estimate.SAMPLES, GREEN, "^-")):
            ax.plot([r["n"] for r in rows], [r[name] for r in rows], mark, color=colour, ms=4, lw=1.3, label=name)
        i, j, neighbour = NEIGHBOUR[reading]
        for split, dash in (("train", "-"), ("test", ":")):
            ax.axhline(pixels.pair(split, i, j, neighbour).correlation, color=GREY, ls=dash, lw=1.2, label=f"data, {split}")
        ax.minorticks_off()
        legend_below(ax)

    return draw


def _image(values: Any, title: str, low: float, high: float, map: Any = "gray") -> Draw:
    def draw(ax: Any) -> None:
        ax.set(title=title, xlabel="column", ylabel="row")
        ax.grid(False)
        shown = ax.imshow(values, vmin=low, vmax=high, cmap=map, interpolation="nearest")
        ax.figure.colorbar(shown, ax=ax, orientation="horizontal", fraction=0.05, pad=0.18)

    return draw


def _derivative(values: Any) -> Draw:
    def draw(ax: Any) -> None:
        from matplotlib.colors import LinearSegmentedColormap

        top = max(abs(v) for line in values for v in line)
        both = LinearSegmentedColormap.from_list("derivative", [BLUE, "#ffffff", ORANGE])
        _image(values, "J z, z Gaussian (pixels a unit step)", -top, top, both)(ax)

    return draw


def _scatter(r: Row) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(title=f"{r['model']}: {r['what']}, {r['n']} source points", xlabel="pixel [8,14]", ylabel="pixel [8,15]")
        ax.plot(r["x"], r["y"], "o", color=BLUE, ms=2.5, alpha=0.5, mew=0)

    return draw


def _against(r: Row, name: Estimate) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(
            title=f"{r['model']}: {name}, {r['n']} pairs", xlabel="correlation of the training data", ylabel=f"correlation, {name}"
        )
        ax.plot([0, 1], [0, 1], color=GREY, lw=1, label="equal")
        for value, colour, kind in ((0, BLUE, "to the right"), (1, ORANGE, "below")):
            mine = [i for i, p in enumerate(r["places"]) if p[2] == value]
            x, y = ([r[key][i] for i in mine] for key in (Estimate.TRAIN, name))
            ax.plot(x, y, "o", color=colour, ms=3, alpha=0.6, mew=0, label=kind)
        at = [i for i, p in enumerate(r["places"]) if tuple(p) in ((8, 14, 0), (14, 8, 1))]
        xy = [[r[key][i] for i in at] for key in (Estimate.TRAIN, name)]
        ax.plot(*xy, "o", color=INK, mfc="none", ms=9, ls="none", label="Table 5, both readings")
        legend_below(ax)

    return draw


SECTION = Section("mnist", "Pixels of a learned flow: Table 5 and Fig. 3", sentences.about, tables, plots)
