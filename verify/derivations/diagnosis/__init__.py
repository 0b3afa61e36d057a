"""When a formula is refuted: what it is instead, why, and where it is right after all.

A search in float64 (search.py) proposes; here each proposal is confirmed at fresh exact points, by balls if the formula runs in
them, else against certified values within the formula's own predicted rounding error. Nothing unconfirmed is said.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from analytic import arithmetic
from verify.claim import Formula, Regime
from verify.derivations.answer import Diagnosis, joined
from verify.derivations.diagnosis.candidate import Candidate
from verify.derivations.diagnosis.explain import cause, explain, told_by
from verify.derivations.diagnosis.facts import facts, rough
from verify.derivations.diagnosis.restrictions import where
from verify.derivations.diagnosis.sampled import NO_VALUE, Sample, generic, on_path, ours, sample
from verify.derivations.diagnosis.search import candidates, readings
from verify.derivations.statement import Derivation
from verify.evidence.enclosure import compare
from verify.evidence.rounding import OTHER_TEXT, midpoint, radius, scaled_error

CASES = 200  # fresh ones on which a proposal must hold: what fails at 5 % of all passes with probability 3 %
BITS = 128  # of the balls in which it is confirmed
NARROW = 2.0 ** (-BITS / 2)  # a ball this wide that holds zero: equal, or a difference that no wrong formula has
COARSE = 106  # twice float64's bits: radii are then proportional to the unit
ENOUGH = 20  # cases to say anything of, where the time runs out
ALL = 0.98  # of the cases: in floats a right proposal may fail where its own text or the formula's loses more than OTHER_TEXT
LONGEST = 25.0  # seconds; a search that has not found by then rarely does
WHERE, SEARCH = 1 / 4, 0.7  # of the time: until the regime is known, and the search ends; the rest confirms what was found


def diagnose(d: Derivation, seed: int = 0, deadline: float = float("inf")) -> Diagnosis | None:
    """What the refuted derivation is; `deadline` is a time of time.perf_counter()."""
    start = time.perf_counter()
    d = replace(d, formula=d.formula.settle())
    deadline = min(deadline, start + LONGEST)
    regime, everywhere = where(d, seed, start + (deadline - start) * WHERE)
    if everywhere:
        return Diagnosis(regime, d.quantity.name, "", regime=regime, key=regime) if regime else None
    s = sample(d, seed)
    if s is None:
        return None
    if not np.isfinite(s.F).all():
        return Diagnosis("; ".join(facts(d, s, seed)), regime=regime, key="not finite")
    if noise := rough(d, s):
        return Diagnosis(joined([*noise, regime]), d.quantity.name, regime=regime, key="; ".join(noise))
    found = candidates(d, s, start + (deadline - start) * SEARCH)
    return _confirmed(d, readings(found, d.quantity.name), seed, deadline, regime) or _unnamed(d, s, seed, regime)


def _confirmed(d: Derivation, proposed: Sequence[Candidate], seed: int, deadline: float, regime: str) -> Diagnosis | None:
    """What fresh cases confirm of what was proposed, in words."""
    counts, tried = confirm(d, proposed, seed + 2, deadline) if proposed else ([], 0)
    sure = [(c, n) for c, n in zip(proposed, counts, strict=True) if tried >= ENOUGH and n >= ALL * tried]
    if not sure:
        return None
    agreed = min(n for _, n in sure)
    told = told_by([c for c, _ in sure], d.quantity.name)
    words, quantity = explain(told, d, f"on {agreed} of {tried} cases")
    key = "; ".join(dict.fromkeys(cause(c, d) for c in told))
    return Diagnosis(joined([words, regime]), quantity, sure[0][0].change.says or key, agreed, tried, regime, key)


def _unnamed(d: Derivation, s: Sample, seed: int, regime: str) -> Diagnosis:
    """Nothing in the catalogue is it: what can be measured of it."""
    known = facts(d, s, seed)
    said = "; ".join([regime, *known] if regime else known)
    return Diagnosis(f"no named quantity under the changes tried; {said}", regime=regime, key="; ".join(known))


def confirm(d: Derivation, proposed: Sequence[Candidate], seed: int, deadline: float) -> tuple[list[int], int]:
    """At how many of how many fresh exact cases each candidate is the formula."""
    counts, tried, f = [0] * len(proposed), 0, ours(d)
    same = _same_in_balls if d.formula.exact else _same_in_floats
    for r in generic(d, seed, CASES, frozenset({"no far tails"})):
        if time.perf_counter() > deadline:
            break
        tried += 1
        for i, c in enumerate(proposed):
            counts[i] += same(d, f, c, r)
    return counts, tried


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


def _same_in_floats(d: Derivation, f: Formula, g: Formula, r: Regime) -> bool:
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
            allowed = OTHER_TEXT * scaled_error(value, radius(balls), COARSE, d.unit)
    except NO_VALUE:
        return False
    if found.shape[1:] == value.shape:  # the same at every point
        found = found[0]
    return bool(found.shape == value.shape and (np.abs(found - value) <= allowed).all())


__all__: Sequence[str] = ("Diagnosis", "confirm", "diagnose")
