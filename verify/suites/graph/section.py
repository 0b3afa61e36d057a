"""Fig. 4: which attributes of CelebA depend on each other whatever few others are held; what two of them may do to each other."""

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
VALUES = ("value", "low", "high")


def about(rows: list[Row]) -> list[str]:
    whole = next(r for r in rows if r["kind"] == Kind.GRAPH)
    return [
        f"The skeleton that the PC algorithm finds in the labels of all {whole['n']} images: an edge goes if for some set of at "
        f"most {whole['order']} neighbours G^2 is below its chi^2 bound, at level {whole['level']:g} over all pairs. "
        f"{whole['edges']} of {whole['pairs']} pairs keep their edge. Edges have no direction here; "
        "a hidden common cause leaves an edge as well.",
        "With so many rows almost nothing is independent, so strength matters more than presence: information is G^2 over 2n, in "
        "nats, for the set that comes nearest to separating the two. The paper names a package, but neither algorithm, test nor "
        "level: this answers its question, it does not reproduce its figure.",
        *_causes(rows),
        f"{as_expected(rows)}.",
    ]


def _causes(rows: list[Row]) -> list[str]:
    effects, free = ([r for r in rows if r["kind"] == k] for k in (Kind.EFFECT, Kind.HIDDEN))
    if not effects:
        return []
    of = {(r["cause"], bool(r["given"])): r["value"] for r in effects}
    left = " and ".join(f"{of[c, True]:.3f} of {of[c, False]:.3f} ({of[c, True] / of[c, False]:.0%})" for c, held in of if held)
    return [
        "Is Heavy_Makeup (19) the common cause of Pointy_Nose (28) and Rosy_Cheeks (30)? If it were the only one, nothing would be "
        "left of either effect beside it. What is "
        f"left is {left}, far from 0; so it is beside each set of at most three neighbours of the cause whose strata all have rows "
        'with and without it. "Consistent with a common cause" is right of a part. The rest is an effect, or from another cause, '
        "or from a choice of images that depends on both. Intervals are at 95 %, each of its own set.",
        "The labels fit all six orders of the three alike, and an effect depends on the order: 19 is held where it comes first, "
        "not where it is between them or last. With a hidden common cause the counts leave "
        f"{free[0]['low']:.3f} to {free[0]['high']:.3f} to either effect. An exact do(28) would need what makes a nose pointed and "
        "leaves make-up alone: a mechanism for each, or images in which it was set at random. Labels are seen, never set.",
    ]


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    edges = sorted((r for r in rows if r["kind"] == Kind.PAIR and r["edge"]), key=lambda r: -float(r["information"]))
    ours = [r for r in rows if r["kind"] == Kind.PAIR and {r["a"], r["b"]} < set(PAPER)]
    head = ["attribute", "attribute", "edge", "information, nats", "G^2", "df", "log10 p", "weakest given", "correlation"]
    return [
        ("Attributes 19, 28 and 30", Table(head, _lines(ours), key=Kind.PAIR)),
        *_effects(rows),
        ("Edges, strongest first", Table(head, _lines(edges), key=Kind.GRAPH)),
    ]


def _effects(rows: list[Row]) -> list[tuple[str, Table]]:
    """By the order of the three, and beside sets of neighbours."""
    found = [r for r in rows if r["kind"] in (Kind.EFFECT, Kind.HIDDEN)]
    if not found:
        return []
    head = ["causes first", "effect of", "on", "held", "effect", "low", "high", "exact"]
    lines = [[_order(r), *_what(r), r.get("value"), r["low"], r["high"], r.get("exact", "")] for r in found]
    near = ["effect of", "on", "sets of", "such sets", "with both in each stratum", "which", "held", "effect", "low", "high"]
    beside = [
        [r["cause"], r["effect"], r["size"], r["sets"], r["counted"], r["which"], ", ".join(r["given"]), *(r[k] for k in VALUES)]
        for r in rows
        if r["kind"] == Kind.RANGE
    ]
    return [
        ("Effects on the share of images, by the order of the three", Table(head, lines, key=Kind.EFFECT)),
        ("Effects beside neighbours of the cause, the least and the largest", Table(near, beside, key=Kind.RANGE)),
    ]


def _order(row: Row) -> str:
    return ", ".join(row["order"]) if "order" in row else "a hidden common cause"


def _what(row: Row) -> tuple[str, str, str]:
    return row["cause"], row["effect"], ", ".join(row.get("given", ()))


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


SECTION = Section("graph", "Graph of the labels: Fig. 4, and the effects it allows", about, tables, plots)
