"""Table 6 and Fig. 5: attributes of CelebA through a trained flow and classifier."""

from typing import Any

from verify.drawing.plot import Plot
from verify.drawing.style import BLUE, GREEN, GREY, INK, ORANGE, Draw, legend_below
from verify.drawing.tables import Row, Table, groups
from verify.papers.causality_delta.printed import CONDITIONAL6, DATA6, ESTIMATE6
from verify.suites.celeba import pair_tables
from verify.suites.celeba.kinds import Estimate, Kind, Matrix, Step
from verify.suites.common.intervals import as_expected
from verify.suites.common.sampler import sampler
from verify.suites.suite import Section


def about(rows: list[Row]) -> list[str]:
    of, pair = groups(rows, "kind"), {r["what"]: r for r in _of(rows, Kind.TABLE6)}
    half = next(r for r in _of(rows, Kind.STEP) if r["what"] == Step.WIGGLES)
    store, quality = of[(Kind.STORE,)][0], _of(rows, Kind.QUALITY)
    direction, norm = _of(rows, Kind.PUBLISHED)
    heavy = [r["what"] for r in _of(rows, Kind.TAIL) if r["heavy"]]
    mean = {k: sum(r[k] for r in quality) / len(quality) for k in ("auc", "balanced_accuracy")}
    return [
        sampler(store["method"], store["steps"], half["value"], f"root mean square over {half['n']} points"),
        "A flow and a classifier, both trained here on images of 64 x 64 pixels; y = 40 logits of the classifier on a sample, "
        f"J = dy/dx0, S = E[J J^T]. {store['points']} source points, {store['probes']} Gaussian directions each, "
        f"{store['seconds'] / 60:.0f} minutes, `{half['repeat']}`. One seed of training each. "
        "Attributes are numbered from 1: 19 Heavy_Makeup, 28 Pointy_Nose, 30 Rosy_Cheeks.",
        "Logits are real numbers and labels are 0 or 1: a latent Gaussian of correlation rho, cut at its medians, has labels that "
        "correlate with (2/pi) asin(rho). And S bounds the logits' covariance from above (Poincaré); it is not that covariance.",
        f"28 and 30: S has the correlation {_with(pair[Estimate.ROWS])}, the samples' logits {_with(pair[Estimate.LOGITS])}; "
        f"labels have {pair[Estimate.LABELS]['value']:.4f} (printed {DATA6.short}), "
        f"{pair[Estimate.LABELS_WITHOUT]['value']:.4f} where 19 is absent. "
        f"Given 19 by regression, S has {_with(pair[Estimate.ROWS_PARTIAL])}.",
        "The published filter, one undivided difference along one unit direction below 1e-4, keeps "
        f"{direction['probes']} of {direction['of']} directions; the row norm, which the text names, is below 1e-4 at "
        f"{norm['probes']} of {norm['of']} points. The first is a condition on the direction: where J is constant it returns the "
        "partial correlation given 19, for a common cause and for a mediator alike.",
        f"The classifier on the test images: mean AUC {mean['auc']:.3f}, mean balanced accuracy {mean['balanced_accuracy']:.3f}.",
        *pair_tables.about(rows),
        *([f"Heavy tails, so that intervals of S may mislead: {', '.join(heavy)}."] if heavy else []),
        f"{as_expected(rows)}; the correlations are reported, not judged.",
    ]


def _of(rows: list[Row], kind: Kind) -> list[Row]:
    return [r for r in rows if r["kind"] == kind]


def _with(r: Row) -> str:
    return "no value" if r["value"] is None else f"{r['value']:.3f} ({_interval(r)})"


def _interval(r: Row) -> str:
    return f"{r['low']:.3f} to {r['high']:.3f}" if r.get("low") is not None else ""


def _random(r: Row) -> str:
    return _interval(r) if "n" in r else ""


def _by(r: Row) -> str:
    return f"{r['by']}, as published" if r["kind"] == Kind.PUBLISHED else str(r["by"])


def _steps(r: Row) -> Any:
    return "not run (GPU)" if r["kind"] == Kind.NOT_RUN else r["steps"]


# title: the kinds of its rows, the first of which is its key, and for each column its head with a field or a function
TABLES: dict[str, tuple[tuple[Kind, ...], dict[str, Any]]] = {
    "Table 6: correlation of attributes 28 and 30": (
        (Kind.TABLE6,),
        {"of": "what", "correlation": "value", "95 % interval": _interval, "printed": "printed", "n": "n", "note": "note"},
    ),
    "The threshold on attribute 19": (
        (Kind.THRESHOLD, Kind.PUBLISHED),
        {"by": _by, "share": "quantile", "threshold": "threshold", "points": "points", "probes": "probes"}
        | {"correlation": "correlation", "95 % interval": _interval, "if J were constant": "predicted"}
        | {"effective n": "effective", "heavy tail": "heavy"},
    ),
    "By chance alone": (
        (Kind.NULL,),
        {"null": "of", "correlation": "correlation", "p": "p", "95 % of the random ones": _random, "permutations": "permutations"},
    ),
    "What is judged": (
        (Kind.JUDGED,),
        {"what": "what", "value": "value", "bound": "bound", "unit, relative": "unit"}
        | {"outcome": "outcome", "expected": "expected", "n": "n"},
    ),
    "What steps leave": ((Kind.STEP,), {"what": "what", "relative, root mean square": "value", "points": "n"}),
    "40 x 40: how alike": (
        (Kind.AGREEMENT,),
        {"what": "what", "rank correlation": "value", "95 % interval": _interval, "correlation": "pearson"}
        | {"rms gap": "rms", "same sign": "same sign"},
    ),
    "Tails of |J|^2": (
        (Kind.TAIL,),
        {"attribute": "what", "effective n": "effective", "largest share": "largest", "skewness": "skewness"}
        | {"tail index": "index", "heavy": "heavy", "why": "why"},
    ),
    "The classifier on the test images": (
        (Kind.QUALITY,),
        {"": "attribute", "attribute": "name", "base rate": "base_rate", "accuracy": "accuracy"}
        | {"balanced accuracy": "balanced_accuracy", "AUC": "auc"},
    ),
    "Networks": (
        (Kind.NETWORK, Kind.NOT_RUN),
        {"network": "model", "steps": _steps, "seconds": "seconds", "parameters": "parameters", "loss": "loss"}
        | {"loss, test images": "loss_test", "repeat": "repeat"},
    ),
}


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    return [
        (title, Table(list(columns), [[c(r) if callable(c) else r.get(c) for c in columns.values()] for r in mine], key=kinds[0]))
        for title, (kinds, columns) in TABLES.items()
        for mine in [[r for kind in kinds for r in _of(rows, kind)]]
    ] + pair_tables.tables(rows)


def plots(rows: list[Row]) -> list[Plot]:
    r, names = {m["what"]: m["r"] for m in _of(rows, Kind.MATRIX)}, [q["name"] for q in _of(rows, Kind.QUALITY)]
    scattered = [name for name in (Matrix.S, Matrix.LOGITS) if name in r]
    swept = groups(_of(rows, Kind.THRESHOLD), "by")
    out = [
        Plot("celeba-matrices", "Fig. 5: correlations of 40 attributes", [(name, heat(m, names, name)) for name, m in r.items()]),
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
    labels = {r["what"]: r["value"] for r in _of(rows, Kind.TABLE6)}

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


SECTION = Section("celeba", "Attributes of a learned flow: Table 6 and Fig. 5", about, tables, plots)
