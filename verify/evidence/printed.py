"""Printed: `formula` recomputes the numbers that a paper prints, in balls, and they round to what is printed, or do not.

`test.subject(case)` gives the printed numbers as text, "0.125" or "<0.001", in the order of the formula's values.
A value agrees if |value - printed| <= half a unit of the last printed digit, or if it is below a printed bound.
HOLDS: certified for each number. REFUTED: certified not to agree, for one. UNDECIDED: an enclosure across the edge, at 1024 bits.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from flint import arb, fmpq

from analytic import arithmetic
from verify.claim import Formula, Outcome, Regime, Test, cases
from verify.record import Finding

BITS = (128, 512, 1024)  # tried in turn; printed numbers have ten digits at most, 34 bits: the rest is what the text may lose
Compared = tuple[Any, str]  # how far a value is from what is printed, and both in words


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    for bits in BITS:
        with arithmetic.balls(bits).scope():
            found = _judged(list(_compared(test, formula, regime, bits)), bits)
        if found.outcome is not Outcome.UNDECIDED:
            break
    return found


def _judged(compared: list[Compared], bits: int) -> Finding:
    """REFUTED by the first value that is certified not to agree; UNDECIDED by the last that is not certified to."""
    for count, (share, at) in enumerate(compared, 1):
        if share > 1:
            return _finding(Outcome.REFUTED, float(share.abs_lower()), count, bits, at)
    worst = max((float(share.abs_upper()) if share.is_finite() else float("inf") for share, _ in compared), default=0.0)
    open_ = ["nothing is printed"] if not compared else [at for share, at in compared if not share <= 1]
    if open_:
        return _finding(Outcome.UNDECIDED, worst, len(compared), bits, open_[-1])
    return _finding(Outcome.HOLDS, worst, len(compared), bits)


def _compared(test: Test, formula: Formula, regime: Regime, bits: int) -> Iterator[Compared]:
    """Each value with its printed number, in balls of so many bits."""
    for case in cases(regime, arithmetic.balls(bits)):
        found = np.ravel(np.asarray(case.value(formula), dtype=object))
        printed = tuple(test.subject(case))
        if len(found) != len(printed):
            raise ValueError(f"{len(printed)} numbers are printed, the formula gives {len(found)}: give one for each")
        for value, text in zip(found, printed, strict=True):
            yield distance(value, text), f"{case.at.replace(', ', ': ')}{value.str(8)} is printed as {text}"


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


def _finding(outcome: Outcome, worst: float, count: int, bits: int, witness: str = "") -> Finding:
    scope = f"{count} printed number{'' if count == 1 else 's'}, {'' if count == 1 else 'each '}recomputed in balls of {bits} bits"
    return Finding(
        outcome=outcome,
        measure=worst,
        bound=1.0,  # in these units, by what `distance` is
        unit="half units of the last digit",
        scope=scope,
        arithmetic="balls",
        witness=witness,
        dtype=f"{bits} bits",
    )
