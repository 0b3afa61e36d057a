"""A formula that compares, converts or branches on its values: what it asks, and cases on the other side of what it asks.

It is no expression. That it is right where symbols took it says nothing about its other branches, so there is no proof for all
parameters; and where it compares an argument with a number, that number and its neighbours are cases of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from analytic import arithmetic
from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.asked import Asked
from verify.derivations.judging.compare import compare
from verify.derivations.seen import Seen
from verify.derivations.statement import Derivation
from verify.evidence.enclosure import BITS

LAWS = 4  # at which the other side is looked at
NEAR = Fraction(1, 2**20)  # of a time that is asked for
LAST = Fraction(1, 2**50)  # before the ends of time, where it is not said what it is compared with


def asked(d: Derivation, seed: int) -> list[Asked]:
    """What the formula asks of its numbers at a law of each size, whose branches may be others; each question once."""
    found: dict[Asked, None] = {}
    of_size = [d.needs | {f"d={n}", f"K={K}"} for n, K in cases.sizes(d.law, d.needs)]
    regimes = d.regimes or [r for needs in of_size for r in cases.fresh(d.law, needs, seed, 1)]
    for regime in regimes:
        ar = arithmetic.balls(BITS[0])
        with ar.scope():
            x = ar.array([list(p) for p in regime.points])
            for t in regime.times[:1]:
                found |= dict.fromkeys(d.formula.asked(regime.law(ar), ar.array(t), x))
    return list(found)


def other_side(d: Derivation, questions: Sequence[Asked], seed: int) -> Seen:
    """What is seen at the numbers that the formula compares its time or its point with, and next to them."""
    seen = Seen()
    for question in questions:
        for regime in _cases(d, question, seed):
            seen.add(compare(d, regime))
            if seen.decided:
                return seen
    return seen


def _cases(d: Derivation, question: Asked, seed: int) -> Iterator[Regime]:
    than = Fraction(question.than or 0)
    for r in d.regimes or cases.fresh(d.law, d.needs, seed, LAWS):
        if question.of == "t":
            yield from [replace(r, times=(t,)) for t in (than, than - NEAR, than + NEAR, LAST, 1 - LAST) if 0 <= t <= 1]
        if not question.of.startswith("x_") or not question.than:
            continue
        i = int(question.of.removeprefix("x_"))
        for c in (than, -than, than + 1, than - 1, 1 - than, -1 - than):
            points = tuple(tuple(c if j == i else e for j, e in enumerate(p)) for p in r.points if i < len(p))
            if points:
                yield replace(r, points=points)
