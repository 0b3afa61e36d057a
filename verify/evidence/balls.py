"""Balls: the residual of `formula` is enclosed at every point of the regime, with more bits until it is decided.

HOLDS: every entry is certified to lie within 2^-200 of zero. REFUTED: some entry is certified not to be zero.
"""

from typing import Any

from analytic import arithmetic
from verify.claim import Case, Formula, Outcome, Regime, Test, cases
from verify.evidence.enclosure import BITS, Index, compare
from verify.evidence.kinds import BALLS_BOUND
from verify.record import Finding


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    for bits in BITS:
        ar = arithmetic.balls(bits)
        with ar.scope():
            worst, entries = 0.0, 0
            for case in cases(regime, ar):
                seen = compare(test.subject(formula, case), 0)
                if seen.differs:
                    return _refuted(case, bits, seen.gap, max(seen.differs, key=lambda i: float(seen.gap[i].abs_lower())))
                worst, entries = max(worst, seen.width), entries + seen.gap.size
        if worst <= BALLS_BOUND:
            break
    return Finding(
        outcome=Outcome.HOLDS if entries and worst <= BALLS_BOUND else Outcome.UNDECIDED,
        measure=worst,
        bound=BALLS_BOUND,
        unit="enclosure",
        scope=f"certified at {len(regime.times) * len(regime.points)} exact points, {bits} bits",
        arithmetic="balls",
        dtype=f"{bits} bits",
    )


def _refuted(case: Case, bits: int, residual: Any, index: Index) -> Finding:
    where, e = f"t = {case.when}, ", residual[index]
    at_points = len(case.x) == len(residual)  # the first axis runs over the points
    if at_points:
        where += f"x = ({', '.join(p.str(6, radius=False) for p in case.x[index[0]])}), "
    return Finding(
        outcome=Outcome.REFUTED,
        measure=float(e.abs_lower()),
        bound=BALLS_BOUND,
        unit="enclosure",
        scope="certified at an exact point",
        arithmetic="balls",
        witness=f"{where}entry {list(index[1:] if at_points else index)}: residual {e.str(8)}",
        dtype=f"{bits} bits",
    )
