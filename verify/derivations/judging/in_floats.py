"""A plain function against its reference: as floats, within the rounding error that is predicted (verify.evidence.rounding).

A value farther off is tried again with inputs changed in the last place, and in the other precision: rounding noise refutes at a
simple regime, and is not counted at the others.
"""

import math
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import SingularCovariance
from verify.claim import Regime, Role
from verify.derivations import cases
from verify.derivations.judging.shapes import aligned, at_every_point
from verify.derivations.judging.undefined import seen_of_error
from verify.derivations.observed_call import quiet
from verify.derivations.seen import Difference, Gap, Seen, apart, difference_at, may_be_undefined, place_without_value, when
from verify.derivations.statement import Derivation
from verify.evidence.rounding import FEW, other_text, radius_of

ROOM = 8  # OTHER_TEXT radii then reach past half of the digits, sqrt(unit)
FINE = 256  # bits of the value itself: far more than a law of the ladder can cancel
SHIFTS = 8  # random changes of the inputs in their last place: the largest of so many is of the size of the noise
NOISE = 64  # an error is rounding if one input moved by its last place moves a value by 1/64 of it: a text has some dozens of steps
# Rounding alone makes the error in float64 2^-29 of that in float32. A formula that is wrong has the same error in both. Where the
# two mix, a quotient below these counts as rounding: at a simple regime 2^7 above pure rounding, at others, which may cancel, 2^23.
SIMPLE_QUOTIENT, OTHER_QUOTIENT = 2.0**-22, 2.0**-6


@dataclass(frozen=True)
class Values:
    """At each point: what the function gives, the certified value, and the predicted radius of its rounding; all (n, ...)."""

    x: Any
    found: Any
    value: Any
    radius: Any
    tolerance: float
    bits: int

    @property
    def gap(self) -> Any:
        return np.abs(self.found - self.value)

    @property
    def allowed(self) -> Any:
        return np.maximum(other_text(self.bits) * self.radius, self.tolerance * np.maximum(1.0, np.abs(self.value)))


def in_floats(d: Derivation, regime: Regime, t: Fraction) -> Seen:
    """What is seen at each point of the regime at time t, until one differs."""
    values = _values(d, regime, t)
    if isinstance(values, Seen):
        return values
    seen = Seen()
    for n in range(len(values.x)):
        if np.isfinite(values.radius[n]).all() and not np.isfinite(values.found[n]).all():
            if not may_be_undefined(regime, t):
                seen.difference = _without_value(values, regime, t, n)
                return seen
            seen.missing.append(place_without_value(d, regime, t))
        elif _too_uncertain(values, d.unit, n):
            seen.blurred.append(f"{regime.name}, {when(d, t)} (rounding alone could explain any value)")
        elif (values.gap[n] > values.allowed[n]).any():
            seen.add(_beyond_rounding(d, regime, t, values, n))
            if seen.difference:
                return seen
        else:
            seen.agree += 1
            seen.ulps.append((_ulps(values, d.unit, n), regime.name))
            seen.apart.append(apart(values.gap[n], np.abs(values.value[n]), regime, t))
    return seen


def _values(d: Derivation, regime: Regime, t: Fraction) -> Values | Seen:
    """Formula and reference; what is seen instead where one of them has nothing to compare."""
    x = np.array([[float(c) for c in p] for p in regime.points])
    try:
        value, error = certified(d, regime, t)
    except SingularCovariance:
        return Seen()
    try:
        found = np.asarray(d.formula(regime.law(arithmetic.float64()), float(t), x), dtype=float)
    except Exception as e:
        return seen_of_error(d, regime, t, e)
    found = aligned(found, value)
    if found.shape != value.shape:
        return Seen(error=f"returns shape {found.shape}, the {d.quantity.name} here has {value.shape}")
    return Values(x, found, value, error, d.formula.tolerance, d.bits)


def certified(d: Derivation, regime: Regime, t: Fraction) -> tuple[Any, Any]:
    """The reference at FINE bits, rounded to float64, and the radius that it has in balls of the function's own precision."""
    n = len(regime.points)
    exact = _reference(d, regime, t, FINE)
    try:
        error = radius_of(lambda bits: _reference(d, regime, t, bits), d.bits)
    except (ValueError, ZeroDivisionError):  # balls of so few bits are too wide for it
        error = np.full(exact.shape, np.inf)
    value = at_every_point(d.quantity, np.asarray(np.frompyfunc(float, 1, 1)(exact), dtype=float), n)
    return value, at_every_point(d.quantity, error, n).clip(d.unit * np.maximum(1.0, np.abs(value)))


def _reference(d: Derivation, regime: Regime, t: Fraction, bits: int) -> Any:
    ar = arithmetic.balls(bits)
    with ar.scope():
        x = ar.array([list(p) for p in regime.points])
        return np.asarray(d.reference(regime.law(ar), ar.array(t), x), dtype=object)


def _too_uncertain(values: Values, unit: float, n: int) -> bool:
    """Is the prediction so wide that a value with half of the digits wrong would pass? Then nothing can be told here."""
    size = max(1.0, np.abs(values.value[n]).max(initial=0.0))
    return not (values.radius[n] <= math.sqrt(unit) / (ROOM if values.bits >= FEW else 1) * size).all()


def _without_value(values: Values, regime: Regime, t: Fraction, n: int) -> Difference:
    i = (n, *map(int, np.argwhere(~np.isfinite(values.found[n]))[0]))
    name = "NaN" if math.isnan(values.found[i]) else "infinity"
    return difference_at(regime, t, i, name, _shown(values, i), Gap.NO_VALUE, f"returns {name} at a finite input")


def _beyond_rounding(d: Derivation, regime: Regime, t: Fraction, values: Values, n: int) -> Seen:
    """A difference, unless rounding explains it after all, and the regime is not a simple one."""
    gap, allowed = values.gap[n], values.allowed[n]
    worst = np.unravel_index(np.argmax(gap / allowed), gap.shape) if gap.ndim else ()
    noise = _noise(d, regime, t, values, n)
    rounding = noise * NOISE > gap[worst]
    if rounding and (regime.role is not Role.SIMPLE or d.bits < FEW):
        return Seen(blurred=[f"{regime.name}, {when(d, t)} (off by its own rounding, {gap[worst]:.1g})"])
    i = (n, *map(int, worst))
    found = f"{values.found[i]:.{17 if d.formula.dtype == 'float64' else 9}g}"
    why = f"rounding noise: off by {gap[worst]:.1g} where {allowed[worst]:.1g} is allowed" if rounding else ""
    kind = Gap.ROUNDING_NOISE if rounding else Gap.WRONG_VALUE
    return Seen(difference=difference_at(regime, t, i, found, _shown(values, i), kind, why))


def _ulps(values: Values, unit: float, n: int) -> float:
    """The largest error at point n in ulps of the largest entry there; next to zero, of a number next to one."""
    size = np.abs(values.value[n]).max(initial=0.0)
    size = size if size > values.radius[n].max(initial=0.0) else 1.0
    return float(np.max(values.gap[n], initial=0.0) / (2 * unit * size))


def _shown(values: Values, i: tuple[int, ...]) -> str:
    what = f"a tolerance of {values.tolerance:.1g} allows" if values.tolerance else "rounding explains"
    return f"{values.value[i]:.15g} ({what} {values.allowed[i]:.1g})"


def _noise(d: Derivation, regime: Regime, t: Fraction, values: Values, n: int) -> float:
    """What rounding does to the values at point n: how far they move when the inputs change in the last place; and where the error
    shrinks with a finer precision, like rounding and unlike a wrong formula, all of it."""
    with quiet():
        moved = _moved(d, regime, t, values, n) if d.bits >= FEW else 0.0  # of few it is as large as what is wrong
        return max(moved, _shrinking_error(d, regime, t, values, n))


def _moved(d: Derivation, regime: Regime, t: Fraction, values: Values, n: int) -> float:
    random, ar, moved = np.random.default_rng(0), arithmetic.float64(), 0.0
    x, found = values.x[n : n + 1], values.found[n : n + 1]
    p, step = cases.parameters(regime), 2 * d.unit
    last = d.unit * (t not in (0, 1))  # the last place beside 1, where 1 - t has it; a jump at an end is no noise
    for _ in range(SHIFTS):
        with suppress(Exception):
            shifted = {k: _shifted(v, k, step, random) for k, v in p.items()}
            law = cases.regime(d.law, shifted, (), ()).law(ar)
            s = min(max(float(t) + last * random.integers(-1, 2), 0.0), 1.0)
            y = x + step * np.maximum(1.0, np.abs(x)) * random.integers(-1, 2, x.shape)
            given = {k: v * (1 + step * random.integers(-1, 2, np.shape(v))) for k, v in d.fed(law, s, y).items()}
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


def _shifted(value: Any, name: str, step: float, random: Any) -> Any:
    """A parameter changed in its last place; weights, which must add up to one, stay as they are."""
    a = np.array(value, dtype=float)
    change = step * random.integers(-1, 2, a.shape)
    if name in ("cov0", "cov1", "covs"):
        change = (change + change.swapaxes(-1, -2)) / 2
    return a if name == "weights" else a * (1 + change)
