"""A proposal is said only if fresh exact cases confirm it: by balls if the formula runs in them, else within predicted rounding."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import process_time
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Formula, Regime
from verify.derivations.diagnosis.candidate import Candidate
from verify.derivations.diagnosis.sampled import NO_VALUE, generic, on_path, ours
from verify.derivations.statement import Derivation
from verify.evidence.enclosure import compare
from verify.evidence.rounding import OTHER_TEXT, midpoint, radius, scaled_error

CASES = 200  # fresh ones on which a proposal must hold: what fails at 5 % of all passes with probability 3 %
TRIAL = 12  # of them decide which proposals are worth the rest
BITS = 128  # of the balls in which it is confirmed
NARROW = 2.0 ** (-BITS / 2)  # a ball this wide that holds zero: equal, or a difference that no wrong formula has
COARSE = 106  # twice float64's bits: radii are then proportional to the unit
ENOUGH = 20  # cases to say anything of, where the time runs out
PATIENCE = 3.0  # seconds of computing; then ENOUGH cases must do, where an enclosure takes long
ALL = 0.98  # of the cases: in floats a right proposal may fail where its own text or the formula's loses more than OTHER_TEXT

Same = Callable[[Derivation, Formula, Formula, Regime], bool]


@dataclass(frozen=True)
class Within:
    """The same but for this share of the values' size, in floats."""

    share: float

    def __call__(self, d: Derivation, f: Formula, g: Formula, r: Regime) -> bool:
        return same_in_floats(d, f, g, r, self.share)


def confirmed(
    d: Derivation,
    proposed: Sequence[Candidate],
    told_by: Callable[[Sequence[Candidate], str], list[Candidate]],
    seed: int,
    deadline: float,
    same: Same | None = None,
) -> tuple[list[Candidate], int, int]:
    """Those of the proposals that are to be told and hold: on how many of how many fresh cases. Empty if none does."""
    counts, tried = confirm(d, proposed, seed, deadline, TRIAL, same) if proposed else ([], 0)
    left = [c for c, n in zip(proposed, counts, strict=True) if tried and tried - n <= _failures(TRIAL)]
    while left:
        told = told_by(left, d.quantity.name)
        counts, tried = confirm(d, told, seed, deadline, CASES, same)
        if tried < ENOUGH:
            break
        wrong = [id(c) for c, n in zip(told, counts, strict=True) if n < ALL * tried]
        if not wrong:
            return told, min(counts), tried
        left = [c for c in left if id(c) not in wrong]
    return [], 0, 0


def confirm(
    d: Derivation, proposed: Sequence[Candidate], seed: int, deadline: float, n: int = CASES, same: Same | None = None
) -> tuple[list[int], int]:
    """At how many of how many fresh exact cases each candidate is the formula; one that fails too often is not tried further."""
    counts, tried, f, begun = [0] * len(proposed), 0, ours(d), process_time()
    same = same or (_same_in_balls if d.formula.exact else same_in_floats)
    for r in generic(d, seed, n, frozenset({"no far tails"})):
        late = process_time() > deadline or (tried >= ENOUGH and process_time() > begun + PATIENCE)
        if late or all(tried - c > _failures(n) for c in counts):
            break
        tried += 1
        for i, c in enumerate(proposed):
            counts[i] += tried - 1 - counts[i] <= _failures(n) and same(d, f, c, r)
    return counts, tried


def _failures(n: int) -> int:
    """So many of n cases may a proposal miss."""
    return math.ceil((1 - ALL) * n)


def _same_in_balls(d: Derivation, f: Formula, g: Formula, r: Regime) -> bool:
    """Both enclosures overlap, and both are narrow."""
    ar = arithmetic.balls(BITS)
    with ar.scope():
        law = on_path(d, r.law(ar))
        at = law, ar.array(r.times[0]), ar.array([list(p) for p in r.points])
        try:
            enclosed = compare(f(*at), np.asarray(g(*at), dtype=object))
        except NO_VALUE:
            return False
        return not enclosed.differs and enclosed.width < NARROW


def same_in_floats(d: Derivation, f: Formula, g: Formula, r: Regime, share: float = 0.0) -> bool:
    """The difference is within what rounding allows another text of the candidate in the formula's precision."""
    ar, coarse = arithmetic.float64(), arithmetic.balls(COARSE)
    try:
        with np.errstate(all="ignore"):
            law = on_path(d, r.law(ar))
            found = np.asarray(f(law, ar.array(r.times[0]), ar.array([list(p) for p in r.points])), dtype=float)
        with coarse.scope():
            law = on_path(d, r.law(coarse))
            balls = g(law, coarse.array(r.times[0]), coarse.array([list(p) for p in r.points]))
            value = midpoint(balls)
            allowed = OTHER_TEXT * scaled_error(value, radius(balls), COARSE, d.unit) + share * np.abs(value).max(initial=0.0)
    except NO_VALUE:
        return False
    if found.ndim > value.ndim and found.shape[1:] == value.shape:  # the same at every point
        found = found[0]
    return bool(found.shape == value.shape and (np.abs(found - value) <= allowed).all())


__all__: Sequence[Any] = ("Within", "confirm", "confirmed")
