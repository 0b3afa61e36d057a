"""Table 4: as printed, as reproduced, as it should be; a line for each t, with footnotes on the noise floor."""

from dataclasses import dataclass, replace
from typing import Any

from verify.drawing import words
from verify.drawing.tables import Row, Table, groups
from verify.papers.causality_delta.instance import PUBLISHED
from verify.papers.number import Number
from verify.suites.table4.kinds import Formula

PRINTED, REPRODUCED, RIGHT, FURTHER = "as printed", "as reproduced", "as it should be", "published code, further"
DIGITS = 3


@dataclass(frozen=True)
class Cell:
    text: str
    floor: bool = False  # at or below its noise floor: rounding noise, not a measurement
    agrees: bool = False  # rounds to what is printed


@dataclass(frozen=True)
class Comparison:
    """`columns` are (group, column); `lines` are (t, a cell or None for each column)."""

    instance: str
    columns: list[tuple[str, str]]
    lines: list[tuple[str, list[Cell | None]]]
    notes: list[str]

    def spans(self) -> list[tuple[str, int]]:
        names = [group for group, _ in self.columns]
        return [(name, names.count(name)) for name in dict.fromkeys(names)]


def comparisons(rows: list[Row]) -> list[Comparison]:
    """One for each instance; the published one first."""
    found = groups(rows, "instance")
    return [_comparison(name or PUBLISHED, found[name,]) for (name,) in sorted(found, key=lambda n: n[0] != PUBLISHED)]


def group(row: Row) -> str:
    return REPRODUCED if row.get("formula") == Formula.CODE else RIGHT


def _comparison(instance: str, rows: list[Row]) -> Comparison:
    cells: dict[tuple[str, str, str], Cell] = {}
    compared = printed(rows)
    for row in rows:
        t, column = words.number(row.get("t")), str(row.get("column"))
        if row.get("printed") is not None:
            cells[t, PRINTED, column] = Cell(_fixed(row["printed"]))
        name = group(row)
        cells[t, FURTHER if name == REPRODUCED and compared and column not in compared else name, column] = cell(row)
    present = {(g, c) for _, g, c in cells}
    names = list(dict.fromkeys(str(r.get("column")) for r in rows))
    columns = [(g, c) for g in (PRINTED, REPRODUCED, RIGHT, FURTHER) for c in names if (g, c) in present]
    times = sorted({words.number(r.get("t")) for r in rows}, key=_time)
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


def _fixed(printed: Any) -> str:
    return f"{printed:.{DIGITS}f}" if isinstance(printed, int | float) else words.number(printed)


def _agrees(value: float, printed: Any) -> bool:
    if isinstance(printed, str) and Number(printed).is_bound:
        return value < Number(printed).value
    return f"{value:.{DIGITS}f}" == _fixed(printed)


def _time(text: str) -> tuple[int, float, str]:
    try:
        return 0, float(text), text
    except ValueError:
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
    return ", ".join(sorted({words.number(r.get("t")) for r in rows}, key=_time))


def text(cell: Cell | None) -> str:
    if cell is None:
        return ""
    return cell.text + ("‡" if cell.floor else "") + (" ✓" if cell.agrees else "")


LEGEND = "✓ rounds to every printed digit; ‡ at or below its noise floor: what rounding and truncation alone contribute."


def markdown(rows: list[Row]) -> str:
    out = []
    for c in comparisons(rows):
        head = ["t", *(f"{group}: {column}" for group, column in c.columns)]
        table = Table(head, [[t, *(text(cell) for cell in line)] for t, line in c.lines])
        out.append(f"## Instance: {words.markdown(c.instance)}\n\n{words.table(table.head, table.rows)}\n{LEGEND}\n")
        out.append("".join(f"- {words.markdown(note)}\n" for note in c.notes))
    return "\n".join(out)


def latex(rows: list[Row]) -> str:
    """A booktabs tabular for each instance. Further columns of the published code are in the Markdown and on the page."""
    out = [r"% needs \usepackage{booktabs}"]
    for c in (_narrow(c) for c in comparisons(rows)):
        spans, start, rules = [], 2, []
        for name, n in c.spans():
            spans.append(rf"\multicolumn{{{n}}}{{c}}{{{words.latex(name)}}}")
            rules.append(rf"\cmidrule(lr){{{start}-{start + n - 1}}}")
            start += n
        out += [f"% instance: {' '.join(c.instance.split())}", rf"\begin{{tabular}}{{l{'r' * len(c.columns)}}}", r"\toprule"]
        out += [" & ".join(["", *spans]) + r" \\", "".join(rules)]
        out += [" & ".join(["$t$", *(_stacked(column) for _, column in c.columns)]) + r" \\", r"\midrule"]
        out += [" & ".join([words.latex(t), *(_tex(cell) for cell in line)]) + r" \\" for t, line in c.lines]
        out += [r"\bottomrule", r"\end{tabular}", *(f"% {' '.join(note.split())}" for note in c.notes)]
    return "\n".join(out) + "\n"


def _tex(cell: Cell | None) -> str:
    if cell is None:
        return "--"
    return words.latex(cell.text) + (r"$^\ddagger$" if cell.floor else "")


def _narrow(c: Comparison) -> Comparison:
    keep = [i for i, (name, _) in enumerate(c.columns) if name != FURTHER]
    return replace(c, columns=[c.columns[i] for i in keep], lines=[(t, [line[i] for i in keep]) for t, line in c.lines])


def _stacked(column: str) -> str:
    """A heading on several lines, broken after commas."""
    lines = words.latex(column).split(", ")
    return r"\shortstack{" + r",\\".join(lines) + "}"
