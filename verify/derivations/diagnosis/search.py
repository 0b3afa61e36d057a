"""What a refuted formula is: values at a few generic exact points, fitted by named quantities and terms under one change.

float64 screens thousands of combinations in seconds; nothing it finds is said before fresh exact points confirm it (`confirm`).
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np

from verify.derivations.diagnosis.candidate import Candidate, Features, features, identity, is_difference, is_pure, maps_between
from verify.derivations.diagnosis.change import NONE, Change
from verify.derivations.diagnosis.clocks import clocks
from verify.derivations.diagnosis.ends import ENDS
from verify.derivations.diagnosis.families import Family
from verify.derivations.diagnosis.features import TRANSPOSED
from verify.derivations.diagnosis.fit import Fit, fits, sparse
from verify.derivations.diagnosis.sampled import NO_VALUE, Sample, family
from verify.derivations.diagnosis.steppers import steppers
from verify.derivations.diagnosis.wrong_pieces import changes, twice
from verify.derivations.quantities import QUANTITIES
from verify.derivations.statement import Derivation
from verify.regimes.laws import LAWS, WITH_PATH

# Costs: 1 is one change of the law or of a piece. Chosen, with those of coefficients (fit.py) and of changes, on the formulas of
# tests/verify/derivations/wrong.py: 80 % of them must be named by their cause. No verdict depends on them.
PLAIN = 2.0  # a reading of the formula's own law that costs less needs no search among changes
PLAIN_TERMS = 3.0  # the same of one that is the quantity with its own terms changed
NATIVE, FOREIGN = 0.3, 1.3  # matrices of two Gaussians: for what is made of them, and for all else
NAMED, UNNAMED = 0.4, 0.9  # of a quantity or a plain thing, and of a term
OF_ENDS = 1.0  # less for the two that a quantity is made of
ANOTHER = 0.3  # of each term beside the first
MIXED = 0.6  # more for a difference that has terms of other quantities, before it is worth confirming
# Below so many terms of `maps`, which has a thousand vectors; else 4.
TERMS = {Family.VECTOR: 2, Family.MATRIX: 3, Family.CONSTANT_MATRIX: 3}
MANY = 60  # features: their triples, 34 000, take seconds; beyond, pairs only
# Relative errors, in units of the formula's precision: sums of a few features lose the condition that `fit` admits, and terms
# OTHER_TEXT = 2^10; a coefficient is a mean over many values. Chosen; what is proposed here is confirmed by fresh cases.
FIT, COEFFICIENT = 2.0**13, 2.0**11
TWICE = 400  # pairs of changes that are tried, the cheapest first: two slips at once are rare
SAME = 1e-12  # of two features' values: they are one
LEAST_FIT, LEAST_COEFFICIENT = 1e-10, 1e-11  # and no less in float64, in which the features themselves are computed

MAPPED = ("flow_map", "flow_jacobian", "bures_map", "bures_distance2", "lossfloor")  # what matrices of two Gaussians are


def candidates(d: Derivation, s: Sample) -> list[Candidate]:
    """What fits of the formula's own law, cheapest first; few terms before many."""
    found = _fits(d, s, NONE, range(1, 4))
    if d.law != "mixture":
        own = LAWS[d.law].monotone or d.quantity.name in MAPPED
        of_two = Change("", "", own=maps_between, cost=NATIVE if own else FOREIGN)
        found += _fits(d, s, of_two, range(1, TERMS.get(family(d.quantity), 4)))
    return sorted(found, key=lambda c: c.cost)


def changed(d: Derivation, s: Sample, found: list[Candidate], deadline: float, two: bool = True) -> list[Candidate]:
    """The same, and what fits under a change, or under two at once, where a plain reading is dear."""
    if not any_plain(found, d.quantity.name):
        found = _under_changes(d, s, found, deadline, two)
    return sorted(found, key=lambda c: c.cost)


def any_plain(found: Sequence[Candidate], of: str) -> bool:
    """Is there one that costs so little that no change need be tried?"""
    return any(c.cost < PLAIN or (is_pure(c, of) and c.cost < PLAIN_TERMS) for c in found)


def _under_changes(d: Derivation, s: Sample, found: list[Candidate], deadline: float, two: bool) -> list[Candidate]:
    """One change of the law or of a piece, until nothing cheaper can come; where nothing fits, two."""
    for change in clocks(d.convention.time, d.convention.letter):
        found += _fits(d, s, change, range(1, 2), {d.quantity.name})
        if found:
            break
    stepped = steppers() if d.quantity.name == "flow_map" and d.law in WITH_PATH else ()
    for change in [*stepped, *changes(d.law)]:
        if time.process_time() > deadline or any(c.cost <= change.cost for c in found):
            break
        found = [*found, *_fits(d, s, change, range(1, 2 if change.post or change.own else 3))]
    for change in islice(twice(d.law), TWICE) if two and not found else ():
        if time.process_time() > deadline or found:
            break
        found = _fits(d, s, change, range(1, 2))
    return found


def approximations(d: Derivation, s: Sample, loose: float, ways: Sequence[Change] = (NONE,)) -> list[Candidate]:
    """The one quantity, or its value made something else, that the formula nearly is."""
    found = [c for change in ways for c in _fits(d, s, change, range(1, 2), loose=loose)]
    return sorted(found, key=lambda c: c.cost)[:3]


def of_values(law: str) -> list[Change]:
    """Changes of the finished value."""
    return [c for c in changes(law) if c.post]


def _fits(
    d: Derivation, s: Sample, change: Change, sizes: range, among: set[str] | None = None, loose: float = 0.0
) -> list[Candidate]:
    """What fits under one change; a changed law is tried at the last time only, and of the first law, until something fits there.

    Features that are parallel there fit one by one, so none is lost.
    """
    kind, tol = family(d.quantity), max(LEAST_FIT, FIT * d.unit, loose)
    only = among
    if change is not NONE:
        for part in (_part(s, s.first), _part(s, None)) if s.first > sizes.stop else (_part(s, None),):
            first = _stack(part, kind, change, only)
            only = fits(part.F, first, _narrow(sizes, first), tol) if first else set()
            if not only:
                return []
    stack = _stack(s, kind, change, only)
    if not stack:
        return []
    names = sorted(stack, key=lambda name: name not in QUANTITIES)
    A = np.stack([stack[n] for n in names], -1)
    found = sparse(s.F, names, A, *s.path, _narrow(sizes, stack), tol, max(LEAST_COEFFICIENT, COEFFICIENT * d.unit, loose))
    ranked = [Candidate(kind, change, fit, change.cost + price(fit, d.quantity.name)) for fit in found]
    return [c for c in ranked if not identity(c, d.quantity.name)]


def _part(s: Sample, n: int | None) -> Sample:
    """The last time only, at which steps differ most; of it the first law only, which gives n numbers."""
    return replace(s, cases=(s.cases[-1][:1] if n else s.cases[-1],), F=s.F[-1:, :n])


def _narrow(sizes: range, stack: Mapping[str, Any]) -> range:
    return range(sizes.start, min(sizes.stop, 3)) if len(stack) > MANY else sizes


def _stack(s: Sample, kind: str, change: Change, only: set[str] | None = None) -> dict[str, np.ndarray]:
    """The features at every case, (T, N) each; those that cannot be computed, or do not have the formula's shape, are left out."""
    with np.errstate(all="ignore"):
        try:
            table = [[features(kind, *change.apply(*case), change) for case in row] for row in s.cases]
        except NO_VALUE:
            return {}
        names = [name for name in table[0][0] if only is None or name in only]
        stacks = {name: _values(name, table) for name in names}
    found = {name: np.array(rows) for name, rows in stacks.items() if rows and all(r.shape == s.F[0].shape for r in rows)}
    return _different(found)


def _different(stacks: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Of features that are the same here, as those of one component and of their mean are, the one with the plainest name."""
    stacks = {name: values for name, values in stacks.items() if np.isfinite(values).all()}
    if len(stacks) < 2:
        return stacks
    names = sorted(stacks, key=lambda name: name not in QUANTITIES)
    first = np.array([stacks[name][0] for name in names]).reshape(len(names), -1)
    size = np.abs(first).max(-1, initial=0.0, keepdims=True)
    same = np.abs(first[:, None] - first).max(-1, initial=0.0) <= SAME * size
    return {name: stacks[name] for i, name in enumerate(names) if not same[i, :i].any()}


def _values(name: str, table: list[list[Features]]) -> list[np.ndarray]:
    """Of one feature at each time, those of all cases together; empty where one has no value."""
    try:
        return [np.concatenate([np.asarray(found[name](), dtype=float).ravel() for found in row]) for row in table]
    except (KeyError, *NO_VALUE):
        return []


def price(fit: Fit, of: str) -> float:
    """Named quantities are cheap, terms dear, simple coefficients free; the quantity itself plus others is a difference."""
    plain = {"x", "mu_0", "I", "1"} | {name for name, of_it in TRANSPOSED.items() if of_it == of}
    names = sum(NAMED if n in QUANTITIES or n in plain else UNNAMED for n in fit.names if n != of)
    names -= OF_ENDS if {*fit.names} == {*ENDS.get(of, ())} else 0
    return names + sum(c.cost for c in fit.coefficients) + ANOTHER * (len(fit.names) - 1)


def readings(found: list[Candidate], of: str) -> list[Candidate]:
    """The few that are worth confirming: as something else, and as the quantity with its terms changed."""
    pure = [c for c in found if is_pure(c, of)]
    other = [c for c in found if not is_difference(c, of)]
    mixed = [c for c in found if is_difference(c, of) and not is_pure(c, of)]
    return sorted([*other[:3], *pure[:2], *mixed[: 1 if other or pure else 3]], key=lambda c: c.cost + MIXED * (c in mixed))
