"""The numbers of a counterexample as a program reads them: beside the exact texts, rounded to float64."""

import re
from fractions import Fraction
from typing import Any

from verify.drawing.tables import Row

SCHEMA = "driftproof-answer-2"  # of a row: its fields and their meanings; another number when one changes


def numbers(c: Row | None) -> Row | None:
    """`t`, `x`, `entry`, `found`, `certified`; null for what is no number."""
    if not c:
        return None
    x = [_number(part) for part in c["x"].strip("()").split(",")] if c["x"] else None
    entry = [int(i) for i in re.findall(r"\d+", c["entry"])]
    return {"t": _number(c["t"]), "x": x, "entry": entry, "found": _number(c["found"]), "certified": _number(c["certified"])}


def _number(said: Any) -> float | None:
    """The first of a text, as 2.0 of `2.00000000000000 (exact)`."""
    match = re.match(r"(residual )?\[?(-?\d[\d./]*(e[-+]?\d+)?)(?![\w.])", str(said).strip())
    try:
        return float(Fraction(match[2])) if match else None
    except (ValueError, ZeroDivisionError, OverflowError):
        return None
