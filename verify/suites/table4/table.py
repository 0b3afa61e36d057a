"""Table 4: numerical and intervention Jacobians against the analytic one, over t, for the published instance or any mixture.

Every value is a mean over the points of the Frobenius distance to the analytic Jacobian of the same formula, in float64. Two
formulas: the right drift (Eq. 3) and the published code's (verify.papers.causality_delta.slips). `noise_floor` is what rounding and
truncation alone contribute. For differences in floats it is u (2|f| + |J||x|)/h + M h/2: both values of f, and x + h, are
rounded once. Elsewhere it is the radius in balls. `bound` is the radius plus truncation in every row: the worst case.

    rows(published())        the published instance beside the printed values
    rows(load("mine.toml"))  the same table for another mixture (verify.suites.table4.reading)
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from types import ModuleType
from typing import Any

import numpy as np

from analytic import arithmetic, mixture
from analytic.arithmetic import Arithmetic
from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.evidence.rounding import UNITS, radius
from verify.papers.causality_delta import printed, slips
from verify.papers.causality_delta.instance import PUBLISHED, Instance, published
from verify.papers.causality_delta.recipe import STEP
from verify.papers.number import agrees
from verify.suites.common import numerics
from verify.suites.table4.kinds import Column, Formula

FORMULAS: dict[Formula, ModuleType] = {Formula.CODE: slips, Formula.RIGHT: mixture}
PRINTED = {Column.AS_PUBLISHED: printed.NUMERICAL, Column.BLEND: printed.INTERVENTION}
NOTES = {
    (Formula.CODE, Column.BLEND): "the published code calls this the intervention",
    (Formula.RIGHT, Column.BLEND): "what the printed column would be with the drift of Eq. (3)",
    (Formula.CODE, Column.BETWEEN): "how far the published code's analytic Jacobian is from the true one",
}
NOISE = "rounding noise: this step resolves nothing in this dtype, and the digits depend on the machine"


@dataclass(frozen=True)
class Block:
    """One formula of one instance at one time."""

    formula: Formula
    instance: Instance
    i: int
    device: str

    @property
    def at(self) -> tuple[Fraction, Any]:
        return self.instance.times[self.i], self.instance.points[self.i]

    def of(self, name: str, ar: Arithmetic, *more: Any) -> Any:
        t, x = self.at
        return getattr(FORMULAS[self.formula], name)(self.instance.law(ar), ar.array(t), ar.array(x), *more)


def rows(instance: Instance | None = None, device: str = "cpu") -> list[Row]:
    """Every formula, time and column. float32 runs in torch on `device`; the instance and the verdicts' float64 stay on the CPU."""
    instance = published() if instance is None else instance
    blocks = [Block(formula, instance, i, device) for formula in FORMULAS for i in range(len(instance.times))]
    return [row for block in blocks for row in _block(block)]


def decide(table: list[Row], formula: Formula = Formula.RIGHT, column: Column = Column.BLEND) -> tuple[Outcome, str]:
    """Are the printed values those of `formula`, to every printed digit? UNDECIDED where noise exceeds half a printed digit."""
    used = [r for r in _rows(table, formula, column) if r["printed"] is not None]
    half = 10.0**-printed.DIGITS / 2  # a unit of the last printed digit
    clear = [r for r in used if np.isfinite(r["value"]) and r["noise_floor"] <= half]
    for r in clear:
        if not agrees(r["value"], r["printed"], printed.DIGITS):
            return Outcome.REFUTED, f"t = {r['t']}: {r['value']:.6f} is printed as {r['printed']}"
    for r in used:
        if r not in clear:
            return Outcome.UNDECIDED, f"t = {r['t']}: {r['value']:.6f} with noise of {r['noise_floor']:.2g} beside {r['printed']}"
    return (Outcome.HOLDS, "") if used else (Outcome.UNDECIDED, "nothing is printed for these rows")


def decide_printed(table: list[Row]) -> tuple[Outcome, str]:
    """Is the printed blend that of the published code's drift, and not of Eq. (3), and are the printed differences noise?

    Each of six outcomes must be the expected one; the first that is not is what the whole comes to, or REFUTED where it HOLDS.
    UNDECIDED unless each is asked of one finite row at every printed time.
    """
    for formula, column in product(Formula, (Column.BLEND, Column.AS_PUBLISHED, Column.RESOLVED)):
        if not _whole(_rows(table, formula, column), column in PRINTED):
            return Outcome.UNDECIDED, f"{formula}, {column}: no one finite row at every printed time"
    asked = [
        (decide(table, Formula.CODE, Column.BLEND), Outcome.HOLDS),
        (decide(table, Formula.RIGHT, Column.BLEND), Outcome.REFUTED),
    ]
    for formula in Formula:
        asked.append((decide(table, formula, Column.AS_PUBLISHED), Outcome.UNDECIDED))
        asked.append((vanishes(table, formula, Column.RESOLVED), Outcome.HOLDS))
    for (found, why), expected in asked:
        if found is not expected:
            wrong = Outcome.REFUTED if found is Outcome.HOLDS else found
            return wrong, f"{found.value} where {expected.value} is expected: {why}"
    return Outcome.HOLDS, ""


def vanishes(table: list[Row], formula: Formula = Formula.RIGHT, column: Column = Column.RESOLVED) -> tuple[Outcome, str]:
    """Is the Jacobian of `column` the analytic one, up to its predicted error? UNDECIDED where that error hides the answer."""
    used = _rows(table, formula, column)
    hidden = numerics.RESOLVED * max((r["scale"] for r in used), default=0.0)
    clear = [r for r in used if np.isfinite(r["value"]) and r["bound"] <= hidden]
    for r in clear:
        if r["value"] > numerics.UNITS * r["bound"]:
            return Outcome.REFUTED, f"t = {r['t']}: distance {r['value']:.6f}, predicted error {r['bound']:.2g}"
    for r in used:
        if r not in clear:
            return Outcome.UNDECIDED, f"t = {r['t']}: {r['value']:.2g} with an error of up to {r['bound']:.2g}: unresolvable"
    return (Outcome.HOLDS, "") if used else (Outcome.UNDECIDED, "no such rows")


def _whole(used: list[Row], shown: bool) -> bool:
    """One row at every printed time, all finite, with the printed value beside it if it is `shown`."""
    finite = all(np.isfinite(r[key]) for r in used for key in ("value", "noise_floor", "bound", "scale"))
    printed_all = not shown or all(r["printed"] is not None for r in used)
    return finite and printed_all and sorted(r["t"] for r in used) == sorted(map(float, printed.TIMES))


def _rows(table: list[Row], formula: Formula, column: Column) -> list[Row]:
    return [r for r in table if (r["formula"], r["column"]) == (formula, column)]


def _block(b: Block) -> Iterator[Row]:
    f64, balls = arithmetic.float64(), arithmetic.balls(53)
    J, right = b.of("jacobian", f64), Block(Formula.RIGHT, b.instance, b.i, b.device)
    k = b.of("responsibilities", f64).argmax(-1) if b.formula == Formula.RIGHT else right.of("responsibilities", f64).argmax(-1)
    yield from _differences(b, J)
    with balls.scope():
        B = b.of("jacobian", balls)
        pairs = [
            (Column.INTERVENTION, chosen(b, f64, k), chosen(b, balls, k)),
            (Column.BLEND, b.of("blend", f64), b.of("blend", balls)),
        ]
        if b.formula == Formula.CODE:
            pairs.append((Column.BETWEEN, right.of("jacobian", f64), right.of("jacobian", balls)))
        for column, found, ball in pairs:
            rounding = radius(ball - B)
            note = NOTES.get((b.formula, column), "") if b.instance.name == PUBLISHED or column != Column.BLEND else ""
            yield _row(b, column, found - J, J, rounding, rounding, "float64", note)


def chosen(b: Block, ar: Arithmetic, k: Any) -> Any:
    """A_k of the most probable component of each point, (n, d, d)."""
    every = np.stack([b.of("jacobian_do", ar, j) for j in range(len(b.instance.weights))])
    return every[k, np.arange(len(k))]


def _differences(b: Block, J: Any) -> Iterator[Row]:
    """Forward differences as published, in float32 and in float64; then central ones at the predicted optimal step."""
    f, (t, x), fine = FORMULAS[b.formula].drift, b.at, arithmetic.balls(numerics.FINE)
    with fine.scope():
        M2, M3 = (numerics.higher_jacobian(f, b.instance.law(fine), t, x, p) for p in (2, 3))
    size = 2 * np.abs(b.of("drift", arithmetic.float64()))[..., None] + np.abs(J) * np.abs(np.asarray(x, dtype=float))[:, None, :]
    for column, dtype, device in ((Column.AS_PUBLISHED, "float32", b.device), (Column.FLOAT64, "float64", "cpu")):
        error, rounding = _measured(b, J, dtype, device, STEP, central=False)
        cut = numerics.truncation(M2, STEP, central=False)
        floor = UNITS[dtype] * size / float(STEP) + cut
        note = NOISE if mean_norm(floor) > numerics.RESOLVED * mean_norm(J) else ""
        yield _row(b, column, error, J, floor, rounding + cut, dtype, note, device)
    _, rho = _measured(b, J, "float64", "cpu", Fraction(1), central=True)
    h = numerics.optimal_step(float(M3.max()), float(rho.max()), central=True)
    error, rounding = _measured(b, J, "float64", "cpu", h, central=True)
    cut = rounding + numerics.truncation(M3, h, central=True)
    yield _row(b, Column.RESOLVED, error, J, cut, cut, "float64", f"central difference, step {float(h):.2g}")


def _measured(b: Block, J: Any, dtype: str, device: str, h: Fraction, central: bool) -> tuple[Any, Any]:
    """Difference quotients less J, (n, d, d), and the radius of the same quotients in balls of that precision."""
    f, (t, x) = FORMULAS[b.formula].drift, b.at
    ar, balls = numerics.of_precision(dtype, device)
    error = numerics.floats(ar, numerics.jacobian(f, b.instance.law(ar), t, x, h, central)) - J
    with balls.scope():
        return error, radius(numerics.jacobian(f, b.instance.law(balls), t, x, h, central))


def _row(b: Block, column: Column, D: Any, J: Any, floor: Any, bound: Any, dtype: str, note: str, device: str = "cpu") -> Row:
    t, instance = b.at[0], b.instance
    value, shown = mean_norm(D), instance.printed(PRINTED.get(column, ""), t)
    row: Row = {"suite": "table4", "instance": instance.name, "formula": b.formula.value, "t": float(t), "column": column.value}
    row["value"] = value
    row |= {"printed": shown, "agrees": None if shown is None else agrees(value, shown, printed.DIGITS), "note": note}
    row |= {"noise_floor": mean_norm(floor), "bound": mean_norm(bound), "scale": mean_norm(J)}
    row |= {"seed": instance.seed, "dtype": dtype, "device": device}
    return {**row, "repeat": instance.repeat}


def mean_norm(M: Any) -> float:
    return float(np.sqrt((np.asarray(M, dtype=float) ** 2).sum((-2, -1))).mean())
