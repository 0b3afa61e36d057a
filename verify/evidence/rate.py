"""Rate: `formula` is the derivative of `test.subject` if the Taylor remainder R(h) = g(x + h z) - g(x) - h f(x) z is O(h^2).

In 80 digits, with h near 2^-40 and near 2^-60: log2 R(h)/R(h/2) is 2 or more (g'' = 0) in both windows, or R is noise (g affine).
An error e of f z, |e| >= h |g''| at h = 2^-60, is seen: R(h) is |e h - g'' h^2/2| to first order, R(h)/R(h/2) at most 8/3 (over all
entries), the order at most 1.42. That is an error of 1e-15 while |g''| <= 1000; 1e-20 may pass.
The order is off 2 by h |g'''|/(4 |g''|) to first order: the bound 1e-3 admits |g'''| up to 4e9 |g''|, and rounding 1e-8.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import Arithmetic
from verify.claim import PLACES, Case, Formula, Function, Regime, Test, cases
from verify.evidence.kinds import AT_WINDOWS, DIGITS, ORDER_BOUND, WINDOWS
from verify.evidence.worst import Seen, judge, like, worst
from verify.record import Finding
from verify.sharing import shared

# Of the value: the remainder at h = 2^-60 is h^2 or 2^-120, 1e-36 of it. Chosen: eight of the digits for what the text of g loses.
NOISE = 10.0 ** (8 - DIGITS)


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    seen = list(_orders_short(test, formula, regime))
    return judge(
        worst(seen),
        ORDER_BOUND,
        unit="2 - order",
        scope=f"Taylor remainder at {len(seen) // len(WINDOWS)} {PLACES[regime.takes]}, h = {AT_WINDOWS}, {DIGITS} digits",
        arithmetic="digits",
        dtype=f"{DIGITS} digits",
        decided=bool(seen),
    )


def _orders_short(test: Test, formula: Formula, regime: Regime) -> Iterator[Seen]:
    """2 less the observed order, at every point in both windows."""
    for case in cases(regime, arithmetic.digits(DIGITS)):
        slope, along = _slope(test, formula, case), _line(test.subject, test.options["along"], case)
        for window, (start, ends) in zip(WINDOWS, along, strict=True):
            for i, order in enumerate(orders(case, slope, start, ends)):
                at = f"t = {case.when}, point {i}, h = 2^-{window}"
                yield 2 - order, f"{at}: the Taylor remainder {like(order)}; if this were the derivative, as h^2 or faster"


End = tuple[Any, Any]  # a step, and g at its end


def orders(case: Case, slope: Any, start: Any, ends: list[End]) -> Iterator[float]:
    """The observed order at each point of the case; 2 where the remainder is rounding noise."""
    remainders = [value - start - step * slope for step, value in ends]
    for *both, at in zip(*remainders, start, strict=True):
        big, small, size = (largest(case.ar, r) for r in (*both, at))
        yield 2.0 if is_noise(big, size) else _order(big, small)


@shared
def _line(subject: Function, along: str, case: Case) -> list[tuple[Any, list[End]]]:
    """For each window g at the case, and at the ends of two steps, h and h/2 in size."""
    sign = -1 if along == "t" and 2 * case.when > 1 else 1
    steps = [sign * case.ar.array(1) / 2 ** (window + half) for window in WINDOWS for half in (0, 1)]
    start, *values = shifted(subject, along, case, [0 * steps[0], *steps])
    ends = list(zip(steps, values, strict=True))
    return [(start, ends[i : i + 2]) for i in range(0, len(ends), 2)]


def is_noise(remainder: float, size: float) -> bool:
    """Is the remainder of a value of this size rounding alone? An infinite one has none."""
    return math.isfinite(size) and remainder <= NOISE * max(size, 1.0)


def _order(big: float, small: float) -> float:
    """log2 of R(h)/R(h/2); NaN where nothing is left at h/2, or one is not finite."""
    if not (math.isfinite(big) and math.isfinite(small)):
        return math.nan
    return float(np.log2(big) - np.log2(small)) if small else math.nan


def _slope(test: Test, formula: Formula, case: Case) -> Any:
    """The claimed derivative along the direction, the points first."""
    slope = np.asarray(case.value(formula))
    return slope if test.options["along"] == "t" else slope @ case.ar.array(direction(case.x.shape[-1]))


def shifted(subject: Function, along: str, case: Case, steps: list[Any]) -> list[Any]:
    """g at these distances along the direction; the points of all steps in one call, for which what depends on t is made once."""
    if along == "t":
        return [rows(case, case.value(subject, t=case.t + h)) for h in steps]
    z = case.ar.array(direction(case.x.shape[-1]))
    return np.split(np.asarray(case.value(subject, x=np.concatenate([case.x + h * z for h in steps]))), len(steps))


def rows(case: Case, value: Any) -> Any:
    """The value with the points first: one row where the regime has none."""
    value = np.asarray(value)
    return value if "x" in case.takes else value[None]


def largest(ar: Arithmetic, a: Any) -> float:
    """The largest absolute value; NaN if any entry is NaN, or if there is none."""
    with np.errstate(invalid="ignore"):  # NumPy warns of a NaN that becomes a float
        v = np.abs(ar.floats(np.ravel(a)))
    return float(v.max()) if v.size else float("nan")


def direction(d: int) -> list[int]:
    """A fixed direction with different integer entries, so that no two columns of a Jacobian can stand in for each other."""
    return [(-1) ** i * (i + 1) for i in range(d)]
