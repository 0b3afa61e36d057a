"""float64: the residual of `formula` vanishes up to rounding, in units of the forward error that its own text must have."""

from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import PLACES, Case, Formula, Regime, Test, cases
from verify.evidence.kinds import FLOAT64_UNITS
from verify.evidence.rounding import UNIT, radius, rounding_balls, units
from verify.evidence.worst import Seen, judge, worst
from verify.record import Finding


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    ar, coarse = arithmetic.float64(), rounding_balls()
    with coarse.scope():
        looks = [_look(test, formula, *case) for case in zip(cases(regime, ar), cases(regime, coarse), strict=True)]
    entries = sum(predicted.size for _, predicted in looks)
    blurred = any(not np.isfinite(predicted).all() for _, predicted in looks)
    return judge(
        worst(seen for seen, _ in looks if seen),
        FLOAT64_UNITS,
        unit="predicted errors",
        scope=f"{regime.size} {PLACES[regime.takes]}, rounding error in units of the 53-bit ball",
        arithmetic="float64",
        dtype="float64",
        decided=bool(entries) and not blurred,
    )


def _look(test: Test, formula: Formula, case: Case, ball: Case) -> tuple[Seen | None, Any]:
    """The largest residual in predicted errors, if there is any; and what was predicted."""
    residual = np.asarray(test.subject(formula, case), dtype=float)
    predicted = radius(test.subject(formula, ball), least=UNIT)
    off = units(residual, 0.0, predicted)
    if not off.size:
        return None, off
    i = np.unravel_index(np.argmax(np.where(np.isnan(off), np.inf, off)), off.shape)
    words = f"{case.at}entry {[int(j) for j in i]}: residual {residual[i]:.3g}, predicted {predicted[i]:.2g}"
    return (float(off[i]), words), predicted
