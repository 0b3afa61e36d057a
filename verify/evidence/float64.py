"""float64: the residual of `formula` vanishes up to rounding, in units of the predicted forward error.

The prediction is the radius that the same text has in balls of 53 bits, whose every operation rounds like float64; it is
an upper bound for the worst case of that text, operation by operation. Matrix functions, whose algorithms differ, are taken
of all matrices within d u |A| of A: float64 returns the function of one of them.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import PLACES, Formula, Outcome, Regime, Test, cases
from verify.evidence.kinds import FLOAT64_UNITS
from verify.record import Finding


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    ar, coarse = arithmetic.float64(), rounding()
    worst, witness, blurred, entries = 0.0, "", 0, 0
    with coarse.scope():
        for case, ball in zip(cases(regime, ar), cases(regime, coarse), strict=True):
            residual = np.asarray(test.subject(formula, case), dtype=float)
            predicted = radius(test.subject(formula, ball))
            units = np.abs(residual) / predicted
            entries += units.size
            blurred += int((~np.isfinite(predicted)).sum())
            if not units.size or np.isnan(worst) or np.max(units) <= worst:
                continue
            i = np.unravel_index(np.argmax(np.where(np.isnan(units), np.inf, units)), units.shape)
            worst = float(units[i])
            witness = f"{case.at}entry {[int(j) for j in i]}: residual {residual[i]:.3g}, predicted {predicted[i]:.2g}"
    scope = f"{regime.size} {PLACES[regime.takes]}, rounding error in units of the 53-bit ball"
    outcome = (
        Outcome.UNDECIDED
        if blurred or not entries or np.isnan(worst)
        else Outcome.HOLDS
        if worst <= FLOAT64_UNITS
        else Outcome.REFUTED
    )
    return Finding(
        outcome, worst, FLOAT64_UNITS, "predicted errors", scope, "float64", "" if outcome is Outcome.HOLDS else witness, "float64"
    )


@cache
def rounding() -> Any:
    """Balls of 53 bits, in which matrix functions err as backward stable algorithms do."""
    ar: Any = arithmetic.balls(53)
    return replace(ar, matrix={name: partial(_widened, f) for name, f in ar.matrix.items()})


def _widened(f: Callable[[Any], Any], A: Any) -> Any:
    from flint import arb

    return f(A + arb(0, len(A) * 2.0**-53 * max(float(e.abs_upper()) for e in A.flat)))


def radius(balls: object) -> np.ndarray:
    """The radii of 53-bit balls, never below the rounding of a number next to one."""
    return np.asarray(
        np.frompyfunc(lambda e: float(e.rad()) if e.is_finite() else np.inf, 1, 1)(np.asarray(balls, dtype=object)), dtype=float
    ).clip(2.0**-53)
