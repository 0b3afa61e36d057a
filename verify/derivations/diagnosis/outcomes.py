"""The outcome of a formula at the points of a regime: right, wrong or NaN, within its own predicted rounding error."""

from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Regime
from verify.derivations.statement import Derivation
from verify.evidence.rounding import OTHER_TEXT, midpoint, radius, scaled_error

RIGHT, WRONG, NAN, UNKNOWN = "right", "wrong", "nan", "unknown"
BITS = 128  # far more than float64 has, so that radii are proportional to the unit: see `scaled_error`


def outcomes(d: Derivation, r: Regime) -> list[str]:
    """The outcome at each time and point of the regime, all points of a time at once."""
    found: list[str] = []
    for t in r.times:
        found += _at_time(d, r, t)
    return found


def _at_time(d: Derivation, r: Regime, t: Any) -> list[str]:
    n, coarse = len(r.points), arithmetic.balls(BITS)
    try:
        with coarse.scope():
            balls = d.reference(r.law(coarse), coarse.array(t), coarse.array([list(p) for p in r.points]))
            value = midpoint(balls)
            allowed = OTHER_TEXT * scaled_error(value, radius(balls), BITS, d.unit)
    except (ValueError, ArithmeticError, NotImplementedError):  # the quantity has no value there
        return [UNKNOWN] * n
    try:
        with np.errstate(all="ignore"):
            own = _own(d, r, t, arithmetic.float64() if d.formula.floats else coarse)
    except Exception:
        return [NAN] * n
    return _outcomes(own, value, allowed, n)


def _own(d: Derivation, r: Regime, t: Any, ar: Any) -> np.ndarray:
    with ar.scope():
        value = d.formula(r.law(ar), ar.array(t), ar.array([list(p) for p in r.points]))
        return np.asarray(value, dtype=float) if ar.name == "float64" else midpoint(value)


def _outcomes(own: np.ndarray, value: np.ndarray, allowed: np.ndarray, n: int) -> list[str]:
    if own.shape != value.shape and own.shape[1:] == value.shape:
        value, allowed = np.broadcast_to(value, own.shape), np.broadcast_to(allowed, own.shape)
    if own.shape != value.shape:
        return [WRONG] * n
    bad, nan = ~(np.abs(own - value) <= allowed), ~np.isfinite(own)
    if value.ndim == 0 or len(value) != n:
        return [_outcome(bad, nan)] * n
    return [_outcome(bad[i], nan[i]) for i in range(n)]


def _outcome(bad: np.ndarray, nan: np.ndarray) -> str:
    if nan.any():
        return NAN
    return WRONG if bad.any() else RIGHT
