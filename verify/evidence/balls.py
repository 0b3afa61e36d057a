"""Balls: the residual of `formula` is enclosed at every point of the regime, with more bits until it is decided.

HOLDS: every entry is certified to lie within 2^-200 of zero. REFUTED: some entry is certified not to be zero.
"""

from typing import Any

from analytic import arithmetic
from verify.claim import PLACES, Case, Formula, Outcome, Regime, Test, cases
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
        scope=f"certified at {regime.size} exact {PLACES[regime.takes]}, {bits} bits",
        arithmetic="balls",
        dtype=f"{bits} bits",
    )


def _refuted(case: Case, bits: int, residual: Any, index: Index) -> Finding:
    e, point = residual[index], ""
    if "x" in case.takes and residual.shape[:1] == case.x.shape[:1]:  # the first axis is that of the points
        point = f"x = ({', '.join(p.str(6, radius=False) for p in case.x[index[0]])}), "
        index = index[1:]
    entry = f"entry {list(index)}: " if index or case.takes else ""
    return Finding(
        outcome=Outcome.REFUTED,
        measure=float(e.abs_lower()),
        bound=BALLS_BOUND,
        unit="enclosure",
        scope=f"certified at an exact {PLACES[case.takes].removesuffix('s')}",
        arithmetic="balls",
        witness=f"{case.at}{point}{entry}residual {e.str(8)}",
        dtype=f"{bits} bits",
    )
