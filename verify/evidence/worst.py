"""What the kinds of evidence that measure share: they gather errors and where each was seen, judge the worst, and say so."""

from collections.abc import Iterable
from math import isnan, nan

from verify.claim import Outcome
from verify.record import Finding

Seen = tuple[float, str]  # an error, and where it was seen


def worst(seen: Iterable[Seen], least: float = 0.0) -> Seen:
    """The first of the largest errors above `least`, which nobody has seen; a NaN is larger than every number."""
    most: Seen = (least, "")
    for error, where in seen:
        if not (error <= most[0] or isnan(most[0])):
            most = error, where
    return most


def exponent(order: float) -> str:
    """`h^1.0000`: four digits, and no minus before a zero."""
    return f"h^{round(order, 4) + 0.0:.4f}"


def like(order: float) -> str:
    """What goes like this power of a distance h does as h falls: `falls as h^1.0000`, `grows as h^-1.0000`."""
    if isnan(order):
        return "follows no power of h"
    shown = round(order, 4)
    does = "falls as" if shown > 0 else "grows as" if shown < 0 else "neither falls nor grows:"
    return f"{does} {exponent(order)}"


def outcome_of(error: float, bound: float, decided: bool = True) -> Outcome:
    """UNDECIDED where one of them is NaN, or what else must be known is not `decided`."""
    if not decided or isnan(error) or isnan(bound):
        return Outcome.UNDECIDED
    return Outcome.HOLDS if error <= bound else Outcome.REFUTED


def judge(found: Seen, bound: float, unit: str, scope: str, arithmetic: str, dtype: str, decided: bool = True) -> Finding:
    """The worst error against its bound; where it was seen is the witness, unless the formula holds."""
    error, where = found
    outcome = outcome_of(error, bound, decided)
    return Finding(
        outcome=outcome,
        measure=error,
        bound=bound,
        unit=unit,
        scope=scope,
        arithmetic=arithmetic,
        witness="" if outcome is Outcome.HOLDS else where,
        dtype=dtype,
    )


def too_few(n: int, why: str, unit: str) -> Finding:
    """So few draws that the bound does not hold: nothing is decided."""
    scope = f"n = {n}: {why}"
    return judge((nan, ""), 0.0, unit, scope, "float64", "float64")
