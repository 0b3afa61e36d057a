"""Networks trained on fixed pairs, gradient variances over t, and what solvers make of crossing lines."""

from collections.abc import Callable
from typing import Any

from verify.drawing.plot import Plot
from verify.drawing.style import BLUE, GREEN, GREY, INK, ORANGE, Draw, legend_below
from verify.drawing.tables import Row, Table, groups
from verify.suites.common.intervals import as_expected
from verify.suites.memorisation import seeds
from verify.suites.memorisation.kinds import FACES, FACES_05, GRADIENTS, NETWORKS, OF_SEEDS, RANDOM, RECORDED, Kind, Model
from verify.suites.memorisation.picture import pairs_by_noise
from verify.suites.suite import Section

LINES = {Kind.GRADIENT_W: ("-", "o"), Kind.GRADIENT_B: ("--", "s")}
SHOWN = (0.02, 0.5, 0.98)  # times of the table: both ends and the middle
CYCLE = (BLUE, ORANGE, GREEN, INK)


def about(rows: list[Row]) -> list[str]:
    return [
        "Gradient Variance says that rectified flow memorises the pairs it was trained on, crossing lines included, and that a "
        "little noise undoes it. Found here: pairs whose lines do not meet are reproduced, with noise of 1/20 as well. Where all "
        "lines meet, 11 steps of Euler's method jump over the crossing and land on the training pairs; the same network, "
        "integrated accurately, does not memorise.",
        *seeds.about(rows),
        "Its experiment on CelebA, at a size for two cores: faces at 16 x 16, each with a source point of its own, are reproduced "
        "with noise of 1/20 as without. The exact field says so as well: no two lines come near each other, and noise would "
        "have to be of the size of the distance of two faces to mix the pairs. Fresh sources end farther from the nearest "
        f"face than a face is from its next. {_trainings(rows)}. The weights are not kept: the networks' rows are as recorded by "
        f"`{RECORDED}`, and a run repeats only what the record and the exact fields say.",
        f"{as_expected(rows)}.",
    ]


def _trainings(rows: list[Row]) -> str:
    found = {(r["model"], r["trial"]) for r in rows if r.get("model") in (*FACES, *FACES_05)}
    return f"{len(found)} trainings of {len({model for model, _ in found})} networks; `trial` is the seed of sources and training"


TABLES: dict[str, tuple[str, Callable[[Row], bool], tuple[str, ...]]] = {  # title: key of the table, which rows, their columns
    "Networks trained on fixed pairs": (
        Kind.REPRODUCED,
        lambda r: r["model"] in NETWORKS,
        ("model", "sigma", "method", "steps", "kind", "distance", "fresh", "L"),
    ),
    "Networks trained on faces, as recorded": (
        "faces",
        lambda r: r["model"] in (*FACES, *FACES_05) and r["kind"] == Kind.REPRODUCED,
        ("model", "sigma", "trial", "method", "steps", "distance", "other", "fresh", "loss", "seconds", "device", "weights"),
    ),
    "Faces: the exact fields of the same pairs": (
        Model.FACES,
        lambda r: r["model"] == Model.FACES or r["kind"] == Kind.TRIANGLE,
        ("model", "trial", "kind", "sigma", "method", "steps", "distance", "other", "note"),
    ),
    "The memorising field of a reflection": (
        Model.REFLECTION,
        lambda r: r["model"] == Model.REFLECTION,
        ("method", "steps", "tolerance", "dtype", "note"),
    ),
    "Smoothed: the slope of the end map": (
        Model.SMOOTHED,
        lambda r: r["model"] == Model.SMOOTHED,
        ("kind", "smoothing", "loss", "method", "steps"),
    ),
    "Finite data": (Model.FINITE, lambda r: r["model"] == Model.FINITE, ("field", "kind", "method", "steps", "off", "note")),
    "Pairs turned by an angle, with noise": (
        Model.TURNED,
        lambda r: r["model"] == Model.TURNED,
        ("kind", "angle", "sigma", "closed", "measured", "error"),
    ),
    "Variance of the loss gradient, at three of eleven times": (
        Kind.GRADIENT_W,
        lambda r: "coupling" in r and r["t"] in SHOWN,
        ("model", "coupling", "kind", "t", "closed", "measured", "error"),
    ),
}


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    own = [r for r in rows if r["kind"] not in OF_SEEDS]
    found = [(title, _table([r for r in own if shown(r)], key, *columns)) for title, (key, shown, columns) in TABLES.items()]
    return found + seeds.tables(rows)


def _table(rows: list[Row], key: str, *columns: str) -> Table:
    head = [*columns, "value", "95 % interval", "bound", "outcome", "n"]
    body = [
        [*(r.get(c) for c in columns), r.get("value"), _interval(r), r.get("bound"), r.get("outcome", ""), r["n"]] for r in rows
    ]
    return Table(head, body, key=key)


def _interval(r: Row) -> str:
    return f"{r['low']:.3g} to {r['high']:.3g}" if r.get("low") != r.get("high") else ""


def plots(rows: list[Row]) -> list[Plot]:
    gradients = groups([r for r in rows if "coupling" in r and "closed" in r], "model")
    hits = [r for r in rows if r["kind"] == Kind.REPRODUCED and r["method"] == "euler" and r["model"] in NETWORKS]
    slopes = [r for r in rows if r["kind"] == Kind.SLOPE]
    angles = [r for r in rows if r["kind"] == Kind.ANGLE]
    faces = [r for r in rows if r["kind"] == Kind.REPRODUCED and r["model"] in (*FACES, *FACES_05, Model.FACES)]
    ends = [("pairs reproduced", _hits(hits))] if hits else []
    ends += [("slope of the end map: mirrored pairs, smoothed reflection", _slopes(slopes))] if slopes else []
    out = [
        Plot("memorisation-pairs", "Training pairs at the end of the learned flow", ends),
        Plot(
            "memorisation-faces",
            "Faces, each with its own source point",
            [("pairs by noise", pairs_by_noise(faces))] if faces else [],
        ),
        Plot(
            "memorisation-gradients",
            "Variance of the loss gradient over t: lines closed form, marks measured",
            [(model, _variance(model, mine)) for (model,), mine in gradients.items() if any(r["closed"] for r in mine)],
        ),
        Plot(
            "memorisation-angles",
            "A coupling turned by an angle, with noise",
            [("angle of the flow", _angles(angles))] if angles else [],
        ),
    ]
    return [p for p in out if p.panels]


def _hits(rows: list[Row]) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(
            title="pairs reproduced, 95 % intervals",
            xlabel="steps of Euler's method",
            ylabel="share",
            xscale="log",
            ylim=(-0.05, 1.05),
        )
        for i, ((model,), mine) in enumerate(groups(rows, "model").items()):
            x, y = ([r[k] for r in mine] for k in ("steps", "value"))
            off = [[r["value"] - r["low"] for r in mine], [r["high"] - r["value"] for r in mine]]
            shift, mark = [v * 1.06 ** (i - 2) for v in x], "o-" if model in RANDOM else "s--"
            ax.errorbar(
                shift, y, off, fmt=mark, color=(*CYCLE, GREY)[i % 5], ms=4, lw=1.2, label=f"{model}, noise {mine[0]['sigma']}"
            )
        legend_below(ax)

    return draw


def _slopes(rows: list[Row]) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(
            title="slope of the end map: -1 memorised, 1 optimal", xlabel="steps of Euler's method", ylabel="slope", xscale="log"
        )
        for i, ((model, smoothing), mine) in enumerate(
            groups([r for r in rows if r.get("method") == "euler"], "model", "smoothing").items()
        ):
            label = f"smoothed by {smoothing}" if smoothing else model
            x, y = ([r[k] for r in mine] for k in ("steps", "value"))
            ax.plot(x, y, "o:" if smoothing else "s-", color=(*CYCLE, GREY)[i % 5], ms=4, lw=1.3, label=label)
        ax.axhline(0, color=GREY, lw=0.8)
        legend_below(ax)

    return draw


def _variance(model: str, rows: list[Row]) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(title=model, xlabel="t (0 source, 1 data)", ylabel="variance of the gradient")
        for i, ((coupling, kind), mine) in enumerate(groups(rows, "coupling", "kind").items()):
            dash, mark = LINES[Kind(kind)]
            t, colour = [r["t"] for r in mine], CYCLE[i // 2]
            ax.plot(t, [r["closed"] for r in mine], dash, color=colour, lw=1.5)
            measured, error = ([f * r[k] for r in mine] for f, k in ((1, "measured"), (2, "error")))
            ax.errorbar(t, measured, error, fmt=mark, color=colour, ms=4, label=f"{coupling}, by {GRADIENTS[Kind(kind)]}")
        ax.set_ylim(bottom=-0.02 * max(r["closed"] for r in rows) - 1e-3)
        legend_below(ax)

    return draw


def _angles(rows: list[Row]) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(title="angle of the flow", xlabel="angle of the pairs, degrees", ylabel="angle of the flow, degrees")
        for i, ((sigma,), mine) in enumerate(groups(rows, "sigma").items()):
            a = [r["angle"] for r in mine]
            ax.plot(a, [r["closed"] for r in mine], color=CYCLE[i], lw=1.5, label=f"noise {sigma}, closed form")
            ax.errorbar(
                a, [r["measured"] for r in mine], [2 * r["error"] for r in mine], fmt="o", color=CYCLE[i], ms=4, label="simulated"
            )
        ax.plot([60, 175], [60, 175], ":", color=GREY, label="without noise")
        legend_below(ax)

    return draw


SECTION = Section("memorisation", "Memorisation: fixed pairs, noise, solvers", about, tables, plots)
