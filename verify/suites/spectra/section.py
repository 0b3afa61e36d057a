"""Eigenvalues by rank, how many lie near -1 and 0, and eigenvectors as images: Fig. 5 of *Proximal Operators* for four networks."""

from typing import Any

import numpy as np

from verify.drawing.plot import Plot
from verify.drawing.style import BLUE, GREEN, GREY, INK, ORANGE, Draw, legend_below
from verify.drawing.tables import Row, Table, groups
from verify.suites.common.intervals import as_expected
from verify.suites.spectra import rivals_table
from verify.suites.spectra.kinds import ENDS_X1, MODELS, OT_VELOCITY, OT_X1, PIXELS, RANKS, SHOWN, TIMES, Kind
from verify.suites.suite import Section

SIDE, WIDE, CELL = 28, 3, 34  # pixels, images in a row, from one to the next
TOP = 1.6  # of an axis: at t = 1/2 the first eigenvalues are larger
COUNTS = (Kind.NEAR_MINUS_ONE, Kind.NEAR_ZERO, Kind.BELOW, Kind.ABOVE, Kind.LARGEST, Kind.ASYMMETRY)
COLOURS = dict(zip(TIMES, (GREY, GREEN, BLUE, ORANGE, INK), strict=True))
Found = dict[tuple[str, str, Any], Row]


def about(rows: list[Row]) -> list[str]:
    at = _found(rows)

    def count(model: str, kind: Kind, t: float) -> str:
        return f"{at[model, kind, t]['value']:.0f}"

    def share(model: str, kind: Kind) -> str:
        return f"{at[model, kind, RANKS[-1]]['value']:.0%}"

    late, top = TIMES[-1], RANKS[-1]
    first = next(r for r in rows if r["kind"] == Kind.TRAINED)
    return [
        "Fig. 5 of Proximal Operators shows eigenvectors of Dv of a flow to MNIST, without numbers, code or weights. Four small "
        f"U-Nets of {first['parameters']} weights were trained here on all its digits, with one seed, and are not kept: by "
        "minibatch optimal transport or with independent ends, predicting the image or the velocity. What follows is read off "
        f"their records: spectra of the symmetric part of (1 - t) Dv along {first['n']} trajectories, {PIXELS} eigenvalues each.",
        f"At t = {SHOWN}, {count(OT_X1, Kind.NEAR_MINUS_ONE, SHOWN)} of {PIXELS} eigenvalues are near -1 and "
        f"{count(OT_X1, Kind.NEAR_ZERO, SHOWN)} near 0 where the network of optimal transport predicts the image; with independent "
        f"ends {count(ENDS_X1, Kind.NEAR_MINUS_ONE, SHOWN)} and {count(ENDS_X1, Kind.NEAR_ZERO, SHOWN)}. At t = {late} the "
        f"network that predicts the velocity has {count(OT_VELOCITY, Kind.NEAR_MINUS_ONE, late)} near -1, the one that predicts "
        f"the image {count(OT_X1, Kind.NEAR_MINUS_ONE, late)}: with a finite Lipschitz constant they go in the end (PX-13).",
        f"Are the first eigenvectors tangential? The first {top} span {share(OT_X1, Kind.FIRST)} of the squared secants from the "
        f"end of a trajectory to the nearest training images, the last {top} {share(OT_X1, Kind.LAST)}; directions drawn at random "
        f"would span {top / PIXELS:.0%}. With independent ends they span {share(ENDS_X1, Kind.FIRST)} and "
        f"{share(ENDS_X1, Kind.LAST)}.",
        *rivals_table.about(rows),
        f"{as_expected(rows)}.",
    ]


def _found(rows: list[Row]) -> Found:
    return {(r["model"], r["kind"], r.get("rank", r.get("t"))): r for r in rows}


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    at = _found(rows)
    counts = [[m, kind.value, *(at[m, kind, t]["value"] for t in TIMES if (m, kind, t) in at)] for m in MODELS for kind in COUNTS]
    shares = [
        [m, kind.value, *(at[m, kind, r]["value"] for r in RANKS if (m, kind, r) in at)]
        for m in MODELS
        for kind in (Kind.FIRST, Kind.LAST)
    ]
    judged = [
        [
            r["model"],
            r["kind"],
            r["t"],
            r.get("rank"),
            r["value"],
            f"{r['low']:.3g} to {r['high']:.3g}" if "low" in r else "",
            r["bound"],
            r["outcome"],
            r["n"],
        ]
        for r in rows
        if "expected" in r
    ]
    trained = [r for r in rows if r["kind"] == Kind.TRAINED]
    keys = ("steps", "loss", "loss_standard_error", "seconds", "seconds of measuring", "repeat")
    head = ["network", "what", *(f"t = {t}" for t in TIMES)]
    ranks = ["network", "what", *(f"{r} of {PIXELS}" for r in RANKS)]
    random = f"Of directions drawn at random: {', '.join(f'{r / PIXELS:.3f}' for r in RANKS)}."
    return [
        (f"Means over trajectories, of {PIXELS} eigenvalues of (1 - t) Dv", Table(head, counts, key=Kind.NEAR_MINUS_ONE)),
        (
            f"Squared secants to the nearest training images, in the span of eigenvectors at t = {SHOWN}",
            Table(ranks, shares, random),
        ),
        rivals_table.table(rows),
        ("What is judged", Table(["network", "what", "t", "rank", "value", "95 % interval", "bound", "outcome", "n"], judged)),
        (
            "The networks",
            Table(
                ["network", "steps", "loss", "standard error", "seconds of training", "of measuring", "command"],
                [[r["model"], *(r[key] for key in keys)] for r in trained],
            ),
        ),
    ]


def plots(rows: list[Row]) -> list[Plot]:
    at = groups([r for r in rows if r["kind"] == Kind.PROFILE], "model")
    images = [r for r in rows if r["kind"] == Kind.VECTORS]
    out = [
        Plot(
            "spectra-ranks",
            "Eigenvalues of (1 - t) Dv by rank, medians over trajectories",
            [(m, _ranks(m, r)) for (m,), r in at.items()],
        ),
        Plot(
            "spectra-vectors",
            f"Fig. 5: end of a trajectory, and eigenvectors {', '.join(map(str, RANKS))} at t = {SHOWN}",
            [(r["model"], _vectors(r)) for r in images],
        ),
    ]
    return [p for p in out if p.panels]


def _ranks(model: str, rows: list[Row]) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(
            title=model,
            xlabel="rank, the largest first",
            ylabel=f"eigenvalue of (1 - t) Dv, cut at {TOP}",
            xscale="log",
            ylim=(-TOP, TOP),
        )
        for r in rows:
            ax.plot(r["ranks"], np.clip(r["values"], -TOP, TOP), "o-", color=COLOURS[r["t"]], ms=2.5, lw=1.2, label=f"t = {r['t']}")
        for level in (-1, 0):
            ax.axhline(level, ls=":", color=INK, lw=1)
        legend_below(ax, columns=3)

    return draw


def _vectors(r: Row) -> Draw:
    """The end in grey, each eigenvector in blue and orange: its sign is arbitrary."""
    images = [(r["end"][0], "end"), *zip(r["vectors"], map(str, r["ranks"]), strict=True)]

    def draw(ax: Any) -> None:
        from matplotlib.colors import LinearSegmentedColormap

        both = LinearSegmentedColormap.from_list("derivative", [BLUE, "#ffffff", ORANGE])
        ax.set(title=r["model"], xticks=[], yticks=[])
        ax.grid(False)
        for i, (values, name) in enumerate(images):
            image, left, low = np.reshape(values, (SIDE, SIDE)), i % WIDE * CELL, -(i // WIDE) * CELL
            top = float(np.quantile(abs(image), 0.99))  # the largest pixels would leave all others white
            least, most, colours = (-1, 1, "gray") if name == "end" else (-top, top, both)
            box = (left, left + SIDE, low, low + SIDE)
            ax.imshow(image, extent=box, vmin=least, vmax=most, cmap=colours, interpolation="nearest")
            ax.text(left + SIDE / 2, low - 1, name, ha="center", va="top", fontsize=8)
        ax.set(xlim=(-1, WIDE * CELL), ylim=(-(len(images) - 1) // WIDE * CELL - 1, SIDE + 1))
        ax.spines[:].set_visible(False)

    return draw


SECTION = Section(
    "spectra", "Spectra of flows to MNIST: which directions are contracted", about, tables, plots, label="Spectra on MNIST"
)
