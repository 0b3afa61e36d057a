"""Printed: `formula` recomputes the numbers that a paper prints, in balls, and they round to what is printed, or do not.

`test.subject(case)` gives the printed numbers as text, "0.125" or "<0.001", in the order of the formula's values.
A value agrees if |value - printed| <= half a unit of the last printed digit, or if it is below a printed bound.
HOLDS: certified for each number. REFUTED: certified not to agree, for one. UNDECIDED: an enclosure across the edge, at 1024 bits.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from flint import arb, fmpq

from analytic import arithmetic
from verify.claim import Formula, Outcome, Regime, Test, cases
from verify.record import Finding

BITS = (128, 512, 1024)


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    worst, bound, witness, count, open_ = 0.0, 1.0, "", 0, ""
    for bits in BITS:
        ar = arithmetic.balls(bits)
        worst, count, open_ = 0.0, 0, ""
        with ar.scope():
            for case in cases(regime, ar):
                found = np.ravel(np.asarray(case.value(formula), dtype=object))
                printed = tuple(test.subject(case))
                if len(found) != len(printed):
                    raise ValueError(f"{len(printed)} numbers are printed, the formula gives {len(found)}: give one for each")
                for value, text in zip(found, printed, strict=True):
                    share, count = distance(value, text), count + 1
                    at = f"{case.at.replace(', ', ': ')}{value.str(8)} is printed as {text}"
                    if share > 1:
                        return _finding(Outcome.REFUTED, float(share.abs_lower()), bound, count, bits, at)
                    if not share <= 1:
                        open_ = at
                    worst = max(worst, float(share.abs_upper()) if share.is_finite() else float("inf"))
        if not open_:
            break
    witness = open_ or ("" if count else "nothing is printed")
    return _finding(Outcome.UNDECIDED if witness else Outcome.HOLDS, worst, bound, count, bits, witness)


def interval(text: str) -> tuple[Fraction | None, Fraction]:
    """The numbers that print as `text`: centre and half width; of a bound "<b" None and b."""
    try:
        number = Decimal(text.removeprefix("<").replace(" ", ""))
        exponent = number.as_tuple().exponent
    except ArithmeticError:
        raise ValueError(f"{text!r} is no printed number: write 0.125 or <0.001") from None
    if not isinstance(exponent, int):
        raise ValueError(f"{text!r} is no printed number: write 0.125 or <0.001")
    if text.startswith("<"):
        return None, Fraction(number)
    return Fraction(number), Fraction(1, 2) * Fraction(10) ** exponent


def distance(value: Any, text: str) -> arb:
    """How far the value lies from what is printed, in units of what rounding allows: at most 1 if they agree."""
    centre, half = interval(text)
    if centre is None:
        return arb(value) / _ball(half)
    return abs(arb(value) - _ball(centre)) / _ball(half)


def _ball(q: Fraction) -> arb:
    return arb(fmpq(q.numerator, q.denominator))


def _finding(outcome: Outcome, worst: float, bound: float, count: int, bits: int, witness: str) -> Finding:
    scope = f"{count} printed numbers, each recomputed in balls of {bits} bits"
    return Finding(
        outcome=outcome,
        measure=worst,
        bound=bound,
        unit="half units of the last digit",
        scope=scope,
        arithmetic="balls",
        witness=witness,
        dtype=f"{bits} bits",
    )
