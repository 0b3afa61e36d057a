"""The one change of the author's own text that makes the formula right: in the author's letters, and what would be right.

Every single change (`repairs`) is computed at one exact case; what is right there is judged like any formula, at fresh cases and
on the ladder.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Regime, Role
from verify.derivations.cases import fresh, ladder
from verify.derivations.diagnosis.candidate import Candidate
from verify.derivations.diagnosis.change import NONE
from verify.derivations.diagnosis.confirm import ENOUGH, Within, confirm, fresh_cases
from verify.derivations.diagnosis.fit import Fit
from verify.derivations.diagnosis.inputs import ONE
from verify.derivations.diagnosis.outcomes import WRONG, outcomes
from verify.derivations.diagnosis.restrictions import all_right
from verify.derivations.diagnosis.sampled import NO_VALUE, family
from verify.derivations.repairs.told import Edit
from verify.derivations.statement import Derivation

SECONDS = 2.5  # of computing for all changes at the first case
NEAR = 1e-6  # of the size: what is farther off at one case is no candidate; of float64's digits half
CASES = 48  # fresh ones at which a change must be right
TRIED = 40  # changes right at the first cases, that are judged at the others
SCREENS = 3


def repair(d: Derivation, seed: int, deadline: float, near: float = 0.0) -> Edit | None:
    """The first change that makes it right at fresh cases, or so `near` to it as a difference quotient is; None without one."""
    left = list(range(d.formula.edits()))
    for i, r in enumerate(_screens(d, seed)):
        left = right_at(d, r, left, min(SECONDS / 4**i, deadline - time.process_time()), max(near, NEAR)) if left else []
    for k in left[:TRIED]:
        if time.process_time() > deadline:
            return None
        changed = replace(d, formula=d.formula.edited(k))
        if _all_near(changed, seed + 11, deadline, near) if near else _all_right(changed, seed + 11):
            return d.formula.edit(k)
    return None


def _all_right(d: Derivation, seed: int) -> bool:
    """At fresh generic cases, and on the ladder's simple and generic ones: of all sizes, several points at once, inside of time.

    At its ends a right text may lose its digits, which is told of it when it is stated.
    """
    if not all_right(d, frozenset(), seed, CASES):
        return False
    rungs = (r for r in ladder(d.law, d.needs, seed, d.bits) if r.role in (Role.SIMPLE, Role.GENERIC))
    return all(WRONG not in outcomes(d, replace(r, times=tuple(t for t in r.times if 0 < t < 1))) for r in rungs)


def _all_near(d: Derivation, seed: int, deadline: float, near: float) -> bool:
    """The quantity itself to within so much of its size, at as many fresh cases."""
    itself = Candidate(family(d.quantity), NONE, Fit((d.quantity.name,), (ONE,)), 0.0)
    (agreed,), tried = confirm(fresh_cases(d, seed, CASES), [itself], deadline, Within(near))
    return tried == agreed >= ENOUGH


def _screens(d: Derivation, seed: int) -> list[Regime]:
    """A few generic cases, the smaller first; of several dimensions and components where there are such."""
    found = fresh(d.law, d.needs | {"no far tails"}, seed + 7, 12, d.bits)
    several = [r for r in found if len(r.points[0]) > 1] or found
    return [replace(r, points=r.points[:2]) for r in several[:SCREENS]]


def right_at(d: Derivation, r: Regime, which: Sequence[int], seconds: float, near: float) -> list[int]:
    """Those of the changes under which it is; all of them where there is nothing to compare with."""
    ar = arithmetic.float64() if d.formula.floats else arithmetic.balls()
    with ar.scope(), np.errstate(all="ignore"):
        law, t, x = r.law(ar), ar.array(r.times[0]), ar.array([list(p) for p in r.points])
        try:
            right, given = np.asarray(ar.floats(d.reference(law, t, x)), dtype=float), d.fed(law, t, x)
        except NO_VALUE:
            return [*which]
        values = d.formula.under_edits(which, seconds, law, t, x, given)
        return [n for n, value in zip(which, values, strict=False) if value is not None and _same(ar, value, right, near)]


def _same(ar: Any, value: object, right: np.ndarray, near: float) -> bool:
    try:
        found = np.asarray(ar.floats(value), dtype=float)
    except NO_VALUE:  # no array of numbers
        return False
    if found.shape != right.shape and found.shape[1:] == right.shape and found.ndim:
        found = found[0]
    return found.shape == right.shape and bool((np.abs(found - right) <= near * np.abs(right).max(initial=0.0)).all())
