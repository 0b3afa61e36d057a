"""The ratios that git has a record of at HEAD, beside those measured now."""

from tests.measured import Row
from verify.drawing import words

NOTHING = "No record is committed: there is nothing to compare with.\n"


def where(row: Row) -> str:
    """`Linux x86_64, 2 cores ..., commit 0123456789`"""
    return f"{row['machine']}, commit {row['commit'][:10]}"


def text(records: list[Row], before: list[Row]) -> str:
    if not before:
        return NOTHING
    then, now = ({row["part"]: where(row) for row in rows if "machine" in row} for rows in (before, records))
    page = words.table(["part", "then", "now"], [[part, then.get(part, ""), now.get(part, "")] for part in {**now, **then}])
    return page + "\n" + words.table(["part", "line", "ratio then", "ratio now", "now / then"], ratios(records, before))


def ratios(records: list[Row], before: list[Row]) -> list[list[object]]:
    """Each line that is in one of both, those of now first."""
    then, now = ({(row["part"], row["line"]): row["ratio"] for row in rows if "ratio" in row} for rows in (before, records))
    return [
        [*key, then.get(key), now.get(key), now[key] / then[key] if key in now and then.get(key) else None]
        for key in {**now, **then}
    ]
