"""Table 5 and Fig. 3 for a trained flow: correlations of pixels by S, by samples, and of the data."""

from typing import Any

from verify.drawing.plot import Plot
from verify.drawing.style import BLUE, GREEN, GREY, INK, ORANGE, Draw, legend_below
from verify.drawing.tables import Row, Table, groups
from verify.papers.causality_delta import pixels
from verify.papers.causality_delta.printed import DATA5, ESTIMATE5
from verify.suites.common.intervals import as_expected
from verify.suites.common.sampler import sampler
from verify.suites.mnist import digits
from verify.suites.mnist.kinds import Estimate, Kind, less, twice
from verify.suites.mnist.poincare import LEAST
from verify.suites.mnist.table5 import NEIGHBOUR, PRINTED, READINGS
from verify.suites.suite import Section


def about(rows: list[Row]) -> list[str]:
    of = {r["kind"]: r for r in rows}
    made, missing, limit = of[Kind.MEASURED], of[Kind.NOT_RUN], of[Kind.RESOLVED]
    found = {r["estimate"]: r for r in rows if r["kind"] == Kind.TABLE5 and r["reading"] == next(iter(READINGS))}
    S, samples = found[Estimate.ROWS], found[Estimate.SAMPLES]
    ratio = of[Kind.RATIO]["value"]
    solver = (made["method"], made["steps"])
    half = next(r for r in rows if r["kind"] == Kind.SOLVER and r["what"] == less("J z", twice(*solver), *solver))
    how = f"median of {half['n']} points"
    data = f"{found[Estimate.TRAIN]['value']:.4f} (training) and {found[Estimate.TEST]['value']:.4f} (test)"
    return [
        sampler(made["method"], made["steps"], half["relative, median point"], how),
        *_warnings(rows),
        f"A flow trained here on the fives of MNIST, with one seed; {made['points']} source points, {made['probes']} directions "
        f"each, {made['seconds'] / 60:.0f} minutes, `{made['repeat']}`. S = E[J J^T] by rows of J has no noise of directions; "
        "Cov(y) = S only for an affine map.",
        f"At [8,14] and [8,15] S has the correlation {_with(S)}, the same flow's samples {_with(samples)}, the data {data}. "
        f"At pixels that vary the deviation by S is {ratio:.2f} times that of the samples (median): S says how the flow stretches, "
        "it is not Cov(y).",
        f"Printed are {ESTIMATE5.short} and {DATA5.short}: they are {limit['ratio']:.1f} standard errors apart for "
        f"{limit['n']} samples, so one pair of pixels cannot tell the estimate from the truth.",
        f"{as_expected(rows)}; the correlations are reported, not judged. Not run: "
        f"{missing['model']} ({missing['what']}), `{missing['repeat']}`.",
    ]


def _with(r: Row) -> str:
    return f"{r['value']:.3f} ({r['low']:.3f} to {r['high']:.3f})"


def _warnings(rows: list[Row]) -> list[str]:
    """Where an interval means nothing, and by which numbers."""
    heavy = [r for r in rows if r.get("heavy") and r.get("estimate", Estimate.ROWS) == Estimate.ROWS]
    said = [
        f"{r.get('reading') or r['what']}: tail index {r['tail index']:.2f}, {r['effective']:.1f} effective points of {r['n']}, "
        f"the largest carries {r['largest share']:.0%}"
        for r in heavy
    ]
    words = "Heavy tails: few points carry S, so its intervals are not reliable, and more points move it"
    return [f"{words}. {'; '.join(said)}."] if heavy else []


TABLE5 = ["estimate", "correlation", "95 % interval", "deviations", "n", "effective n", "heavy tail"]
BATCHED = [Estimate.ROWS, Estimate.WIGGLES, Estimate.SAMPLES]
NEIGHBOURS = ["estimate", "what", "value", "standard error", "pairs"]
JUDGED = ["what", "of", "value", "bound", "outcome"]
SOLVER = ["what", "difference, root mean square", "size", "relative, median point", "points"]


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    of = {kind: [r for r in rows if r["kind"] == kind] for kind in Kind}
    batches = [[r["reading"], r["from"], *(r[name] for name in BATCHED)] for r in of[Kind.BATCH]]
    near = [[r["estimate"], r["what"], r["value"], r.get("error"), r["n"]] for r in of[Kind.NEIGHBOURS]]
    judged = [[r["kind"], r.get("what", ""), r["value"], r["bound"], r["outcome"]] for r in rows if "expected" in r]
    solver = [[r["what"], r["value"], r["size"], r["relative, median point"], r["n"]] for r in of[Kind.SOLVER]]
    return [
        *(_table5(reading, mine) for (reading,), mine in groups(of[Kind.TABLE5], "reading").items()),
        digits.table(of[Kind.DIGITS]),
        ("The same in batches of 320 points, as many as published", Table(["pixels", "first point", *BATCHED], batches)),
        (f"All neighbours whose pixels have a deviation of {LEAST} or more in the data", Table(NEIGHBOURS, near)),
        ("What is judged", Table(JUDGED, judged)),
        ("What another solver would change", Table(SOLVER, solver)),
    ]


def _table5(reading: Any, rows: list[Row]) -> tuple[str, Table]:
    """The estimates of one pair, and what is printed."""
    found = [
        [r["estimate"], r["value"], _interval(r), r.get("deviations"), r["n"], r.get("effective"), r.get("heavy")] for r in rows
    ]
    stated = [[name, value, "", None, None, None, None] for name, value in PRINTED.items()]
    return f"Table 5, pixels {reading} as [row, column], from 0 to 1", Table(TABLE5, [*found, *stated], key=Kind.TABLE5)


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
        panels = [(f"{r['what']} at the pair", _scatter(r)) for r in scatter]
        out.append(Plot("mnist-scatter", "Fig. 3: the pair [8,14], [8,15] in samples, and in J z", panels))
    if pairs := of.get(Kind.PAIRS):
        panels = [(f"{name} against the data", _against(pairs[0], name)) for name in (Estimate.WIGGLES, Estimate.SAMPLES)]
        out.append(Plot("mnist-neighbours", "Correlation of neighbours: estimates against the training data", panels))
    if settling := of.get(Kind.SETTLING):
        of_pair = groups(settling, "reading").items()
        panels = [(f"pixels {reading}", _settling(reading, mine)) for (reading,), mine in of_pair]
        out.append(Plot("mnist-settling", "Correlation of the pair, by the first n source points", panels))
    return out


def _settling(reading: str, rows: list[Row]) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(title=f"pixels {reading}", xscale="log", xlabel="source points n", ylabel="correlation")
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
        ax.set(title=f"{r['what']}, {r['n']} source points", xlabel="pixel [8,14]", ylabel="pixel [8,15]")
        ax.plot(r["x"], r["y"], "o", color=BLUE, ms=2.5, alpha=0.5, mew=0)

    return draw


def _against(r: Row, name: Estimate) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(title=f"{name}, {r['n']} pairs", xlabel="correlation of the training data", ylabel=f"correlation, {name}")
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


SECTION = Section("mnist", "Pixels of a learned flow: Table 5 and Fig. 3", about, tables, plots)
