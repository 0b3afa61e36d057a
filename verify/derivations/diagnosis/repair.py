"""The one change of the author's own text that makes the formula right: in the author's letters, and what would be right.

Every single change (`repairs`) is computed at one exact case; what is right there is judged like any formula, at fresh cases.
"""

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Regime
from verify.derivations.cases import fresh
from verify.derivations.diagnosis.restrictions import all_right
from verify.derivations.diagnosis.sampled import NO_VALUE
from verify.derivations.repairs.told import Edit
from verify.derivations.statement import Derivation

SECONDS = 2.5  # of computing for all changes at the first case
NEAR = 1e-6  # of the size: what is farther off at one case is no candidate; of float64's digits half
CASES = 48  # fresh ones at which a change must be right
TRIED = 40  # changes right at the first cases, that are judged at the others
SCREENS = 3


def repair(d: Derivation, seed: int, deadline: float, near: float = 0.0) -> Edit | None:
    """The first change that makes it right at fresh cases, or so `near` to it as a difference quotient is; None without one."""
    if not (n := d.formula.edits()):
        return None
    left = list(range(n))
    for i, r in enumerate(_screens(d, seed)):
        left = _right_at(d, r, left, min(SECONDS / 4**i, deadline - time.process_time()), max(near, NEAR))
        if not left:
            return None
    for k in left[:TRIED]:
        if time.process_time() > deadline:
            return None
        changed = replace(d, formula=d.formula.edited(k))
        if _all_near(changed, seed + 11, near) if near else all_right(changed, frozenset(), seed + 11, CASES):
            return d.formula.edit(k)
    return None


def _all_near(d: Derivation, seed: int, near: float) -> bool:
    """At as many fresh cases."""
    return all(_right_at(d, r, [None], SECONDS, near) for r in fresh(d.law, d.needs | {"no far tails"}, seed, CASES, d.bits))


def _screens(d: Derivation, seed: int) -> list[Regime]:
    """A few generic cases, the smaller first; of several dimensions and components where there are such."""
    found = fresh(d.law, d.needs | {"no far tails"}, seed + 7, 12, d.bits)
    several = [r for r in found if len(r.points[0]) > 1] or found
    return [replace(r, points=r.points[:2]) for r in several[:SCREENS]]


def _right_at(d: Derivation, r: Regime, which: Sequence[Any], seconds: float, near: float) -> list[Any]:
    """Those of the changes under which it is; None stands for no change."""
    ar = arithmetic.float64() if d.formula.floats else arithmetic.balls()
    with ar.scope(), np.errstate(all="ignore"):
        law, t, x = r.law(ar), ar.array(r.times[0]), ar.array([list(p) for p in r.points])
        right = np.asarray(ar.floats(d.reference(law, t, x)), dtype=float)
        own = which == [None]
        values = [d.formula(law, t, x)] if own else d.formula.under_edits(which, seconds, law, t, x, d.fed(law, t, x))
        return [n for n, value in zip(which, values, strict=False) if value is not None and _same(ar, value, right, near)]


def _same(ar: Any, value: object, right: np.ndarray, near: float) -> bool:
    try:
        found = np.asarray(ar.floats(value), dtype=float)
    except NO_VALUE:  # no array of numbers
        return False
    if found.shape != right.shape and found.shape[1:] == right.shape and found.ndim:
        found = found[0]
    return found.shape == right.shape and bool((np.abs(found - right) <= near * np.abs(right).max(initial=0.0)).all())
