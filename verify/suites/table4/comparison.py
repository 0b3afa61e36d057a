"""Table 4: as printed, as reproduced, as it should be; a line for each t, with footnotes on the noise floor."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from verify.drawing import words
from verify.drawing.tables import Row, groups
from verify.papers.causality_delta.instance import PUBLISHED
from verify.papers.number import Number
from verify.suites.table4.kinds import Formula

PRINTED, REPRODUCED, RIGHT, FURTHER = "as printed", "as reproduced", "as it should be", "published code, further"
DIGITS = 3
MARKS = {  # fields of a cell
    "agrees": "✓ rounds to every printed digit",
    "floor": "‡ at or below its noise floor: what rounding and truncation alone contribute",
}
LEGEND = f"{'; '.join(MARKS.values())}."
SIMPLE = 99  # the largest denominator of a time that is shown as a fraction


@dataclass(frozen=True)
class Cell:
    text: str
    floor: bool = False  # at or below its noise floor: rounding noise, not a measurement
    agrees: bool = False  # rounds to what is printed


@dataclass(frozen=True)
class Comparison:
    """`columns` are (group, column), the group empty where there is but one; `lines` are (t, a cell or None for each column)."""

    instance: str
    columns: list[tuple[str, str]]
    lines: list[tuple[str, list[Cell | None]]]
    notes: list[str]
    caption: str = ""

    @property
    def legend(self) -> str:
        """What the marks mean that it has."""
        cells = [cell for _, line in self.lines for cell in line if cell]
        marks = [said for mark, said in MARKS.items() if any(getattr(cell, mark) for cell in cells)]
        return f"{'; '.join(marks)}." if marks else ""

    def spans(self) -> list[tuple[str, int]]:
        names = [group for group, _ in self.columns]
        return [(name, names.count(name)) for name in dict.fromkeys(names)]


def comparisons(rows: list[Row]) -> list[Comparison]:
    """One for each instance; the published one first."""
    found = groups(rows, "instance")
    return [_comparison(name or PUBLISHED, found[name,]) for (name,) in sorted(found, key=lambda n: n[0] != PUBLISHED)]


def group(row: Row) -> str:
    """Of an instance that is in print."""
    return REPRODUCED if row.get("formula") == Formula.CODE else RIGHT


def _comparison(instance: str, rows: list[Row]) -> Comparison:
    cells: dict[tuple[str, str, str], Cell] = {}
    compared = printed(rows)
    for row in rows:
        t, column = time(row.get("t")), str(row.get("column"))
        if row.get("printed") is not None:
            cells[t, PRINTED, column] = Cell(fixed(row["printed"]))
        name = group(row) if compared else str(row.get("formula"))
        cells[t, FURTHER if name == REPRODUCED and compared and column not in compared else name, column] = cell(row)
    present = {(g, c) for _, g, c in cells}
    names = list(dict.fromkeys(str(r.get("column")) for r in rows))
    order = (PRINTED, REPRODUCED, RIGHT, FURTHER) if compared else dict.fromkeys(g for _, g, _ in cells)
    columns = [(g, c) for g in order for c in names if (g, c) in present]
    times = sorted({time(r.get("t")) for r in rows}, key=_in_time)
    lines = [(t, [cells.get((t, g, c)) for g, c in columns]) for t in times]
    return Comparison(instance, columns, lines, _notes(rows))


def printed(rows: list[Row]) -> set[str]:
    """The columns that have printed values."""
    return {str(r.get("column")) for r in rows if r.get("printed") is not None}


def cell(row: Row) -> Cell:
    """The value as it is shown, and whether it is noise, or what is printed."""
    value, floor, printed = row.get("value"), row.get("noise_floor"), row.get("printed")
    if not isinstance(value, int | float):
        return Cell(words.number(value))
    noisy = isinstance(floor, int | float) and value <= floor
    text = f"{value:.6f}" if 1e-6 <= abs(value) < 1e4 else words.number(value)
    return Cell(text, noisy, printed is not None and _agrees(value, printed))


def fixed(printed: Any) -> str:
    return f"{printed:.{DIGITS}f}" if isinstance(printed, int | float) else words.number(printed)


def _agrees(value: float, printed: Any) -> bool:
    if isinstance(printed, str) and Number(printed).is_bound:
        return value < Number(printed).value
    return f"{value:.{DIGITS}f}" == fixed(printed)


def time(value: Any) -> str:
    """A time as it was given: 1/3 of 0.3333333333333333, 0.25 of 0.25."""
    if not isinstance(value, float) or not 0 <= value <= 1:
        return words.number(value)
    simple = Fraction(value).limit_denominator(SIMPLE)
    return str(simple) if float(simple) == value and len(str(value)) > 4 else words.number(value)


def _in_time(text: str) -> tuple[int, float, str]:
    try:
        return 0, float(Fraction(text)), text
    except (ValueError, ZeroDivisionError):
        return 1, 0.0, text


def _notes(rows: list[Row]) -> list[str]:
    """A line for each formula and column: the noise floor beside printed values, then what its rows say."""
    out = []
    for (formula, column), mine in groups(rows, "formula", "column").items():
        said = [_floor(mine)] if group(mine[0]) == REPRODUCED and column in printed(rows) else []
        for (note,), some in groups([r for r in mine if r.get("note")], "note").items():
            said.append(note if len(some) == len(mine) else f"{note} (t = {_times(some)})")
        if any(said):
            out.append(f"{formula}, {column}: {'; '.join(filter(None, said))}.")
    return out


def _floor(rows: list[Row]) -> str:
    floors = [r["noise_floor"] for r in rows if isinstance(r.get("noise_floor"), int | float)]
    if not floors:
        return ""
    low, high = words.number(min(floors)), words.number(max(floors))
    return f"noise floor {low}" if low == high else f"noise floor between {low} and {high}"


def _times(rows: list[Row]) -> str:
    return ", ".join(sorted({time(r.get("t")) for r in rows}, key=_in_time))


def text(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return cell.text + ("‡" if cell.floor else "") + (" ✓" if cell.agrees else "")


def markdown(found: list[Comparison]) -> str:
    out = []
    for c in found:
        head = ["t", *(f"{group}: {column}" if group else column for group, column in c.columns)]
        said = [words.markdown(c.caption), words.table(head, [[t, *map(text, line)] for t, line in c.lines]).rstrip("\n"), c.legend]
        out.append(f"## Instance: {words.markdown(c.instance)}\n\n" + "\n\n".join(filter(None, said)) + "\n")
        out.append("".join(f"- {words.markdown(note)}\n" for note in c.notes))
    return "\n".join(out).rstrip("\n") + "\n"
