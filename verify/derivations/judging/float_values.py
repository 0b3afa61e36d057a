"""A plain function and its reference in floats, at the points of a regime: what it gives, the certified value, and its rounding."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import SingularCovariance
from verify.claim import Regime
from verify.derivations.judging.shapes import aligned, at_every_point
from verify.derivations.judging.undefined import seen_of_error
from verify.derivations.seen import Seen
from verify.derivations.statement import Derivation
from verify.evidence.rounding import other_text, radius_of

FINE = 256  # bits of the value itself: far more than a law of the ladder can cancel


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


def values_at(d: Derivation, regime: Regime, t: Fraction) -> Values | Seen:
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
