"""Limit: `test.subject` less `formula` tends to zero as t tends to an end of time from inside, R(h) = O(h).

In 80 digits, at distances h near 2^-40 and near 2^-60 from the end: log2 R(h)/R(h/2) >= 1 in both windows, or R is rounding
noise. Any other limit gives the order 0, a pole gives -1. An error of 1e-15 in the limit is seen while the
gap has a slope below 500; 1e-20 may pass.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import Time
from verify.claim import PLACES, Case, Formula, Function, Regime, Test, cases
from verify.evidence.kinds import AT_WINDOWS, DIGITS, ORDER_BOUND, WINDOWS
from verify.evidence.rate import is_noise, largest, rows
from verify.evidence.worst import Seen, judge, worst
from verify.record import Finding
from verify.sharing import shared


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    if not set(regime.times) <= {0, 1}:
        raise ValueError(f"regime {regime.name!r} has the times {list(map(str, regime.times))}: a limit is taken at 0 or 1")
    seen = list(_orders_short(test, formula, regime))
    return judge(
        worst(seen),
        ORDER_BOUND,
        unit="1 - order",
        scope=f"limits at {regime.size} {PLACES[regime.takes]}, distances {AT_WINDOWS}, {DIGITS} digits",
        arithmetic="digits",
        dtype=f"{DIGITS} digits",
        decided=bool(seen),
    )


def _orders_short(test: Test, formula: Formula, regime: Regime) -> Iterator[Seen]:
    """1 less the observed order of the gap, at every point in both windows."""
    for case in cases(regime, arithmetic.digits(DIGITS)):
        for window in WINDOWS:
            far, _ = _gap(test.subject, formula, case, window)
            near, sizes = _gap(test.subject, formula, case, window + 1)
            for i, (r, s, size) in enumerate(zip(far, near, sizes, strict=True)):
                yield _short(r, s, size), f"t -> {case.when}, point {i}: off by {s:.3g} at a distance of 2^-{window + 1}"


def _short(far: float, near: float, size: float) -> float:
    """0 where the gap is rounding noise, or gone at half the distance; NaN where one is not finite."""
    if not all(map(math.isfinite, (far, near, size))):
        return math.nan
    if is_noise(far, size) or not near:
        return 0.0
    return 1 - float(np.log2(far) - np.log2(near))


def _gap(g: Formula, f: Formula, case: Case, window: int) -> tuple[list[float], list[float]]:
    """max_i |g_i - f_i| and max_i |g_i| at each point, 2^-window from the end of time."""
    t, found = _inside(g, case, window)
    gap = np.asarray(case.value(f, t=t)) - found
    return [largest(case.ar, e) for e in gap], [largest(case.ar, e) for e in found]


@shared
def _inside(g: Function, case: Case, window: int) -> tuple[Time, Any]:
    """The time 2^-window from the end, and g there, the points first."""
    h = case.ar.array(1) / 2**window
    t = h if case.when == 0 else 1 - h
    return t, rows(case, case.value(g, t=t))
