"""The outcome of a formula at the points of a regime: right, wrong or NaN, within its own predicted rounding error."""

from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Regime

RIGHT, WRONG, NAN, UNKNOWN = "right", "wrong", "nan", "unknown"
UNITS = 2.0**12


def judge(d: Any, r: Regime) -> list[str]:
    """The outcome at each time and point of the regime, all points of a time at once."""
    ar, coarse, found = arithmetic.float64(), arithmetic.balls(128), []
    unit = d.unit or 2.0**-53
    exact = "float64" not in d.arithmetics and not d.unit
    for t in r.times:
        try:
            with coarse.scope():
                x = coarse.array([list(p) for p in r.points])
                balls = np.asarray(d.reference(r.law(coarse), coarse.array(t), x), dtype=object)
                value = np.vectorize(lambda e: float(e.mid()), otypes=[float])(balls)
                radius = np.vectorize(lambda e: float(e.rad()), otypes=[float])(balls)
        except (ValueError, TypeError, ArithmeticError, NotImplementedError):
            found += [UNKNOWN] * len(r.points)
            continue
        allowed = UNITS * unit * (radius * 2.0**128 + float(np.max(np.abs(value), initial=0.0)) + 2.0**-1000)
        try:
            with np.errstate(all="ignore"):
                own = _own(d, r, t, coarse if exact else ar)
        except Exception:
            found += [NAN] * len(r.points)
            continue
        found += _outcomes(own, value, allowed, len(r.points))
    return found


def _own(d: Any, r: Regime, t: Any, ar: Any) -> np.ndarray:
    with ar.scope():
        value = d.formula(r.law(ar), ar.array(t), ar.array([list(p) for p in r.points]))
        return (
            np.asarray(value, dtype=float)
            if ar.name == "float64"
            else np.asarray(np.vectorize(lambda e: float(e.mid()), otypes=[float])(np.asarray(value, dtype=object)))
        )


def _outcomes(own: np.ndarray, value: np.ndarray, allowed: np.ndarray, n: int) -> list[str]:
    if own.shape != value.shape and own.shape[1:] == value.shape:
        value, allowed = np.broadcast_to(value, own.shape), np.broadcast_to(allowed, own.shape)
    if own.shape != value.shape:
        return [WRONG] * n
    bad, nan = ~(np.abs(own - value) <= allowed), ~np.isfinite(own)
    if value.ndim == 0 or len(value) != n:
        return [NAN if nan.any() else WRONG if bad.any() else RIGHT] * n
    return [NAN if nan[i].any() else WRONG if bad[i].any() else RIGHT for i in range(n)]
