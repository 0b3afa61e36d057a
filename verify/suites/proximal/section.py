"""Fields on the circle and on two moons near the end of time, and the eigenvalues of (1 - t) Dv."""

from typing import Any

from verify.drawing.plot import Plot
from verify.drawing.style import BLUE, GREY, INK, ORANGE, Draw, legend_below
from verify.drawing.tables import Row, Table, groups
from verify.suites.common import trainings
from verify.suites.common.intervals import as_expected
from verify.suites.proximal.kinds import CIRCLE, MOONS, Kind
from verify.suites.suite import Section

COLOURS = {"normal": BLUE, "smaller": BLUE, "tangential": ORANGE, "larger": ORANGE}


def about(rows: list[Row]) -> list[str]:
    return [
        "Flow matching to a curve without density (Proximal Operators, Figs. 3 and 4). Optimal transport to the circle has the "
        "normal eigenvalue -1 of (1 - t) Dv at all times. A network that predicts the velocity has a finite Lipschitz constant "
        "L, so its eigenvalues tend to 0: it can show -1 only while 1 - t is above 1/L. One that predicts x1 keeps it.",
        "Independent ends have the same terminal exponents; what they break is the bound (1 - t)/t of every optimal transport. "
        "Each network was trained with three seeds: the first is shown, all are in a table.",
        f"{as_expected(rows)}.",
    ]


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    times = [0.5, 0.8, 0.9, 0.95, 0.99, 0.999]
    at = groups([r for r in rows if r["kind"] == Kind.EIGENVALUE], "shape", "field", "part")
    means = [[*key, *({r["t"]: r["value"] for r in mine}.get(t) for t in times)] for key, mine in at.items()]
    head = ["shape", "field", "what", "t", "value", "95 % interval", "bound", "outcome", "points"]
    other = [r for r in rows if r["kind"] not in (Kind.EIGENVALUE, Kind.FIELD, Kind.SEEDS)]
    body = [
        [
            r.get("shape", "all"),
            r.get("field", "networks"),
            r.get("what", r["kind"]),
            r.get("t"),
            r["value"],
            _interval(r),
            r.get("bound"),
            r.get("outcome", ""),
            r["n"],
        ]
        for r in other
    ]
    return [
        (
            "Mean eigenvalue of (1 - t) Dv along trajectories",
            Table(["shape", "field", "part", *(f"t = {t}" for t in times)], means, key=Kind.EIGENVALUE),
        ),
        ("What is judged, and what was found", Table(head, body)),
        trainings.table([r for r in rows if r["kind"] == Kind.SEEDS], Kind.SEEDS),
    ]


def _interval(r: Row) -> str:
    return f"{r['low']:.3g} to {r['high']:.3g}" if r.get("low") != r.get("high") else ""


def plots(rows: list[Row]) -> list[Plot]:
    fields = [(f"{r['shape']}: {r['field']}", _field(r)) for r in rows if r["kind"] == Kind.FIELD]
    at = groups([r for r in rows if r["kind"] == Kind.EIGENVALUE], "shape", "field")
    spectra = [(f"{shape}: {field}", _spectrum(f"{shape}: {field}", mine)) for (shape, field), mine in at.items()]
    out = [
        Plot("proximal-fields", "Velocity at t = 0.9", fields),
        Plot(
            "proximal-eigenvalues",
            "Eigenvalues of (1 - t) Dv along trajectories: mean, and from the 10 % to the 90 % quantile",
            spectra,
        ),
    ]
    return [p for p in out if p.panels]


def _field(r: Row) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(title=f"{r['shape']}: {r['field']}", xlabel="x", ylabel="y", aspect="equal")
        _curve(ax, r["shape"])
        ax.quiver(r["grid"], r["grid"], r["u"], r["w"], color=BLUE, angles="xy", width=0.0035)

    return draw


def _curve(ax: Any, shape: str) -> None:
    from matplotlib.patches import Arc

    unit: dict[str, list[tuple[float, ...]]] = {
        CIRCLE: [(0, 0, 2, 0, 360)],
        MOONS: [(-0.75, -0.375, 3, 0, 180), (0.75, 0.375, 3, 180, 360)],
    }
    for x, y, size, first, last in unit.get(shape, []):
        ax.add_patch(Arc((x, y), size, size, theta1=first, theta2=last, color=ORANGE, lw=2.5))


def _spectrum(title: str, rows: list[Row]) -> Draw:
    def draw(ax: Any) -> None:
        ax.set(
            title=title,
            xlabel="1 - t, from the source to the data",
            ylabel="eigenvalue of (1 - t) Dv",
            xscale="log",
            ylim=(-1.35, 1.35),
        )
        for (part,), mine in groups(rows, "part").items():
            mine = sorted(mine, key=lambda r: float(r["t"]))
            s = [1 - r["t"] for r in mine]
            ax.fill_between(s, [r["q10"] for r in mine], [r["q90"] for r in mine], color=COLOURS[part], alpha=0.25, lw=0)
            ax.plot(s, [r["value"] for r in mine], "o-", color=COLOURS[part], ms=3.5, lw=1.6, label=part)
        late = [s for s in sorted({1 - r["t"] for r in rows}) if s < 0.6]
        ax.plot(late, [s / (1 - s) for s in late], ":", color=INK, lw=1.2, label="(1 - t)/t, and -1: bounds of optimal transport")
        ax.axhline(-1, ls=":", color=INK, lw=1.2)
        ax.axhline(0, color=GREY, lw=0.8)
        ax.invert_xaxis()
        legend_below(ax)

    return draw


SECTION = Section("proximal", "The end of time on a curve: optimal transport and networks", about, tables, plots)
