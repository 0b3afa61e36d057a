"""Derivatives by torch in a report: all comparisons."""

from verify.drawing.tables import Row, Table, plain
from verify.suites.suite import Section

FIRST = ["subject", "regime", "comparison", "dtype", "error", "predicted", "units", "outcome"]


def about(rows: list[Row]) -> list[str]:
    return [
        "Do automatic derivatives, differences and closed forms agree? A row compares two of them: `error` is how far they differ, "
        "`predicted` what rounding and the step of a difference may make of it, `units` the largest ratio of the two. Within the "
        "bound they agree. Where a tangent was scaled by `eps` and not divided again, the comparison must fail, and does.",
    ]


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    return [("", plain(rows, FIRST))]


SECTION = Section("autodiff", "Automatic differentiation against formulas and differences", about, tables, label="Autodiff")
