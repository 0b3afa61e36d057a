"""Limit: `test.subject` less `formula` tends to zero as t tends to an end of time from inside, R(h) = O(h).

In 80 digits, at distances h near 2^-40 and near 2^-60 from the end: log2 R(h)/R(h/2) >= 1 in both windows, or R is rounding
noise. Any other limit gives the order 0, a pole gives -1. An error of 1e-15 in the limit is seen while the
gap has a slope below 500; 1e-20 may pass.
"""

from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import PLACES, Case, Formula, Outcome, Regime, Test, cases
from verify.evidence.kinds import AT_WINDOWS, DIGITS, ORDER_BOUND, WINDOWS
from verify.evidence.rate import largest, rows
from verify.record import Finding


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    ar = arithmetic.digits(DIGITS)
    if not set(regime.times) <= {0, 1}:
        raise ValueError(f"regime {regime.name!r} has the times {list(map(str, regime.times))}: a limit is taken at 0 or 1")
    worst, witness = 0.0, ""
    for case in cases(regime, ar):
        for window in WINDOWS:
            distances = [ar.array(1) / 2**w for w in (window, window + 1)]
            times = [h if case.when == 0 else 1 - h for h in distances]
            (far, _), (near, size) = (_gap(test.subject, formula, case, t) for t in times)
            for i, (r, s) in enumerate(zip(far, near, strict=True)):
                noise = r <= 10.0 ** (8 - DIGITS) * max(size[i], 1.0)
                short = 0.0 if noise else 1 - float(np.log2(r) - np.log2(s)) if s else 0.0
                if not (short <= worst or np.isnan(worst)):
                    worst, witness = short, f"t -> {case.when}, point {i}: off by {s:.3g} at a distance of 2^-{window + 1}"
    scope = f"limits at {regime.size} {PLACES[regime.takes]}, distances {AT_WINDOWS}, {DIGITS} digits"
    outcome = Outcome.UNDECIDED if np.isnan(worst) else Outcome.HOLDS if worst <= ORDER_BOUND else Outcome.REFUTED
    return Finding(
        outcome, worst, ORDER_BOUND, "1 - order", scope, "digits", "" if outcome is Outcome.HOLDS else witness, f"{DIGITS} digits"
    )


def _gap(g: Formula, f: Formula, case: Case, t: Any) -> tuple[list[float], list[float]]:
    """max_i |g_i - f_i| and max_i |g_i| at each point."""
    found = rows(case, case.value(g, t=t))
    gap = np.asarray(case.value(f, t=t)) - found
    return [largest(case.ar, e) for e in gap], [largest(case.ar, e) for e in found]
