"""When a formula is refuted: what it is instead, why, and where it is right after all.

A search in float64 (search.py) proposes; here each proposal is confirmed at fresh exact points, by balls if the formula runs in
them, else against certified values within the formula's own predicted rounding error. Nothing unconfirmed is said.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Formula, Regime
from verify.derivations.diagnosis.explain import cause, explain, told_by
from verify.derivations.diagnosis.facts import facts, rough
from verify.derivations.diagnosis.restrictions import where
from verify.derivations.diagnosis.sample import generic, on_path, ours, sample
from verify.derivations.diagnosis.search import Candidate, candidates, readings

CASES = 200
BITS = 128
UNITS = (
    2.0**12
)  # a formula that is not the candidate's text rounds differently: errors are told from rounding by orders of magnitude


@dataclass(frozen=True)
class Diagnosis:
    words: str
    quantity: str = ""
    change: str = ""
    agreed: int = 0
    tried: int = 0
    regime: str = ""
    key: str = ""


def diagnose(d: Any, seed: int = 0, deadline: float = float("inf")) -> Diagnosis | None:
    """What the refuted derivation is; `deadline` is a time of time.perf_counter(). It never spoils the verdict by raising."""
    try:
        return _diagnose(d, seed, deadline)
    except Exception as e:
        return Diagnosis(f"no diagnosis: it met {type(e).__name__}: {e}", key="no diagnosis")


def _diagnose(d: Any, seed: int, deadline: float) -> Diagnosis | None:
    from verify.derivations.plain import settled

    start, d = time.perf_counter(), settled(d)
    deadline = min(deadline, start + 25)
    regime, everywhere = where(d, seed, start + (deadline - start) / 4)
    if everywhere:
        return Diagnosis(regime, d.of, "", regime=regime, key=regime) if regime else None
    s = sample(d, seed)
    if s is None or not np.isfinite(s.F).all():
        return Diagnosis("; ".join(facts(d, s, seed)), regime=regime, key="not finite") if s is not None else None
    if noise := rough(d, s):
        return Diagnosis("; ".join([*noise, *([regime] if regime else [])]), d.of, regime=regime, key="; ".join(noise))
    proposed = readings(candidates(d, s, start + (deadline - start) * 0.7), d.of)
    counts, tried = confirm(d, proposed, seed + 2, deadline) if proposed else ([], 0)
    sure = [(c, n) for c, n in zip(proposed, counts, strict=True) if tried >= 20 and n >= 0.98 * tried]
    if not sure:
        known = facts(d, s, seed)
        return Diagnosis("no named quantity under the changes tried; " + "; ".join([regime, *known] if regime else known),
                         regime=regime, key="; ".join(known))  # fmt: skip
    agreed = min(n for _, n in sure)
    told = told_by([c for c, _ in sure], d.of)
    words, quantity = explain(told, d, f"on {agreed} of {tried} cases")
    key = "; ".join(dict.fromkeys(cause(c, d) for c in told))
    return Diagnosis(
        words + (f"; {regime}" if regime else ""), quantity, sure[0][0].variant.says or key, agreed, tried, regime, key
    )


def confirm(d: Any, proposed: Sequence[Candidate], seed: int, deadline: float) -> tuple[list[int], int]:
    """At how many of how many fresh exact cases each candidate is the formula."""
    counts, tried, f = [0] * len(proposed), 0, ours(d)
    same = _in_balls if "balls" in d.arithmetics and not d.unit else _in_floats
    for r in generic(d, seed, CASES, frozenset({"no far tails"})):
        if time.perf_counter() > deadline:
            break
        tried += 1
        for i, c in enumerate(proposed):
            counts[i] += same(d, f, c, r)
    return counts, tried


def _in_balls(d: Any, f: Formula, g: Formula, r: Regime) -> bool:
    """Both enclosures overlap, and both are narrow."""
    ar = arithmetic.balls(BITS)
    with ar.scope():
        law = on_path(d, r.law(ar))
        at = law, ar.array(r.times[0]), ar.array([list(p) for p in r.points])
        try:
            u, v = (np.asarray(h(*at), dtype=object) for h in (f, g))
        except (ValueError, TypeError, ArithmeticError, NotImplementedError):
            return False
        gap = u - v
        return all(e.contains(0) and float(e.rad()) < 2.0 ** (-BITS / 2) for e in gap.flat)


def _in_floats(d: Any, f: Formula, g: Formula, r: Regime) -> bool:
    """The difference is within UNITS of the rounding error that the candidate has in the formula's precision."""
    ar, coarse = arithmetic.float64(), arithmetic.balls(106)
    try:
        with np.errstate(all="ignore"):
            law = on_path(d, r.law(ar))
            found = np.asarray(f(law, ar.array(r.times[0]), ar.array([list(p) for p in r.points])), dtype=float)
        with coarse.scope():
            law = on_path(d, r.law(coarse))
            balls = np.asarray(g(law, coarse.array(r.times[0]), coarse.array([list(p) for p in r.points])), dtype=object)
            value, radius = (np.vectorize(h, otypes=[float])(balls) for h in (lambda e: float(e.mid()), lambda e: float(e.rad())))
    except (ValueError, TypeError, ArithmeticError, NotImplementedError):
        return False
    unit = d.unit or 2.0**-53
    if found.shape[1:] == value.shape:  # the same at every point
        found = found[0]
    predicted = radius * 2.0**106 * unit + unit * max(float(np.max(np.abs(value))), 1e-300)
    return bool(found.shape == value.shape and (np.abs(found - value) <= UNITS * predicted).all())


__all__: Sequence[str] = ("Diagnosis", "confirm", "diagnose")
