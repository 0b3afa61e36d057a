"""Balls: the residual of `formula` is enclosed at every point of the regime, with more bits until it is decided.

HOLDS: every entry is certified to lie within 2^-200 of zero. REFUTED: some entry is certified not to be zero.
"""

from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Case, Formula, Outcome, Regime, Test, cases
from verify.record import Finding

BOUND = 2.0**-200
BITS = (256, 512, 1024, 2048)


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    for bits in BITS:
        ar = arithmetic.balls(bits)
        with ar.scope():
            worst, entries = 0.0, 0
            for case in cases(regime, ar):
                residual = np.asarray(test.subject(formula, case), dtype=object)
                entries += residual.size
                far = [(i, e) for i, e in np.ndenumerate(residual) if not e.contains(0)]
                if far:
                    at = len(case.x) == len(residual)  # the first axis runs over the points
                    return _refuted(case, bits, at, *max(far, key=lambda f: float(f[1].abs_lower())))
                worst = max([worst, *(above(e) for e in residual.flat)])
        if worst <= BOUND:
            break
    outcome = Outcome.HOLDS if entries and worst <= BOUND else Outcome.UNDECIDED
    n = len(regime.times) * len(regime.points)
    return Finding(outcome, worst, BOUND, "enclosure", f"certified at {n} exact points, {bits} bits", "balls", dtype=f"{bits} bits")


def above(e: Any) -> float:
    """An upper bound of |e|; infinite where the ball is."""
    return float(e.abs_upper()) if e.is_finite() else float("inf")


def _refuted(case: Case, bits: int, at: bool, index: tuple[int, ...], e: Any) -> Finding:
    where = f"t = {case.when}, "
    if at:
        where += f"x = ({', '.join(p.str(6, radius=False) for p in case.x[index[0]])}), "
    witness = f"{where}entry {list(index[1:] if at else index)}: residual {e.str(8)}"
    return Finding(
        Outcome.REFUTED, float(e.abs_lower()), BOUND, "enclosure", "certified at an exact point", "balls", witness, f"{bits} bits"
    )
