"""Derivatives of trained flows: forward mode against difference quotients, and against the formula."""

from collections.abc import Sequence
from typing import Any

from verify.drawing.plot import Plot
from verify.drawing.tables import Row, Table, groups
from verify.suites.common.intervals import as_expected
from verify.suites.common.numerics import RESOLVED
from verify.suites.common.step_curve import sweep
from verify.suites.probes.kinds import CURVE, Kind
from verify.suites.suite import Section

DRAWN = ("mnist-fives", "mixture-2d")


def about(rows: list[Row]) -> list[str]:
    steps = [r for r in rows if r["kind"] == Kind.SWEEP and not r["published"]]
    return [
        "The end map of each network by a fixed solver, its derivative along directions by forward mode, and difference quotients "
        "at every step, beside the error that is predicted: truncation, from halving the step in float64, and the network's own "
        f"rounding, measured, over the step. A step resolves the derivative if the prediction is below {RESOLVED:.0%} of it. "
        "Each network was trained with one seed.",
        f"Of {len(steps)} steps {sum(r['resolvable'] for r in steps)} resolve it; at every step the error is what was predicted. "
        f"{as_expected(rows)}.",
        "As published (Appendix C): the tangent eps u is pushed forward and not divided by eps, so what comes out is eps times the "
        "derivative; and differences in float32, whose smallest step resolves nothing.",
    ]


BEST = ["network", "directions", "quotient", "dtype", "best step", "error there", "predicted", "size of J z", "steps that resolve"]
PUBLISHED = ["network", "eps", "error", "predicted", "size of J u", "resolves it"]
FORWARD = ["network", "what", "eps", "error, root mean square", "bound", "size over that of J u", "outcome"]


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    sweeps = [r for r in rows if r["kind"] == Kind.SWEEP]
    best = [_best(key, mine) for key, mine in groups(sweeps, *CURVE).items()]
    published = [[r["model"], r["h"], r["error"], r["predicted"], r["size"], r["resolvable"]] for r in sweeps if r["published"]]
    rest = [r for r in rows if r["kind"] != Kind.SWEEP]
    lines = [[r["model"], r["kind"], r.get("eps"), r["value"], r.get("bound"), r.get("ratio"), r.get("outcome", "")] for r in rest]
    return [
        ("The best step of each quotient", Table(BEST, best)),
        ("Steps as published: forward differences, float32, unit directions, divided", Table(PUBLISHED, published)),
        ("Forward mode, and its near misses", Table(FORWARD, lines)),
    ]


def _best(key: Sequence[Any], curve: list[Row]) -> list[Any]:
    """The line of one quotient: its best step, and how many steps resolve the derivative."""
    best, steps = next(r for r in curve if r["optimal"]), [r for r in curve if not r["published"]]
    count = f"{sum(r['resolvable'] for r in steps)} of {len(steps)}"
    return [*key, best["h"], best["error"], best["predicted"], best["size"], count]


def plots(rows: list[Row]) -> list[Plot]:
    out = []
    for model in DRAWN:
        mine = [r for r in rows if r["kind"] == Kind.SWEEP and r["model"] == model and r["directions"] == "unit"]
        panels = [(f"{s}, {d}", sweep(some, s, d)) for (s, d), some in groups(mine, "scheme", "dtype").items()]
        out.append(Plot(f"probes-{model}", f"{model}: error of the quotient along unit directions", panels))
    return [p for p in out if p.panels]


SECTION = Section("probes", "Probes of learned flows: forward mode, differences, formula", about, tables, plots)
