"""The accuracy of float64 in a report: every formula in every regime."""

import math

from verify.drawing import words
from verify.drawing.tables import Row, Table, plain
from verify.suites.suite import LOST, Section

FIRST = ["formula", "regime", "d", "K", "ulps", "units", "predicted"]


def tables(rows: list[Row]) -> list[tuple[str, Table]]:
    return [("", plain(rows, FIRST))]


def changed(was: Row, now: Row) -> str:
    """Of errors of several ulps."""
    before, after = words.size(was.get("ulps")), words.size(now.get("ulps"))
    if math.isnan(after) > math.isnan(before) or (after > LOST * before and after > LOST):
        return f"digits lost: was {words.number(was.get('ulps'))} ulps, is {words.number(now.get('ulps'))} ulps"
    return ""


SECTION = Section("accuracy", "Accuracy of float64", tables=tables, label="Accuracy")
