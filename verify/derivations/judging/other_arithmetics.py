"""A formula that balls accept, tried in the other arithmetics: digits, float64, and torch where the user's file has imported it.

The verdict is on the mathematics and stands; what an arithmetic finds is a record of its own, and a note if it is not well.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Outcome, Regime
from verify.derivation import Derivation
from verify.derivations import cases
from verify.derivations.compare import Look, whole
from verify.derivations.rounding import in_floats

LAWS = 8
DIGITS, WITHIN = 60, 1e-45


@dataclass(frozen=True)
class Elsewhere:
    name: str
    outcome: Outcome
    measure: float
    unit: str
    words: str


def elsewhere(d: Derivation, seed: int) -> Iterator[Elsewhere]:
    """What each other arithmetic finds on a few generic laws."""
    tries = {"digits": _digits, "float64": _float64, "torch": _torch}
    for name, attempt in tries.items():
        if name not in d.arithmetics or (name == "torch" and "torch" not in sys.modules):
            continue
        try:
            yield attempt(d, d.regimes or tuple(cases.fresh(d.law, d.needs, seed, LAWS)))
        except Exception as e:
            yield Elsewhere(name, Outcome.UNDECIDED, float("nan"), "", f"in {name} it raises {type(e).__name__}: {e}")


def _digits(d: Derivation, regimes: tuple[Regime, ...]) -> Elsewhere:
    ar, worst = arithmetic.digits(DIGITS), 0.0
    for r in regimes:
        law, t, x = r.law(ar), ar.array(r.times[0]), ar.array([list(p) for p in r.points])
        known = whole(d, np.asarray(d.reference(law, t, x)), len(x))
        gap = ar.floats(np.asarray(np.asarray(d.formula(law, t, x)) - known))
        worst = max(worst, float(np.max(np.abs(gap) / np.maximum(1, np.abs(ar.floats(known))))))
    outcome = Outcome.HOLDS if worst <= WITHIN else Outcome.REFUTED
    return Elsewhere("digits", outcome, worst, "relative", f"to {worst:.1g} in {DIGITS} digits")


def _float64(d: Derivation, regimes: tuple[Regime, ...]) -> Elsewhere:
    return _floats("float64", replace(d, unit=2.0**-53), regimes)


def _torch(d: Derivation, regimes: tuple[Regime, ...]) -> Elsewhere:
    ar, total = arithmetic.torch(), Look()
    for r in regimes:

        def formula(law: Any, t: Any, x: Any, r: Regime = r) -> Any:
            return ar.floats(d.formula(r.law(ar), ar.array(t), ar.array(x)))

        total.add(in_floats(replace(d, unit=2.0**-53, formula=formula), r, r.times[0]))
    return _said("torch", total)


def _floats(name: str, d: Derivation, regimes: tuple[Regime, ...]) -> Elsewhere:
    total = Look()
    for r in regimes:
        total.add(in_floats(d, r, r.times[0]))
    return _said(name, total)


def _said(name: str, seen: Look) -> Elsewhere:
    if seen.difference or seen.error or not seen.agree:
        bad = seen.error or (
            f"{seen.difference.found}, not {seen.difference.certified}" if seen.difference else "nothing to compare"
        )
        outcome = Outcome.REFUTED if seen.difference else Outcome.UNDECIDED
        return Elsewhere(name, outcome, float("nan"), "ulps", f"in {name}: {bad}")
    most = max(u for u, _ in seen.ulps)
    return Elsewhere(name, Outcome.HOLDS, most, "ulps", f"to {most:.2g} ulps in {name}")
