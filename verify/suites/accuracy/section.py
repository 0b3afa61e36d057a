"""The accuracy of float64 in a report: every formula in every regime."""

import math

from verify.drawing import words
from verify.drawing.tables import Row, Table, plain
from verify.suites.suite import LOST, Section

FIRST = ["formula", "regime", "d", "K", "ulps", "units", "predicted"]


def about(rows: list[Row]) -> list[str]:
    return [
        "How many digits of the closed forms are right in float64? A row is a formula in a regime of d dimensions, K components, "
        "beside certified balls: `ulps` is its largest error in units of the last place of the largest entry, `predicted` what "
        "rounding may make of it, `units` the largest ratio of the two, entry by entry. Within the bound it is as predicted.",
    ]


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    return [("", plain(rows, FIRST))]


def changed(was: Row, now: Row) -> str:
    """Of errors of several ulps."""
    before, after = words.size(was.get("ulps")), words.size(now.get("ulps"))
    if math.isnan(after) > math.isnan(before) or (after > LOST * before and after > LOST):
        return f"digits lost: was {words.number(was.get('ulps'))} ulps, is {words.number(now.get('ulps'))} ulps"
    return ""


SECTION = Section("accuracy", "Accuracy of float64", about, tables, label="Accuracy")
