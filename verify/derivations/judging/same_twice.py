"""A formula at the same case again, at once and after all the others: what differs is random, or depends on earlier calls."""

from typing import Any

import numpy as np

from analytic import arithmetic
from verify.derivations import cases
from verify.derivations.observed_call import quiet, reseeded
from verify.derivations.statement import Derivation, Unusable

HISTORY = "depends on what was called before: at the end it gives other values than at its first call, with the same arguments"


def first_values(d: Derivation, seed: int) -> tuple[Any, str]:
    """The formula's values at its first case, and what is wrong if a second call does not give them again."""
    first, second = (_at_first_case(d, seed, n) for n in (1, 2))
    if first is None or second is None or np.array_equal(first, second, equal_nan=True):
        return first, ""
    gap = np.nanmax(np.abs(first - second)) if first.shape == second.shape else float("nan")
    said = f"two calls with the same arguments differ by {gap:.3g}; pass a seed, or what it depends on"
    return first, f"is not deterministic: {said}"


def gives_them_still(d: Derivation, seed: int, first: Any) -> bool:
    """Are the values at the first case those from before? Yes if there were none."""
    try:
        return first is None or np.array_equal(first, _at_first_case(d, seed, 1), equal_nan=True)
    except Unusable:
        return False


def _at_first_case(d: Derivation, seed: int, state: int) -> Any:
    """The values at the first case, the global random state at seed `state`; None where it has none: the first case will tell."""
    regime = next(iter(d.regimes or cases.ladder(d.law, d.needs, seed)))
    ar = arithmetic.balls(128) if d.formula.exact else arithmetic.float64()
    entry: Any = (lambda c: c) if d.formula.exact else float
    with ar.scope(), quiet(), reseeded(state):
        try:
            law, x = regime.law(ar), ar.array([[entry(c) for c in p] for p in regime.points])
            return ar.floats(np.asarray(d.formula(law, ar.array(entry(regime.times[0])), x)))
        except Unusable:
            raise
        except Exception:
            return None
