"""Boxes: an inequality on a whole box of parameters. The residual of `formula`, a margin, is enclosed on it and is positive there.

A box is a regime whose times and coordinates are intervals (lo, hi) of exact numbers, or exact numbers. It is halved, widest side
first, until on each piece every entry is certified positive, and the pieces cover it; or until some piece is certified to hold
a negative entry, or MAXIMUM pieces are used up.
HOLDS: positive everywhere on the boxes. REFUTED: negative at an exact point of one. A margin that touches zero is UNDECIDED.
"""

from collections import deque
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
from flint import arb, fmpq

from analytic import arithmetic
from analytic.arithmetic import Arithmetic, Law
from verify.claim import Case, Formula, Outcome, Regime, Test
from verify.record import Finding

BITS = 64  # a piece is 2^-12 wide at least, so its width decides, not 64 bits
MAXIMUM = 4000  # pieces a box. Chosen: seconds; a margin that needs more is UNDECIDED, and never a pass
SHARE = "share of the boxes left open"
Side = tuple[Fraction, Fraction]
Box = list[Side]
Margin = Callable[[Box], Any]


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    ar = arithmetic.balls(BITS)
    whole = [[sides(c) for c in (t, *p)] for t in regime.times for p in regime.points]
    with ar.scope():
        return _cover(partial(enclose, test, formula, ar, regime.law(ar)), whole)


def _cover(margin: Margin, whole: list[Box]) -> Finding:
    """Pieces certified positive, halved where they are not, until they cover the boxes or one refutes."""
    lengths = [max(hi - lo for lo, hi in column) for column in zip(*whole, strict=True)]
    queue = deque((box, Fraction(1, len(whole))) for box in whole)
    used, left = 0, Fraction(1)
    while queue and used < MAXIMUM * len(whole):
        box, share = queue.popleft()
        used += 1
        if _positive(margin(box)):
            left -= share
            continue
        middle = [(lo + hi) / 2 for lo, hi in box]
        if negative := _least_negative(margin([(c, c) for c in middle])):
            return _refuted(middle, *negative)
        if all(lo == hi for lo, hi in box):
            queue.appendleft((box, share))  # a point, which no halving decides
            break
        queue.extend((half, share / 2) for half in halves(box, lengths))
    where = f"not decided on the piece {_words(queue[0][0])}" if queue else ""
    return _finding(
        Outcome.UNDECIDED if left else Outcome.HOLDS, float(left), f"on {len(whole)} boxes in {used} pieces, {BITS} bits", where
    )


def _positive(margin: Any) -> bool:
    return bool(margin.size) and all(e > 0 for e in margin.flat)


def _least_negative(margin: Any) -> tuple[tuple[int, ...], Any] | None:
    """The entry that is certified negative, and lowest; None where no entry is."""
    negative = [(i, e) for i, e in np.ndenumerate(margin) if e < 0]
    return min(negative, key=lambda f: float(f[1])) if negative else None


def sides(c: Any) -> Side:
    """An interval (lo, hi), or an exact number as one without width."""
    lo, hi = c if isinstance(c, tuple) else (c, c)
    if not Fraction(lo) <= Fraction(hi):
        raise ValueError(f"the side ({lo}, {hi}) is empty: give the smaller end first")
    return Fraction(lo), Fraction(hi)


def enclose(test: Test, formula: Formula, ar: Arithmetic, law: Law, box: Box) -> Any:
    """The margin on the box, case.x is (1, d) and case.t one ball; nothing where the formula has no value on all of it."""
    t, *x = (_ball(side) for side in box)
    case = Case(ar, law, ar.array(t), ar.array([x]), box[0][0])
    try:
        return np.asarray(test.subject(formula, case), dtype=object)
    except (ValueError, ZeroDivisionError):  # e.g. a matrix that may be singular on a wide piece
        return np.array([], dtype=object)


def halves(box: Box, whole: list[Fraction]) -> Iterator[Box]:
    """The box cut in two along the side that is widest, relative to the whole."""
    widest = max(range(len(box)), key=lambda i: (box[i][1] - box[i][0]) / (whole[i] or 1))
    lo, hi = box[widest]
    for side in ((lo, (lo + hi) / 2), ((lo + hi) / 2, hi)):
        yield [side if i == widest else s for i, s in enumerate(box)]


def _ball(side: Side) -> arb:
    lo, hi = (arb(fmpq(e.numerator, e.denominator)) for e in side)
    return lo.union(hi)


def _words(box: Box) -> str:
    t, *x = (f"{float(lo):.6g}" if lo == hi else f"[{float(lo):.6g}, {float(hi):.6g}]" for lo, hi in box)
    return f"t = {t}, x = ({', '.join(x)})"


def _refuted(point: list[Fraction], index: tuple[int, ...], e: Any) -> Finding:
    witness = f"t = {point[0]}, x = ({', '.join(map(str, point[1:]))}), entry {list(index[1:])}: margin {e.str(8)}"
    return _finding(Outcome.REFUTED, 1.0, "at an exact point of the box", witness)


def _finding(outcome: Outcome, left: float, where: str, witness: str) -> Finding:
    return Finding(
        outcome=outcome,
        measure=left,
        bound=0.0,
        unit=SHARE,
        scope=f"certified {where}",
        arithmetic="balls",
        witness=witness,
        dtype=f"{BITS} bits",
    )
