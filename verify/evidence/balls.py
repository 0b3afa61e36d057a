"""Balls: the residual of `formula` is enclosed at every point of the regime, with more bits until it is decided.

HOLDS: every entry is certified to lie within 2^-200 of zero. REFUTED: some entry is certified not to be zero.
"""

from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import PLACES, Case, Formula, Outcome, Regime, Test, cases
from verify.evidence.kinds import BALLS_BOUND
from verify.record import Finding

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
                    return _refuted(case, bits, residual.shape, *max(far, key=lambda f: float(f[1].abs_lower())))
                worst = max([worst, *(above(e) for e in residual.flat)])
        if worst <= BALLS_BOUND:
            break
    outcome = Outcome.HOLDS if entries and worst <= BALLS_BOUND else Outcome.UNDECIDED
    scope = f"certified at {regime.size} exact {PLACES[regime.takes]}, {bits} bits"
    return Finding(outcome, worst, BALLS_BOUND, "enclosure", scope, "balls", dtype=f"{bits} bits")


def above(e: Any) -> float:
    """An upper bound of |e|; infinite where the ball is."""
    return float(e.abs_upper()) if e.is_finite() else float("inf")


def _refuted(case: Case, bits: int, shape: tuple[int, ...], index: tuple[int, ...], e: Any) -> Finding:
    at = "x" in case.takes and shape[:1] == case.x.shape[:1]  # the first axis runs over the points
    point = f"x = ({', '.join(p.str(6, radius=False) for p in case.x[index[0]])}), " if at else ""
    entry = f"entry {list(index[1:] if at else index)}: " if index or case.takes else ""
    witness = f"{case.at}{point}{entry}residual {e.str(8)}"
    scope = f"certified at an exact {PLACES[case.takes].removesuffix('s')}"
    return Finding(Outcome.REFUTED, float(e.abs_lower()), BALLS_BOUND, "enclosure", scope, "balls", witness, f"{bits} bits")
