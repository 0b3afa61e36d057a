"""A formula that differs, and would not without the small constants of its text (guards.py): right but for a guard.

It must be right without them wherever it has a value; they must guard something, a place where it has no value without them;
and away from such places they must hardly be seen. What is wrong beside its guard stays wrong.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Regime, Role
from verify.derivations import cases
from verify.derivations.guards import Guard
from verify.derivations.judging.approximation import OF, farthest, within
from verify.derivations.judging.climb import climb
from verify.derivations.observed_call import quiet
from verify.derivations.seen import Apart, Seen
from verify.derivations.statement import Derivation, Runnable

ANY = 1e300  # a tolerance that finite values are within
SEEN = 1e3  # times its size is the most that a guard may move a value, away from the ends of time. Chosen
AWAY = Fraction(1, 64)  # from them
MOST = 4  # that are named


@dataclass(frozen=True)
class Guarded:
    """What was seen of the formula without its guards, which they are, and where they show most."""

    seen: Seen
    guards: Sequence[Guard]
    most: Apart

    def __str__(self) -> str:
        several = "guards" if len(self.guards) > 1 else "a guard"
        said = f"right but for {several} of {', '.join(map(str, self.guards[:MOST]))}"
        return f"{said}, seen by up to {self.most.gap:.2g} {OF}, most at {self.most}"


def guarded(d: Derivation, seed: int, end: float) -> Guarded | None:
    """What is right but for its guards; None: it has none, or is wrong without them too, or they do more than guard."""
    bare, guards = d.formula.without_guards()
    if not guards or not _keeps_a_value(d, bare, seed):
        return None
    seen, stopped = climb(replace(d, formula=bare), seed, end)
    if stopped or seen.decided or seen.doubt or not seen.agree:
        return None
    shown, stopped = climb(within(d, ANY), seed, end)
    away = [a.gap for a in shown.apart if a.regime.role in (Role.SIMPLE, Role.GENERIC) and AWAY < a.t < 1 - AWAY]
    if stopped or shown.decided or max(away, default=0.0) > SEEN * max(g.size for g in guards):
        return None
    return Guarded(seen, guards, farthest(shown))


def _keeps_a_value(d: Derivation, bare: Runnable, seed: int) -> bool:
    """Is there a place where the formula has a value, and has none without its guards? The ends of time count, assumed or not."""
    regimes = d.regimes or [r for r in cases.ladder(d.law, d.needs, seed) if r.role in (Role.SIMPLE, Role.SINGULAR)]
    places = ((r, t) for r in regimes for t in dict.fromkeys((Fraction(0), Fraction(1), *r.times)) if d.convention.defined(t))
    return any(_has_value(d.formula, r, t) and not _has_value(bare, r, t) for r, t in places)


def _has_value(formula: Any, regime: Regime, t: Fraction) -> bool:
    ar = arithmetic.balls(128) if formula.exact else arithmetic.float64()
    x = [[c if formula.exact else float(c) for c in p] for p in regime.points]
    try:
        with ar.scope(), quiet():
            value = formula(regime.law(ar), ar.array(t) if formula.exact else float(t), ar.array(x))
            return bool(np.isfinite(ar.floats(np.asarray(value))).all())
    except Exception:
        return False
