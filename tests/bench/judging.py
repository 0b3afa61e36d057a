"""What a line is measured by: how far outputs differ, and targets.

A target is a list of conditions [column, ">=" or "<=", bound] on its row, any one of which meets it. NaN meets none.
"""

import operator
from typing import Any

import numpy as np

Row = dict[str, Any]
Condition = list[Any]
Target = list[Condition]
SIGNS = {">=": operator.ge, "<=": operator.le}
WORDS = {">=": "at least", "<=": "at most"}


def off(found: Any, expected: Any) -> float:
    """Largest difference, relative to the largest entry; NaN where one of them has a NaN."""
    a, b = (np.asarray(v, dtype=float) for v in (found, expected))
    return float(abs(a.reshape(b.shape) - b).max() / abs(b).max())


def met(row: Row, target: Target) -> bool:
    return any(column in row and SIGNS[sign](row[column], bound) for column, sign, bound in target)


def said(target: Target) -> str:
    """`ms at most 60 or of product limit at least 0.25`"""
    return " or ".join(f"{column} {WORDS[sign]} {bound:g}" for column, sign, bound in target)
