"""Rate: `formula` is the derivative of `test.subject` if the Taylor remainder R(h) = g(x + h z) - g(x) - h f(x) z is O(h^2).

In 80 digits, with h near 2^-40 and near 2^-60: log2 R(h)/R(h/2) is 2 or more (g'' = 0) in both windows, or R is noise (g affine).
An error of 1e-15 in f makes the order 1 in the second window; 1e-20 would pass.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Case, Finding, Formula, Outcome, Regime, Test, cases

DIGITS = 80
WINDOWS = (40, 60)
BOUND = 1e-3


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    ar = arithmetic.digits(DIGITS)
    worst, witness, tested = 0.0, "", 0
    for case in cases(regime, ar):
        for window in WINDOWS:
            for label, order in orders(test, formula, case, window):
                tested += 1
                if not (2 - order <= worst or np.isnan(worst)):
                    worst, witness = 2 - order, f"t = {case.when}, {label}, h = 2^-{window}: order {order:.4f}"
    scope = f"Taylor remainder at {tested // len(WINDOWS)} points, h = 2^-40 and 2^-60, {DIGITS} digits"
    outcome = Outcome.UNDECIDED if not tested or np.isnan(worst) else Outcome.HOLDS if worst <= BOUND else Outcome.REFUTED
    return Finding(
        outcome, worst, BOUND, "2 - order", scope, "digits", "" if outcome is Outcome.HOLDS else witness, f"{DIGITS} digits"
    )


def orders(test: Test, formula: Formula, case: Case, window: int) -> Iterator[tuple[str, float]]:
    """The observed order at each point of the case; 2 where the remainder is rounding noise."""
    h = case.ar.array(1) / 2**window
    remainder = [_remainder(test, formula, case, step) for step in (h, h / 2)]
    noise = 10.0 ** (8 - DIGITS)
    for i in range(len(case.x)):
        big, small, size = (
            max(abs(float(v)) for v in np.ravel(r)[...]) for r in (remainder[0][0][i], remainder[1][0][i], remainder[0][1][i])
        )
        yield f"point {i}", 2.0 if big <= noise * max(size, 1.0) else float(np.log2(big) - np.log2(small)) if small else np.nan


def _remainder(test: Test, formula: Formula, case: Case, h: Any) -> tuple[Any, Any]:
    """R(h) and g(x), each with the points first."""
    g, law, t, x = test.subject, case.law, case.t, case.x
    before = np.asarray(g(law, t, x))
    if test.options["along"] == "t":
        h = -h if 2 * case.when > 1 else h
        return np.asarray(g(law, t + h, x)) - before - h * np.asarray(formula(law, t, x)), before
    z = direction(x.shape[-1])
    z = case.ar.array(z)
    step = np.asarray(formula(law, t, x)) @ z
    return np.asarray(g(law, t, x + h * z)) - before - h * step, before


def direction(d: int) -> list[int]:
    """A fixed direction with different integer entries, so that no two columns of a Jacobian can stand in for each other."""
    return [(-1) ** i * (i + 1) for i in range(d)]
