"""Where the numbers of a report come from."""

from verify.drawing import words
from verify.drawing.tables import Row, Table
from verify.report.run import Run


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
    return ", ".join(sorted({words.number(r[key]) for r in rows if r.get(key) not in (None, "")}))
