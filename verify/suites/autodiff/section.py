"""Derivatives by torch in a report: all comparisons."""

from verify.drawing.tables import Row, Table, plain
from verify.suites.suite import Section

FIRST = ["subject", "regime", "comparison", "dtype", "error", "predicted", "units", "outcome"]


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    return [("", plain(rows, FIRST))]


SECTION = Section("autodiff", "Automatic differentiation against formulas and differences", tables=tables, label="Autodiff")
