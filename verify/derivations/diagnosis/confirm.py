"""A proposal is said only if fresh exact cases confirm it: by balls if the formula runs in them, else within predicted rounding."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from time import process_time
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Formula, Regime
from verify.derivations.diagnosis.candidate import Candidate
from verify.derivations.diagnosis.sampled import NO_VALUE, generic, ours, placed
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


@dataclass(frozen=True, eq=False)
class Fresh:
    """A fresh exact case of a derivation: its law is built once in each arithmetic, and the formula evaluated once."""

    d: Derivation
    regime: Regime

    def at(self, ar: Any) -> tuple[Any, Any, Any]:
        """The law on its path, t and x."""
        r = self.regime
        t = ar.array(r.times[0])
        return placed(self.d, r.law(ar), t), t, ar.array([list(p) for p in r.points])

    @cached_property
    def in_floats(self) -> np.ndarray | None:
        """The formula's value; None where it has none."""
        try:
            with np.errstate(all="ignore"):
                return np.asarray(ours(self.d)(*self.at(arithmetic.float64())), dtype=float)
        except NO_VALUE:
            return None

    @cached_property
    def coarse(self) -> tuple[Any, Any, Any]:
        return self.at(arithmetic.balls(COARSE))

    @cached_property
    def fine(self) -> tuple[Any, Any, Any]:
        return self.at(arithmetic.balls(BITS))

    @cached_property
    def in_balls(self) -> Any:
        """The formula's value in `fine`; None where it has none."""
        try:
            return ours(self.d)(*self.fine)
        except NO_VALUE:
            return None


Same = Callable[[Fresh, Formula], bool]


def fresh_cases(d: Derivation, seed: int, n: int = CASES) -> list[Fresh]:
    return [Fresh(d, r) for r in generic(d, seed, n, frozenset({"no far tails"}))]


@dataclass(frozen=True)
class Within:
    """The same but for this share of the values' size, in floats."""

    share: float

    def __call__(self, at: Fresh, g: Formula) -> bool:
        return same_in_floats(at, g, self.share)


def confirmed(
    cases: Sequence[Fresh],
    proposed: Sequence[Candidate],
    told_by: Callable[[Sequence[Candidate], str], list[Candidate]],
    deadline: float,
    same: Same | None = None,
) -> tuple[list[Candidate], int, int]:
    """Those of the proposals that are to be told and hold: on how many of how many fresh cases. Empty if none does."""
    counts, tried = confirm(cases[:TRIAL], proposed, deadline, same)
    left = [c for c, n in zip(proposed, counts, strict=True) if tried and tried - n <= _failures(TRIAL)]
    while left:
        told = told_by(left, cases[0].d.quantity.name)
        counts, tried = confirm(cases, told, deadline, same)
        if tried < ENOUGH:
            break
        wrong = [id(c) for c, n in zip(told, counts, strict=True) if n < ALL * tried]
        if not wrong:
            return told, min(counts), tried
        left = [c for c in left if id(c) not in wrong]
    return [], 0, 0


def confirm(
    cases: Sequence[Fresh], proposed: Sequence[Formula], deadline: float, same: Same | None = None
) -> tuple[list[int], int]:
    """At how many of how many fresh exact cases each candidate is the formula; one that fails too often is not tried further."""
    counts, tried, begun = [0] * len(proposed), 0, process_time()
    for at in cases if proposed else ():
        late = process_time() > deadline or (tried >= ENOUGH and process_time() > begun + PATIENCE)
        if late or all(tried - c > _failures(len(cases)) for c in counts):
            break
        tried += 1
        test = same or (_same_in_balls if at.d.formula.exact else same_in_floats)
        for i, c in enumerate(proposed):
            counts[i] += tried - 1 - counts[i] <= _failures(len(cases)) and test(at, c)
    return counts, tried


def _failures(n: int) -> int:
    """So many of n cases may a proposal miss."""
    return math.ceil((1 - ALL) * n)


def _same_in_balls(at: Fresh, g: Formula) -> bool:
    """Both enclosures overlap, and both are narrow."""
    with arithmetic.balls(BITS).scope():
        try:
            if (found := at.in_balls) is None:
                return False
            enclosed = compare(found, np.asarray(g(*at.fine), dtype=object))
        except NO_VALUE:
            return False
        return not enclosed.differs and enclosed.width < NARROW


def same_in_floats(at: Fresh, g: Formula, share: float = 0.0) -> bool:
    """The difference is within what rounding allows another text of the candidate in the formula's precision."""
    try:
        if (found := at.in_floats) is None:
            return False
        with arithmetic.balls(COARSE).scope():
            balls = g(*at.coarse)
            value = midpoint(balls)
            allowed = OTHER_TEXT * scaled_error(value, radius(balls), COARSE, at.d.unit) + share * np.abs(value).max(initial=0.0)
    except NO_VALUE:
        return False
    if found.ndim > value.ndim and found.shape[1:] == value.shape:  # the same at every point
        found = found[0]
    return bool(found.shape == value.shape and (np.abs(found - value) <= allowed).all())


__all__: Sequence[Any] = ("Fresh", "Within", "confirm", "confirmed", "fresh_cases")
