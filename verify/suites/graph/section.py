"""Fig. 4: which attributes of CelebA depend on each other whatever few others are held."""

from math import cos, pi, sin
from typing import Any

from verify.drawing.plot import Plot
from verify.drawing.style import BLUE, GREY, INK, ORANGE, Draw
from verify.drawing.tables import Row, Table
from verify.suites.common.intervals import as_expected
from verify.suites.graph.kinds import Kind
from verify.suites.graph.table import PAPER
from verify.suites.suite import Section

STRONGEST = 60


def about(rows: list[Row]) -> list[str]:
    whole = next(r for r in rows if r["kind"] == Kind.GRAPH)
    return [
        f"The skeleton that the PC algorithm finds in the labels of all {whole['n']} images: an edge goes if for some set of at "
        f"most {whole['order']} neighbours G^2 is below its chi^2 bound, at level {whole['level']:g} over all pairs. "
        f"{whole['edges']} of {whole['pairs']} pairs keep their edge. Edges have no direction here; "
        "a hidden common cause leaves an edge as well.",
        "With so many rows almost nothing is independent, so strength matters more than presence: information is G^2/2n in nats, "
        "for the set that comes nearest to separating the two. The paper names a package, but neither algorithm, test nor level: "
        "this answers its question, it does not reproduce its figure.",
        f"{as_expected(rows)}.",
    ]


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    edges = sorted((r for r in rows if r["kind"] == Kind.PAIR and r["edge"]), key=lambda r: -float(r["information"]))
    ours = [r for r in rows if r["kind"] == Kind.PAIR and {r["a"], r["b"]} < set(PAPER)]
    head = ["attribute", "attribute", "edge", "information, nats", "G^2", "df", "log10 p", "weakest given", "correlation"]
    return [
        ("Attributes 19, 28 and 30", Table(head, _lines(ours), key=Kind.PAIR)),
        ("Edges, strongest first", Table(head, _lines(edges), key=Kind.GRAPH)),
    ]


def _lines(rows: list[Row]) -> list[list[Any]]:
    return [
        [*(r[k] for k in ("a", "b", "edge", "information", "g2", "df", "log10_p")), ", ".join(r["given"]), r["phi"]] for r in rows
    ]


def plots(rows: list[Row]) -> list[Plot]:
    edges = sorted((r for r in rows if r["kind"] == Kind.PAIR and r["edge"]), key=lambda r: float(r["information"]))
    names: list[str] = next((r["names"] for r in rows if r["kind"] == Kind.GRAPH), [])
    if not edges:
        return []
    strong, n = edges[-STRONGEST:], len(edges)
    order = around(edges, names)
    panels = [(f"{len(strong)} strongest edges", _circle(strong, order)), (f"all {n} edges", _circle(edges, order))]
    return [Plot("graph-edges", "Fig. 4: the graph of the labels", panels)]


def around(edges: list[Row], names: list[str]) -> list[str]:
    """Names in the order in which a walk along the strongest edge that is left meets them: neighbours come close to each other."""
    weight = {frozenset((r["a"], r["b"])): float(r["information"]) for r in edges}
    left, out = sorted(names), list[str]()
    while left:
        last = out[-1:] or left[:1]
        left.sort(key=lambda name: (-weight.get(frozenset((last[0], name)), 0), name))
        out.append(left.pop(0))
    return out


def _circle(edges: list[Row], order: list[str]) -> Draw:
    def draw(ax: Any) -> None:
        box, (width, height) = ax.get_position(), ax.figure.get_size_inches()
        ax.set_position((box.x0 - 0.4 / width, box.y1 - 4.0 / height, 4.7 / width, 4.0 / height))
        ax.set(
            title=f"{len(edges)} edges: blue more often together, orange less",
            xlim=(-2.04, 2.04),
            ylim=(-1.74, 1.74),
            aspect="equal",
        )
        ax.axis("off")
        angle = {name: 2 * pi * i / len(order) for i, name in enumerate(order)}
        most = max(float(r["information"]) for r in edges)
        for r in edges:
            share = (float(r["information"]) / most) ** 0.5
            (x, y), (u, v) = ((cos(angle[r[k]]), sin(angle[r[k]])) for k in ("a", "b"))
            ax.plot([x, u], [y, v], color=BLUE if r["phi"] > 0 else ORANGE, lw=0.2 + 3.5 * share, alpha=0.15 + 0.7 * share)
        for name, a in angle.items():
            flip = cos(a) < -1e-9
            ax.plot([cos(a)], [sin(a)], "o", color=GREY, ms=2.5)
            turned = {"rotation": a * 180 / pi + 180 * flip, "rotation_mode": "anchor", "ha": "right" if flip else "left"}
            ax.text(1.04 * cos(a), 1.04 * sin(a), name.replace("_", " "), va="center", fontsize=6, color=INK, **turned)

    return draw


SECTION = Section("graph", "Graph of the labels: Fig. 4", about, tables, plots)
