"""Whether a value that is farther off than predicted is so by rounding: told by what rounding does, and a wrong formula does not.

It moves when an input moves by its last place; the error shrinks with a finer precision; it grows towards an end of time, from
nothing, as a power of the distance.
"""

import math
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Regime, Role
from verify.derivations import cases
from verify.derivations.judging.float_values import Values, values_at
from verify.derivations.observed_call import quiet
from verify.derivations.seen import Seen
from verify.derivations.statement import Derivation
from verify.derivations.whole_numbers import is_whole
from verify.evidence.rounding import FEW
from verify.regimes.operands import WHOLE

SHIFTS = 8  # random changes of the inputs in their last place: the largest of so many is of the size of the noise
NOISE = 64  # an error is rounding if one input moved by its last place moves a value by 1/64 of it: a text has some dozens of steps
# Rounding alone makes the error in float64 2^-29 of that in float32. A formula that is wrong has the same error in both. Where the
# two mix, a quotient below these counts as rounding: at a simple regime 2^7 above pure rounding, at others, which may cancel, 2^23.
SIMPLE_QUOTIENT, OTHER_QUOTIENT = 2.0**-22, 2.0**-6
EARLY, FAST = 16, 4  # a text may lose digits like u/s^p, p <= 4, within s = 2^-16 of an end of time, where it cancels


def rounding_noise(d: Derivation, regime: Regime, t: Fraction, values: Values, n: int) -> float:
    """What rounding does to the values at point n: how far they move when the inputs change in the last place; and where the error
    shrinks with a finer precision, like rounding and unlike a wrong formula, all of it."""
    with quiet():
        moved = _moved(d, regime, t, values, n) if d.bits >= FEW else 0.0  # of few it is as large as what is wrong
        return max(moved, _shrinking_error(d, regime, t, values, n), _growing_error(d, regime, t, values, n))


def _moved(d: Derivation, regime: Regime, t: Fraction, values: Values, n: int) -> float:
    random, ar, moved = np.random.default_rng(0), arithmetic.float64(), 0.0
    x, found = values.x[n : n + 1], values.found[n : n + 1]
    p, step = cases.parameters(regime), 2 * d.unit
    last = d.unit * (t not in (0, 1))  # the last place beside 1, where 1 - t has it; a jump at an end is no noise
    for _ in range(SHIFTS):
        with suppress(Exception):
            shifted = {k: v if k in WHOLE else _shifted(v, k, step, random) for k, v in p.items()}
            law = cases.regime(d.law, shifted, (), ()).law(ar)
            s = min(max(float(t) + last * random.integers(-1, 2), 0.0), 1.0)
            y = x + step * np.maximum(1.0, np.abs(x)) * random.integers(-1, 2, x.shape)
            fed = d.fed(law, s, y)
            given = {k: v if is_whole(v) else v * (1 + step * random.integers(-1, 2, np.shape(v))) for k, v in fed.items()}
            moved = max(moved, float(np.nanmax(np.abs(np.asarray(d.formula(law, s, y, given)) - found))))
    return moved


def _shrinking_error(d: Derivation, regime: Regime, t: Fraction, values: Values, n: int) -> float:
    """The error in float32, if that in float64 is so much smaller that only rounding can be the cause; else zero."""
    limit = SIMPLE_QUOTIENT if regime.role is Role.SIMPLE and d.bits >= FEW else OTHER_QUOTIENT
    found, value = values.found[n : n + 1], values.value[n : n + 1]
    if (formula := d.formula.in_other_precision()) is None:
        return 0.0
    with suppress(Exception):  # of the user's function
        other = formula(regime.law(arithmetic.float64()), t, values.x[n : n + 1])
        own, others = (float(np.abs(v - value).max()) for v in (found, other))
        fine, coarse = (own, others) if d.formula.dtype == "float64" else (others, own)
        return coarse if fine < limit * coarse else 0.0
    return 0.0


def _growing_error(d: Derivation, regime: Regime, t: Fraction, values: Values, n: int) -> float:
    """The error near an end of time, if it has grown to it as rounding does that a text divides by powers of the distance s, like
    c u/s^p with c of order 1: at 2^-k/2 the power shows, and at 2^-k/4 the error is no larger than that power makes of u. What a
    guard adds is larger there, and what a clip does is not seen before it.
    """
    end = int(t > Fraction(1, 2))
    k = int(1 / abs(t - end)).bit_length() - 1 if t not in (0, 1) else 0
    if d.bits < FEW or k < EARLY:
        return 0.0
    early, middle = (_relative_error(d, regime, abs(end - Fraction(1, 2 ** (k // part))), n) for part in (4, 2))
    power = math.log2(middle / d.unit) / (k // 2) if middle > NOISE * d.unit else math.inf
    explained = power <= FAST and early <= NOISE * d.unit * 2.0 ** (power * (k // 4))
    return float(values.gap[n].max(initial=0.0)) if explained else 0.0


def _relative_error(d: Derivation, regime: Regime, t: Fraction, n: int) -> float:
    """At point n, of the size of the value; NaN where there is none."""
    at = values_at(d, replace(regime, points=regime.points[n : n + 1]), t)
    return math.nan if isinstance(at, Seen) else float(at.gap.max(initial=0.0) / max(1.0, np.abs(at.value).max(initial=0.0)))


def _shifted(value: Any, name: str, step: float, random: Any) -> Any:
    """A parameter changed in its last place; weights, which must add up to one, stay as they are."""
    a = np.array(value, dtype=float)
    change = step * random.integers(-1, 2, a.shape)
    if name in ("cov0", "cov1", "covs"):
        change = (change + change.swapaxes(-1, -2)) / 2
    return a if name == "weights" else a * (1 + change)
