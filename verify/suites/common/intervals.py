"""Rows whose intervals are judged against a bound, at 95 %; what a table of them says together."""

from math import nan, sqrt
from typing import Any

from verify.claim import Outcome
from verify.drawing.tables import Row
from verify.evidence.worst import outcome_of

TAIL = 0.025  # on each side of an interval: 95 %
Z = 1.959964  # the normal quantile of TAIL


def short(value: Any) -> Any:
    """Six digits of a float: what another machine would find too."""
    return float(f"{value:.6g}") if isinstance(value, float) else value


def judged(
    row: Row,
    value: float,
    half: float = 0.0,
    below: float | None = None,
    above: float | None = None,
    expected: Outcome = Outcome.HOLDS,
) -> Row:
    """HOLDS if all of value +- half is below (above) the bound, REFUTED if none of it is; NaN is UNDECIDED."""
    return within(row, value, value - half, value + half, below, above, expected)


def within(
    row: Row,
    value: float,
    low: float,
    high: float,
    below: float | None = None,
    above: float | None = None,
    expected: Outcome = Outcome.HOLDS,
) -> Row:
    if (below is None) == (above is None):
        raise ValueError("state one bound: below or above")
    if below is not None:
        outcome, bound, side = _outcome(high <= below, low > below), below, "at most"
    else:
        assert above is not None
        outcome, bound, side = _outcome(low >= above, high < above), above, "at least"
    found = {"value": value, "low": low, "high": high, "bound": bound, "side": side}
    return row | found | {"outcome": outcome.value, "expected": expected.value}


def _outcome(good: bool, bad: bool) -> Outcome:
    if good:
        return Outcome.HOLDS
    return Outcome.REFUTED if bad else Outcome.UNDECIDED


def at_most(row: Row, value: float, bound: float, expected: Outcome = Outcome.HOLDS) -> Row:
    """HOLDS if value <= bound; NaN is UNDECIDED."""
    outcome = outcome_of(value, bound)
    return row | {"value": float(value), "bound": float(bound), "outcome": outcome.value, "expected": expected.value}


def mean(values: Any) -> tuple[float, float]:
    """The mean of independent values, and half its interval, normal."""
    return float(values.mean()), float(Z * values.std(ddof=1) / sqrt(len(values)))


def share(k: int, n: int) -> tuple[float, float, float]:
    """k/n and its interval by Clopper and Pearson."""
    from scipy.stats import beta

    low = 0.0 if k == 0 else float(beta.ppf(TAIL, k, n - k + 1))
    return k / n, low, 1.0 if k == n else float(beta.ppf(1 - TAIL, k + 1, n - k))


def share_of(hits: Any, known: bool) -> tuple[float, float, float]:
    """The share of `hits` that are true and its interval; NaN unless what they were read off is `known`."""
    return share(int(hits.sum()), len(hits)) if known else (nan, nan, nan)


def decide(table: list[Row]) -> tuple[Outcome, str]:
    """Is every judged outcome the expected one? REFUTED comes before UNDECIDED; without rows UNDECIDED."""
    rows = [r for r in table if "expected" in r]
    wrong = sorted((r for r in rows if r["outcome"] != r["expected"]), key=lambda r: bool(r["outcome"] == Outcome.UNDECIDED))
    if not wrong:
        return (Outcome.HOLDS, "") if rows else (Outcome.UNDECIDED, "no rows")
    r = wrong[0]
    outcome = Outcome.UNDECIDED if r["outcome"] == Outcome.UNDECIDED else Outcome.REFUTED
    what = ", ".join(str(r[k]) for k in ("shape", "model", "field", "t", "kind", "what") if k in r)
    if "value" not in r:
        return outcome, f"{what}: {r.get('note')}"
    interval = f" [{r['low']:.4g}, {r['high']:.4g}]" if "low" in r else ""
    return outcome, f"{what}: {r['value']:.4g}{interval}, {r.get('side', 'at most')} {r['bound']:.4g}: {r['expected']} expected"


def as_expected(table: list[Row]) -> str:
    """What most sections end with; add the full stop, or go on."""
    rows = [r for r in table if "expected" in r]
    return f"{sum(r['outcome'] == r['expected'] for r in rows)} of {len(rows)} judged lines are as expected"
