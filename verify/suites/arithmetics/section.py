"""The arithmetics in a report: for each operation and arithmetic, how much of what rounding explains is used."""

from verify.drawing.tables import Row, Table, groups, markdown
from verify.suites.arithmetics.case import ALL
from verify.suites.suite import Section


def table(rows: list[Row]) -> Table:
    """A line an operation, a column an arithmetic: the largest share of the bound."""
    names = [*ALL, "derivatives in torch"]
    body = []
    for (of,), mine in groups(rows, "of").items():
        columns = [[r for r in mine if r["arithmetic"] == name and r["way"] == "value"] for name in ALL]
        columns.append([r for r in mine if r["way"] != "value"])
        body.append([of, len({r["at"] for r in mine}), *map(_share, columns)])
    return Table(["operation", "inputs", *names], body)


def _share(rows: list[Row]) -> float | str:
    if not rows:
        return ""
    if any(r["outcome"] != "HOLDS" for r in rows):
        return "NO"
    return float(f"{max(r['miss'] / r['bound'] if r['bound'] else 0.0 for r in rows):.1g}")


def about(rows: list[Row]) -> list[str]:
    n, ways = len({(r["of"], r["at"]) for r in rows}), len(rows)
    return [
        f"Every formula stands on these operations. {n} inputs, {ways} answers: each is compared with 130 digits of mpmath by a "
        "route that calls none of our operations: loops for contractions, eigenvalues that are known for functions of matrices, "
        "roots that were chosen before their equations. Balls must contain the truth and be as narrow as rounding allows; torch is "
        "asked for derivatives along a curve of inputs, forwards and in reverse.",
        "A number is the largest miss divided by its bound: 8 roundings for each entry of the largest input, times what the "
        "input's own rounding can do. Below 1 it holds. Work in pieces is compared in whole numbers, and must be equal. No number: "
        "the arithmetic has no such operation, or the input is too large for it.",
    ]


SECTION = Section(
    "arithmetics",
    "Arithmetics: every operation against its definition",
    about=about,
    tables=lambda rows: [("", table(rows))],
    markdown=lambda rows: "\n\n".join(about(rows)) + "\n\n" + markdown(table(rows)),
)
