"""float64: the residual of `formula` vanishes up to rounding, in units of the forward error that its own text must have."""

import numpy as np

from analytic import arithmetic
from verify.claim import PLACES, Formula, Outcome, Regime, Test, cases
from verify.evidence.kinds import FLOAT64_UNITS
from verify.evidence.rounding import UNIT, radius, rounding_balls, units
from verify.record import Finding


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    ar, coarse = arithmetic.float64(), rounding_balls()
    worst, witness, blurred, entries = 0.0, "", 0, 0
    with coarse.scope():
        for case, ball in zip(cases(regime, ar), cases(regime, coarse), strict=True):
            residual = np.asarray(test.subject(formula, case), dtype=float)
            predicted = radius(test.subject(formula, ball), least=UNIT)
            off = units(residual, 0.0, predicted)
            entries += off.size
            blurred += int((~np.isfinite(predicted)).sum())
            if not off.size or np.isnan(worst) or np.max(off) <= worst:
                continue
            i = np.unravel_index(np.argmax(np.where(np.isnan(off), np.inf, off)), off.shape)
            worst = float(off[i])
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
        outcome=outcome,
        measure=worst,
        bound=FLOAT64_UNITS,
        unit="predicted errors",
        scope=scope,
        arithmetic="float64",
        witness="" if outcome is Outcome.HOLDS else witness,
        dtype="float64",
    )
