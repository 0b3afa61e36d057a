"""Rows on disk as tables: columns in a known order, nothing dropped; what is the same in every row moves to the caption."""

from dataclasses import dataclass
from typing import Any

from verify.report.run import Row, Run
from verify.report.words import number

FIRST = {
    "table4": ["instance", "formula", "column", "t", "value", "printed", "noise_floor", "note"],
    "sweep": ["subject", "scheme", "dtype", "h", "error", "predicted", "truncation", "rounding", "optimal", "resolvable"],
    "autodiff": ["subject", "regime", "comparison", "dtype", "error", "predicted", "units", "outcome"],
    "accuracy": ["formula", "regime", "d", "K", "ulps", "units", "predicted"],
    "power": ["formula", "mutant", "evidence", "outcome", "regime", "witness"],
}


@dataclass(frozen=True)
class Table:
    head: list[str]
    rows: list[list[Any]]
    caption: str = ""


def plain(run: Run, suite: str) -> Table:
    """All rows of a suite, every field of them."""
    rows = sorted(run.rows(suite), key=_as_expected)
    known = FIRST.get(suite, [])
    found = {key for row in rows for key in row} - {"suite"}
    columns = [c for c in known if c in found] + sorted(found - set(known))
    same = [
        c for c in columns if c not in known[:3] and len(rows) > 1 and all(_key(r.get(c)) == _key(rows[0].get(c)) for r in rows)
    ]
    head = [c for c in columns if c not in same]
    caption = "; ".join(f"{c}: {number(rows[0][c])}" for c in same if number(rows[0].get(c)))
    alarms = sum(not _as_expected(r) for r in rows)
    said = [f"{alarms} rows are not as expected; they come first." if alarms else "", f"In every row {caption}." if caption else ""]
    return Table(head, [[row.get(c) for c in head] for row in rows], " ".join(filter(None, said)))


def _as_expected(row: Row) -> bool:
    return "expected" not in row or row["expected"] == row.get("outcome")


def _key(value: Any) -> str:
    return f"{type(value).__name__} {value}"


def power(run: Run) -> Table:
    """Which evidence sees which mutant: a row for each mutant, a column for each kind."""
    rows = run.rows("power")
    columns = list(dict.fromkeys(str(r.get("evidence")) for r in rows))
    mutants = list(dict.fromkeys((str(r.get("formula")), str(r.get("mutant"))) for r in rows))
    seen: dict[tuple[str, str, str], list[str]] = {}
    for r in rows:
        key = (str(r.get("formula")), str(r.get("mutant")), str(r.get("evidence")))
        seen.setdefault(key, []).append(str(r.get("outcome")))
    body = [[*mutant, *(_sight(seen.get((*mutant, column), [])) for column in columns)] for mutant in mutants]
    return Table(["formula", "mutant", *columns], body)


def _sight(outcomes: list[str]) -> str:
    if "REFUTED" in outcomes:
        return "seen"
    return "undecided" if "UNDECIDED" in outcomes else "not seen" if outcomes else ""


def groups(rows: list[Row], *keys: str) -> dict[tuple[str, ...], list[Row]]:
    """Rows by the values of `keys`, in the order in which they first appear."""
    out: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        out.setdefault(tuple(str(row.get(k, "")) for k in keys), []).append(row)
    return out


def provenance(run: Run) -> Table:
    """Where the numbers of each section come from: file, rows, and every seed, dtype and device that its rows name."""
    body = []
    for suite, rows in run.suites.items():
        if suite == "verdicts" and rows is not None:
            rows = [e for v in rows for e in (v.get("evidence") or {}).values()]
        if rows is not None:
            body.append([f"{suite}.jsonl", len(run.rows(suite)), *(_distinct(rows, key) for key in ("seed", "dtype", "device"))])
    return Table(["file", "rows", "seeds", "dtypes", "devices"], body)


def _distinct(rows: list[Row], key: str) -> str:
    return ", ".join(sorted({number(r[key]) for r in rows if r.get(key) not in (None, "")}))
