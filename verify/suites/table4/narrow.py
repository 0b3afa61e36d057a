"""Table 4 in five columns over t: what a reader needs of it. `comparison` has all columns."""

from typing import Any, NamedTuple

from verify.drawing import words
from verify.drawing.tables import Row, groups
from verify.papers.causality_delta.instance import PUBLISHED
from verify.suites.table4.comparison import Cell, Comparison, fixed, printed, time
from verify.suites.table4.kinds import Column, Formula, Trained


class Shown(NamedTuple):
    """A heading, and of which rows it shows what."""

    head: str
    formula: str
    column: str
    what: str = "value"


OURS = (
    Shown("numerical, resolved", Formula.RIGHT, Column.RESOLVED),
    Shown("intervention A_k", Formula.RIGHT, Column.INTERVENTION),
    Shown("blend", Formula.RIGHT, Column.BLEND),
    Shown("noise floor", Formula.RIGHT, Column.RESOLVED, "noise_floor"),
)
IN_PRINT = (*OURS, Shown("published", Formula.CODE, Column.BLEND, "printed"))
OF_ONES_OWN = (*OURS, Shown("blend, published code", Formula.CODE, Column.BLEND))
OF_A_NETWORK = (
    Shown("network, analytic", Trained.FORMULA, Trained.ANALYTIC),
    Shown("network, intervention A_k", Trained.FORMULA, Trained.INTERVENTION),
    Shown("network, blend", Trained.FORMULA, Trained.BLEND),
    Shown("noise floor", Trained.FORMULA, Trained.ANALYTIC, "noise_floor"),
    Shown("blend, analytic", Trained.FORMULA, Trained.CLOSED_FORM),
)
FLOOR = "noise floor: what rounding and truncation alone contribute to the numerical Jacobian"
NOTES: dict[tuple[Shown, ...], str] = {
    IN_PRINT: "published: what Table 4 prints for the intervention, which is the blend of the published code's drift.",
    OF_ONES_OWN: "blend, published code: of the drift of the code published with Causality-Delta, which lacks the source's part.",
    OF_A_NETWORK: "analytic, intervention A_k, blend: closed forms of the law that it was trained on, at points drawn from p_t.",
}
CAPTION = (
    "Mean Frobenius distances to the analytic Jacobian of the drift, {}: of central differences, of the intervention A_k, of the "
    "blend."
)
NETWORK = "Mean Frobenius distances of Jacobians, {}: the network's by central differences, and closed forms."


def narrow(rows: list[Row]) -> list[Comparison]:
    """One for each instance; the published one first."""
    found = groups(rows, "instance")
    return [_of(name or PUBLISHED, found[name,]) for (name,) in sorted(found, key=lambda n: n[0] != PUBLISHED)]


def chosen(rows: list[Row]) -> list[Row]:
    """The rows that the five columns show."""
    return [r for mine in groups(rows, "instance").values() for r in mine if any(_is(r, s) for s in columns(mine))]


def columns(rows: list[Row]) -> tuple[Shown, ...]:
    """Of one instance: as it is in print, of one's own, or of a network."""
    if any(r.get("formula") == Trained.FORMULA for r in rows):
        return OF_A_NETWORK
    return IN_PRINT if printed(rows) else OF_ONES_OWN


def _is(row: Row, s: Shown) -> bool:
    return (row.get("formula"), row.get("column")) == (s.formula, s.column)


def _of(instance: str, rows: list[Row]) -> Comparison:
    shown, times = columns(rows), dict.fromkeys(r.get("t") for r in rows)
    lines = [(time(t), [_cell([r for r in rows if r.get("t") == t and _is(r, s)], s.what) for s in shown]) for t in times]
    caption = (NETWORK if shown is OF_A_NETWORK else CAPTION).format(instance)
    return Comparison(instance, [("", s.head) for s in shown], lines, [f"{FLOOR}.", NOTES[shown]], caption)


def _cell(rows: list[Row], what: str) -> Cell | None:
    if not rows or (value := rows[0].get(what)) is None:
        return None
    if what == "printed":
        return Cell(fixed(value))
    floor = rows[0].get("noise_floor")
    noisy = what == "value" and isinstance(value, int | float) and isinstance(floor, int | float) and value <= floor
    return Cell(_noise(value) if noisy or what == "noise_floor" else words.number(value), noisy)


def _noise(value: Any) -> str:
    """One digit of a power of ten, which is all that it has."""
    if not isinstance(value, float) or "e" not in words.number(value):
        return words.number(value)
    mantissa, exponent = f"{value:.0e}".split("e")
    return f"{mantissa}e{int(exponent)}"
