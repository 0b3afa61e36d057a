"""Refusals in a report: what was asked, what is refused, and with which words."""

from verify.drawing.tables import Row, Table, groups, markdown
from verify.suites.suite import Section


def table(rows: list[Row]) -> Table:
    """A line a door, with the arithmetics in which it was asked, and what the first of them says."""
    body = [
        [of, ", ".join(str(r["arithmetic"]) for r in mine), mine[0]["outside"], "yes" if _hold(mine) else "NO"]
        for (of,), mine in groups(rows, "of").items()
    ]
    return Table(["what is asked", "arithmetics", "what is outside meets", "and inside is taken"], body)


def _hold(rows: list[Row]) -> bool:
    return all(r["outcome"] == "HOLDS" for r in rows)


def about(rows: list[Row]) -> list[str]:
    n = len({r["of"] for r in rows})
    return [
        f"Two calls for each of {n} conditions, which differ by one thing: a time past the end, a matrix that misses symmetry, an "
        "index one too large. The one must be taken, the other refused with its value and the reason. That both happen shows that "
        "the condition is where it is said to be, and neither missing nor moved by one."
    ]


SECTION = Section(
    "refusals",
    "Refusals: what no formula is for meets an error with its reason",
    about=about,
    tables=lambda rows: [("", table(rows))],
    markdown=lambda rows: "\n".join(about(rows)) + "\n\n" + markdown(table(rows)),
)
