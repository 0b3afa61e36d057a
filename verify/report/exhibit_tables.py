"""Tables of *Causality-Delta* as printed beside the rows that recompute them; NOT RUN where there are none."""

from collections.abc import Callable
from typing import Any

from verify.drawing.tables import Table
from verify.papers.causality_delta import printed
from verify.papers.causality_delta.correlations import CORRELATIONS
from verify.papers.causality_delta.instance import PUBLISHED
from verify.record import NOT_RUN
from verify.report.run import Run, status
from verify.report.sections import sections
from verify.suites.autodiff import kinds as autodiff
from verify.suites.celeba import kinds as celeba
from verify.suites.mnist import kinds as mnist
from verify.suites.probes import kinds as probes
from verify.suites.table4 import comparison
from verify.suites.table4.kinds import Column, Formula

Tables = list[tuple[str, Table]]


def section(suite: str, *keys: str) -> Callable[[Run], Tables]:
    """The tables of a suite's section with these keys; all of them, if none is named."""

    def tables(run: Run) -> Tables:
        rows = run.rows(suite)
        found = next((s.tables(rows) for s in sections() if s.suite == suite), []) if rows else []
        return [(heading, table) for heading, table in found if not keys or table.key in keys]

    return tables


def table1(run: Run) -> Tables:
    said = {v["id"]: status(v).words for v in run.rows("verdicts")}
    body = [
        ["linear A", "x = A z", "A", "A", "by definition"],
        ["single Gaussian", "A(t) x + b(t)", "A(t), at every x", "the same", f"CD-4.2: {said.get('CD-4.2', 'not run')}"],
        ["mixture", "A_K(t) x + b_K(t), K held", "A_K(t)", "Eq. (4)", "; ".join(f"{i}: {said.get(i, 'not run')}" for i in MIXED)],
    ]
    return [("", Table(["scenario", "map", "printed: intervention", "printed: observation", "found"], body))]


MIXED = ("CD-4.4", "CD-4.6", "CD-4.6p")


def table2(run: Run) -> Tables:
    said = {v["id"]: status(v).words for v in run.rows("verdicts")}
    found = (f"CD-5.4: {said.get('CD-5.4', 'not run')}", "no result in the paper uses it")
    body = [[*row, said] for row, said in zip(printed.TABLE2, found, strict=True)]
    return [("", Table(["model", "time emb.", "base ch.", "channel mult.", "attention res.", "found"], body))]


TRAINED = {
    "mnist": (mnist.Kind.TRAINED, mnist.Kind.NOT_RUN),
    "celeba": (celeba.Kind.NETWORK, celeba.Kind.NOT_RUN),
}  # rows that speak of a network


def table3(run: Run) -> Tables:
    rows = [r for suite, kinds in TRAINED.items() for r in run.rows(suite) if r["kind"] in kinds]
    body = [[r["model"], _first(r.get("steps"), "not run"), r.get("parameters"), r.get("repeat")] for r in rows]
    head = Table(
        ["hyperparameter", "printed", "where the text departs from it"],
        [[name, shown, departs] for (name, shown), departs in zip(printed.TABLE3.items(), DEPARTURES, strict=True)],
    )
    return [
        ("", head),
        *([("Trained here, and not run", Table(["network", "steps", "parameters", "command"], body))] if body else []),
    ]


DEPARTURES = (
    f"MNIST {printed.MNIST_STEPS}; 1-D {printed.LINE_STEPS}; 2-D {printed.PLANE_STEPS}; classifier {printed.EPOCHS} epochs (5.5)",
    f"MNIST {printed.MNIST_BATCH} (5.5)",
    f"1-D {printed.LINE_RATE}; 2-D {printed.PLANE_RATE}",
)


def _first(value: Any, other: str) -> Any:
    return other if value is None else value


def table4(run: Run) -> Tables:
    rows = [r for r in run.rows("table4") if r.get("instance", PUBLISHED) == PUBLISHED]

    def value(t: Any, formula: Formula, column: Column) -> str:
        mine = [r for r in rows if float(r["t"]) == float(t) and (r["formula"], r["column"]) == (formula, column)]
        return comparison.text(comparison.cell(mine[0])) if mine else NOT_RUN

    body = []
    for i, t in enumerate(printed.TIMES):
        one, two = (printed.TABLE4[c][i] for c in (printed.NUMERICAL, printed.INTERVENTION))
        body.append([f"{float(t):.2f}", one.text, two.text, *(value(t, *c) for c in CELLS)])
    head = ["t", f"printed: {printed.NUMERICAL}", f"printed: {printed.INTERVENTION}", *HEADS]
    return [("", Table(head, body, comparison.LEGEND if rows else ""))]


CELLS = (
    (Formula.CODE, Column.BLEND),
    (Formula.RIGHT, Column.RESOLVED),
    (Formula.RIGHT, Column.BLEND),
    (Formula.RIGHT, Column.INTERVENTION),
)
HEADS = (
    "published code: blend vs analytic",
    "Eq. (3): numerical at a step that resolves",
    "Eq. (3): blend vs Eq. (4)",
    "Table 1's intervention: A_k vs Eq. (4)",
)


def _printed(table: str) -> Tables:
    """What is printed, and the correlations of the data from exact sums."""
    body = []
    for c in CORRELATIONS[table]:
        of = "; ".join(f"{sums.correlation:.4f} ({name})" for name, sums in c.data.items())
        body.append([c.item.removeprefix(f"{table}, "), c.number.text, of])
    return [("As printed, and the same correlation in the data", Table(["", "printed", "of the data, exact sums"], body))]


def table5(run: Run) -> Tables:
    return [*_printed("Table 5"), *section("mnist", mnist.Kind.TABLE5)(run)]


def table6(run: Run) -> Tables:
    return [*_printed("Table 6"), *section("celeba", celeba.Kind.TABLE6, celeba.Kind.THRESHOLD)(run)]


def figure6(run: Run) -> Tables:
    rows = [r for r in run.rows("autodiff") if r.get("comparison") in autodiff.TANGENTS]
    body = [[r["comparison"], r.get("eps"), r["error"], r.get("ratio"), r["outcome"]] for r in rows]
    head = ["forward mode", "eps", "error", "size over that of J u", "outcome"]
    pushed = [r for r in run.rows("probes") if r.get("kind") in probes.TANGENTS]
    learned = [[r["model"], r["kind"], r.get("eps"), r["value"], r.get("ratio"), r["outcome"]] for r in pushed]
    out = [("The tangent of the published check, on the closed form", Table(head, body))] if body else []
    return out + ([("The same through trained flows", Table(["network", *head], learned))] if learned else [])
