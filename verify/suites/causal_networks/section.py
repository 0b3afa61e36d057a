"""What trained flows answer, network by network, beside the exact cells; near misses; how they were trained."""

from typing import Any

from verify.claim import Outcome
from verify.drawing.plot import Plot
from verify.drawing.style import BLUE, INK, ORANGE, Draw, legend_below
from verify.drawing.tables import Row, Table, groups
from verify.suites.causal.kinds import Level
from verify.suites.causal.picture import BLOCKS
from verify.suites.causal_networks.kinds import MISSES, Kind
from verify.suites.common.intervals import as_expected
from verify.suites.suite import Section

KEYS = ("construction", "what", "level")
MADE = {"model": "network", "trained": "seed", "steps": "steps", "seconds": "seconds", "parameters": "parameters"} | {
    "loss": "loss",
    "floor": "least loss",
    "repeat": "repeat",
}


def about(rows: list[Row]) -> list[str]:
    trained = {r["trained"] for r in rows if r["kind"] == Kind.TRAINING}
    again = next(r for r in rows if r["kind"] == Kind.AGAIN)
    return [
        "The constructions of the suite `causal`, trained: for each graph one flow a node, each shown its clean causes, and a "
        f"joint flow, asked with the published filter; {len(trained)} seeds of training each. They are small; those of the first "
        "seed come with the library and are asked again at every run; the others were trained and asked once, in "
        f"{again['seconds']:.0f} s, `{again['repeat']}`.",
        "An answer stands with the bound that it is judged by: four standard errors of sampling, plus what the distance of the "
        "learned map from the exact one, measured on other draws, can do to it. For a unit that is imagined the bound is the "
        "largest distance among as many other units as there are draws.",
        "Within their bounds the networks answer what their constructions answer exactly. So one flow a node is right, and the "
        "filter is not where its construction is not: the truth lies outside of its bound, however well the flow was trained. "
        "It answers what is seen beside the third variable: 0 for a common cause whose effects correlate, and a slope between the "
        "independent causes of a collider.",
        f"{as_expected(rows)}, near misses among them.",
    ]


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    of = {kind: [r for r in rows if r["kind"] == kind] for kind in Kind}
    head = ["near miss", "construction", "question", "level", "right", "answer", "outcome"]
    misses = [[r["kind"], *(r[k] for k in KEYS), r["exact"], _said(r), r["outcome"]] for kind in MISSES for r in of[kind]]
    made = [[r.get(k) for k in MADE] for r in of[Kind.TRAINING]]
    return [
        ("Answers, each with its bound", _answers(of[Kind.ANSWER], of[Kind.TRUTH])),
        ("Near misses, by the bounds of the networks beside them", Table(head, misses, key=Kind.UNTRAINED)),
        ("How they were trained", Table(list(MADE.values()), made, key=Kind.TRAINING)),
    ]


def _answers(rows: list[Row], missing: list[Row]) -> Table:
    """A line for each cell; `missing`: the rows of answers that are to miss the truth."""
    seeds = [f"seed {s}" for s in sorted({r["trained"] for r in rows})]
    head = ["construction", "question", "level", "truth", "exact", *seeds, "spread", "truth within", "exact within"]
    outside, body = {(*(r[k] for k in KEYS), r["trained"]): r for r in missing}, []
    for key, mine in groups(rows, *KEYS).items():
        spread = max(r["answer"] for r in mine) - min(r["answer"] for r in mine)
        beside = [outside.get((*key, r["trained"]), r) for r in mine]
        body.append([*key, mine[0]["truth"], mine[0]["exact"], *map(_said, mine), f"{spread:.2g}", _inside(beside), _inside(mine)])
    return Table(head, body, key=Kind.ANSWER)


def _said(r: Row) -> str:
    return f"{r['answer']:.3f} +- {r['bound']:.2g}"


def _inside(rows: list[Row]) -> str:
    """How many of them are within their bounds."""
    inside = sum(r["outcome"] == Outcome.HOLDS for r in rows)
    return "all" if inside == len(rows) else f"{inside} of {len(rows)}" if inside else "none"


def plots(rows: list[Row]) -> list[Plot]:
    found = groups([r for r in rows if r["kind"] == Kind.ANSWER], "construction")
    title = "Answers of trained flows, less the truth, with their bounds"
    return [Plot("causal_networks", title, [(c, _drawn(c, mine)) for (c,), mine in found.items()])] if found else []


def _drawn(construction: str, rows: list[Row]) -> Draw:
    def draw(ax: Any) -> None:
        lines = groups(rows, "what", "level")
        ax.set(title=construction, xlabel="answer less truth", ylim=(len(lines) - 0.5, -0.5))
        ax.axvline(0, color=INK, lw=1)
        for y, mine in enumerate(lines.values()):
            off = [r["answer"] - r["truth"] for r in mine]
            at = [y + 0.2 * (i - (len(mine) - 1) / 2) for i in range(len(mine))]
            label = None if y else "networks, a seed each"
            ax.errorbar(off, at, xerr=[r["bound"] for r in mine], fmt="o", color=BLUE, ms=3, lw=1, label=label)
            exact, label = mine[0]["exact"] - mine[0]["truth"], None if y else "exact answer of the construction"
            ax.plot(exact, y, "D", color=ORANGE, mfc="none", ms=9, mew=1, ls="none", label=label)
        ax.set_yticks(range(len(lines)), [f"{what}, {BLOCKS[Level(level)]}" for what, level in lines], fontsize=6.5)
        box = ax.get_position()
        ax.set_position((box.x0 + 0.28 * box.width, box.y0, 0.72 * box.width, box.height))
        legend_below(ax, columns=1)

    return draw


SECTION = Section("causal_networks", "Causes by trained networks: one flow a node, and the published filter", about, tables, plots)
