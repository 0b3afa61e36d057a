"""A formula at the same case again, at once and after all the others: what differs is random, or depends on earlier calls."""

from collections.abc import Iterator
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Regime
from verify.derivation import Derivation
from verify.derivations import cases
from verify.derivations.calling import Unusable
from verify.derivations.watch import quiet, reseeded

HISTORY = "depends on what was called before: at the end it gives other values than at its first call, with the same arguments"


def ladder(d: Derivation, seed: int) -> Iterator[Regime]:
    yield from d.regimes or cases.ladder(d.law, d.needs, seed)


def prepared(d: Derivation, seed: int) -> tuple[Derivation, Any, str]:
    """How the function is called, its values at the first case, and whether it gives them twice."""
    if "balls" not in d.arithmetics:
        from verify.derivations.plain import settled

        d = settled(d)
    first, second = (_at_first(d, seed, n) for n in (1, 2))
    if first is None or second is None or np.array_equal(first, second, equal_nan=True):
        return d, first, ""
    gap = np.nanmax(np.abs(first - second)) if first.shape == second.shape else float("nan")
    said = f"two calls with the same arguments differ by {gap:.3g}; pass a seed, or what it depends on"
    return d, first, f"is not deterministic: {said}"


def changed(d: Derivation, seed: int, before: Any) -> bool:
    """Are the values at the first case no longer those from `before`?"""
    try:
        return before is not None and not np.array_equal(before, _at_first(d, seed, 1), equal_nan=True)
    except Unusable:
        return True


def _at_first(d: Derivation, seed: int, n: int) -> Any:
    """The values at the first case, the global random state at seed n; None where it has none: the first case will tell."""
    regime = next(ladder(d, seed))
    ar = arithmetic.balls(128) if "balls" in d.arithmetics else arithmetic.float64()
    with ar.scope(), quiet(), reseeded(n):
        try:
            law, x = regime.law(ar), ar.array([[_entry(ar, c) for c in p] for p in regime.points])
            return ar.floats(np.asarray(d.formula(law, ar.array(_entry(ar, regime.times[0])), x)))
        except Unusable:
            raise
        except Exception:
            return None


def _entry(ar: Any, c: Any) -> Any:
    return float(c) if ar.name == "float64" else c
