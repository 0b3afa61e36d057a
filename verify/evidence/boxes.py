"""Boxes: an inequality on a whole box of parameters. The residual of `formula`, a margin, is enclosed on it and is positive there.

A box is a regime whose times and coordinates are intervals (lo, hi) of exact numbers, or exact numbers. It is halved, widest side
first, until on each piece every entry is certified positive, and the pieces cover it; or until some piece is certified to hold
a negative entry, or MAXIMUM pieces are used up.
HOLDS: positive everywhere on the boxes. REFUTED: negative at an exact point of one. A margin that touches zero is UNDECIDED.
"""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import numpy as np
from flint import arb, fmpq

from analytic import arithmetic
from analytic.arithmetic import Arithmetic
from verify.claim import Case, Formula, Outcome, Regime, Test
from verify.record import Finding

BITS = 64
MAXIMUM = 4000
Side = tuple[Fraction, Fraction]


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    ar, used, volume = arithmetic.balls(BITS), 0, Fraction(0)
    open_boxes = [[sides(c) for c in (t, *p)] for t in regime.times for p in regime.points]
    whole, whole_sides = len(open_boxes), [max(hi - lo for lo, hi in column) for column in zip(*open_boxes, strict=True)]
    shares = [Fraction(1)] * whole
    with ar.scope():
        law = regime.law(ar)
        while open_boxes and used < MAXIMUM * whole:
            box, share = open_boxes.pop(0), shares.pop(0)
            used += 1
            margin = enclose(test, formula, ar, law, box)
            if margin.size and all(e > 0 for e in margin.flat):
                volume += share
                continue
            point = [(lo + hi) / 2 for lo, hi in box]
            there = enclose(test, formula, ar, law, [(c, c) for c in point])
            bad = [(i, e) for i, e in np.ndenumerate(there) if e < 0]
            if bad:
                return _refuted(point, *min(bad, key=lambda f: float(f[1])))
            if all(lo == hi for lo, hi in box):
                break
            open_boxes += halves(box, whole_sides)
            shares += [share / 2] * 2
    left = float(1 - volume / whole)
    outcome = Outcome.HOLDS if left == 0 else Outcome.UNDECIDED
    scope = f"certified on {whole} boxes in {used} pieces, {BITS} bits"
    witness = "" if left == 0 else f"not decided on the piece {_words(open_boxes[0] if open_boxes else box)}"
    return Finding(outcome, left, 0.0, "share of the boxes left open", scope, "balls", witness, f"{BITS} bits")


def sides(c: Any) -> Side:
    """An interval (lo, hi), or an exact number as one without width."""
    lo, hi = c if isinstance(c, tuple) else (c, c)
    if not Fraction(lo) <= Fraction(hi):
        raise ValueError(f"the side ({lo}, {hi}) is empty: give the smaller end first")
    return Fraction(lo), Fraction(hi)


def enclose(test: Test, formula: Formula, ar: Arithmetic, law: Any, box: list[Side]) -> Any:
    """The margin on the box, case.x is (1, d) and case.t one ball; nothing where the formula has no value on all of it."""
    t, *x = (_ball(side) for side in box)
    case = Case(ar, law, ar.array(t), ar.array([x]), box[0][0])
    try:
        return np.asarray(test.subject(formula, case), dtype=object)
    except (ValueError, ZeroDivisionError):  # e.g. a matrix that may be singular on a wide piece
        return np.array([], dtype=object)


def halves(box: list[Side], whole: list[Fraction]) -> Iterator[list[Side]]:
    """The box cut in two along the side that is widest, relative to the whole."""
    widest = max(range(len(box)), key=lambda i: (box[i][1] - box[i][0]) / (whole[i] or 1))
    lo, hi = box[widest]
    for side in ((lo, (lo + hi) / 2), ((lo + hi) / 2, hi)):
        yield [side if i == widest else s for i, s in enumerate(box)]


def _ball(side: Side) -> arb:
    lo, hi = (arb(fmpq(e.numerator, e.denominator)) for e in side)
    return lo.union(hi)


def _words(box: list[Side]) -> str:
    t, *x = (f"{float(lo):.6g}" if lo == hi else f"[{float(lo):.6g}, {float(hi):.6g}]" for lo, hi in box)
    return f"t = {t}, x = ({', '.join(x)})"


def _refuted(point: list[Fraction], index: tuple[int, ...], e: Any) -> Finding:
    witness = f"t = {point[0]}, x = ({', '.join(map(str, point[1:]))}), entry {list(index[1:])}: margin {e.str(8)}"
    scope = "certified at an exact point of the box"
    return Finding(Outcome.REFUTED, 1.0, 0.0, "share of the boxes left open", scope, "balls", witness, f"{BITS} bits")
