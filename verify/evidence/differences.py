"""Differences: central differences of `test.subject` in float64 over a sweep of steps, against `formula`.

Predicted error at step h: |g'''| h^2/6 (truncation, g''' from 80 digits) + rho/h (rounding; rho is the radius of g in balls
of 53 bits). Steps so long that the next term of the truncation, |g^(5)| h^4/120, exceeds half of that are not used, nor are
steps at which the prediction exceeds 1e-4 of the derivative: they resolve nothing. If no step is left, the derivative is
unresolvable at this dtype, and the outcome is UNDECIDED.
"""

from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import PLACES, Case, Formula, Outcome, Regime, Test, cases
from verify.evidence.kinds import DIFFERENCES_UNITS, DIGITS
from verify.evidence.rate import direction, rows, shifted
from verify.evidence.rounding import UNIT, radius, rounding_balls
from verify.record import Finding

STEPS = tuple(2.0**-k for k in range(6, 40, 2))
RESOLVED = 1e-4


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    worst, witness, unresolved, points = 0.0, "", 0, 0
    for f64, fine, coarse in zip(*(cases(regime, ar) for ar in _arithmetics()), strict=True):
        if test.options["along"] == "t" and f64.when in (0, 1):
            continue
        claimed, (third, fifth) = directional(test, formula, f64), _truncation(test, fine)
        if not np.isfinite(claimed).all():
            worst, witness = float("nan"), f"t = {f64.when}: the formula is not finite"
        rho = _rounding(test, coarse)
        scale = np.abs(claimed).reshape(len(claimed), -1).max(-1)
        seen = np.zeros(len(claimed), dtype=bool)
        points += len(seen)
        for h in STEPS:
            if test.options["along"] == "t" and not h <= f64.when <= 1 - h:
                continue
            predicted = (third * h**2 / 6 + rho / h).clip(UNIT)
            use = (predicted <= RESOLVED * np.maximum(scale, 1.0)) & (fifth * h**4 / 120 <= predicted / 2)
            units = _error(test, f64, h, claimed) / predicted
            seen |= use
            for i in np.flatnonzero(use & ~((units <= worst) | np.isnan(worst))):
                worst, witness = float(units[i]), f"t = {f64.when}, point {i}, h = {h:.2g}: {units[i]:.3g} predicted errors"
        unresolved += int((~seen).sum())
    scope = f"central differences at {points} {PLACES[regime.takes]}, {len(STEPS)} steps" + (
        f"; {unresolved} unresolvable in float64" if unresolved else ""
    )
    decided = points > unresolved and not np.isnan(worst)
    outcome = (Outcome.HOLDS if worst <= DIFFERENCES_UNITS else Outcome.REFUTED) if decided else Outcome.UNDECIDED
    return Finding(
        outcome=outcome,
        measure=worst,
        bound=DIFFERENCES_UNITS,
        unit="predicted errors",
        scope=scope,
        arithmetic="float64",
        witness="" if outcome is Outcome.HOLDS else witness,
        dtype="float64",
    )


def directional(test: Test, formula: Formula, case: Case) -> Any:
    """The claimed derivative along the direction, (n, ...)."""
    f = rows(case, case.value(formula))
    f = f if test.options["along"] == "t" else f @ case.ar.array(direction(case.x.shape[-1]))
    return np.broadcast_to(f, rows(case, case.value(test.subject)).shape)


def _arithmetics() -> tuple[Any, Any, Any]:
    return arithmetic.float64(), arithmetic.digits(DIGITS), rounding_balls()


def _error(test: Test, case: Case, h: float, claimed: Any) -> Any:
    error = np.abs((shifted(test, case, h) - shifted(test, case, -h)) / (2 * h) - claimed)
    return error.reshape(len(error), -1).max(-1)


def _truncation(test: Test, case: Case) -> list[Any]:
    """max_i |g_i^(3)| and max_i |g_i^(5)| along the direction, by differences of step 1e-9 in 80 digits."""
    h = case.ar.array(1) / 10**9
    odd = [shifted(test, case, k * h) - shifted(test, case, -k * h) for k in (1, 2, 3)]
    third, fifth = (odd[1] - 2 * odd[0]) / (2 * h**3), (odd[2] - 4 * odd[1] + 5 * odd[0]) / (2 * h**5)
    return [np.abs(case.ar.floats(e)).reshape(len(e), -1).max(-1) for e in (third, fifth)]


def _rounding(test: Test, case: Case) -> Any:
    with case.ar.scope():
        width = radius(rows(case, case.value(test.subject)), least=UNIT)
        return width.reshape(len(width), -1).max(-1)
