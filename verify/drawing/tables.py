"""Rows on disk as tables: columns in a known order, none left out that has a value; what is the same in every row moves above."""

from dataclasses import dataclass, replace
from typing import Any

from verify.drawing import words

Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """`key`: what its rows are, for those who look for this table among others."""

    head: list[str]
    rows: list[list[Any]]
    caption: str = ""
    key: str = ""

    @property
    def filled(self) -> "Table":
        """Without the columns in which no row has anything."""
        kept = [i for i in range(len(self.head)) if not self.rows or any(row[i] not in (None, "") for row in self.rows)]
        return replace(self, head=[self.head[i] for i in kept], rows=[[row[i] for i in kept] for row in self.rows])


def plain(rows: list[Row], known: list[str]) -> Table:
    """All rows, every field of them, the `known` ones first."""
    rows = sorted(rows, key=_as_expected)
    found = {key for row in rows for key in row} - {"suite"}
    columns = [c for c in known if c in found] + sorted(found - set(known))
    same = [
        c for c in columns if c not in known[:3] and len(rows) > 1 and all(_key(r.get(c)) == _key(rows[0].get(c)) for r in rows)
    ]
    head = [c for c in columns if c not in same]
    caption = "; ".join(f"{c}: {words.number(rows[0][c])}" for c in same if words.number(rows[0].get(c)))
    alarms = sum(not _as_expected(r) for r in rows)
    said = [f"{alarms} rows are not as expected; they come first." if alarms else "", f"In every row {caption}." if caption else ""]
    return Table(head, [[row.get(c) for c in head] for row in rows], " ".join(filter(None, said)))


def _as_expected(row: Row) -> bool:
    return "expected" not in row or row["expected"] == row.get("outcome")


def _key(value: Any) -> str:
    return f"{type(value).__name__} {value}"


def groups(rows: list[Row], *keys: str) -> dict[tuple[str, ...], list[Row]]:
    """Rows by the values of `keys`, in the order in which they first appear."""
    out: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        out.setdefault(tuple(str(row.get(k, "")) for k in keys), []).append(row)
    return out


def markdown(table: Table) -> str:
    """A table in Markdown below its caption."""
    shown = table.filled
    return (f"{shown.caption}\n\n" if shown.caption else "") + words.table(shown.head, shown.rows)
