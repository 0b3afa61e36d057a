"""A plain function against its reference: as floats, within the rounding error that is predicted.

The prediction is the radius of the reference in balls of the function's own precision, times FACTOR, since the order of a plain
function's operations is not known. A value farther off is tried again with inputs changed in the last place, and in the other
precision: rounding noise is not counted where the regime is an extreme one, and refutes at a simple one.
"""

import math
from contextlib import suppress
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import SingularCovariance
from verify.claim import Regime
from verify.derivation import Derivation
from verify.derivations import cases
from verify.derivations.compare import Look, difference_at, excuse, excused, raised, whole

FACTOR = 2.0**10
SHIFTS = 8
SIMPLE, EXTREME = 2.0**-22, 2.0**-6  # quotients of the errors in float64 and float32 that rounding explains; it alone has 2^-29


def in_floats(d: Derivation, regime: Regime, t: Fraction) -> Look:
    x = np.array([[float(c) for c in p] for p in regime.points])
    try:
        value, radius = certified(d, regime, t)
    except SingularCovariance:
        return Look()
    try:
        found = np.asarray(d.formula(regime.law(arithmetic.float64()), float(t), x), dtype=float)
    except Exception as e:
        return raised(d, regime, t, e)
    if found.shape != value.shape:
        return Look(error=f"returns shape {found.shape}, the {d.of} here has {value.shape}")
    allowed, gap = FACTOR * radius, np.abs(found - value)
    out = Look()
    for n in range(len(x)):
        if np.isfinite(radius[n]).all() and not np.isfinite(found[n]).all():
            if not excused(regime, t):
                i = (n, *map(int, np.argwhere(~np.isfinite(found[n]))[0]))
                name = "NaN" if math.isnan(found[i]) else "infinity"
                out.difference = difference_at(regime, t, i, name, exact(value[i], radius[i]), f"returns {name} at a finite input")
                return out
            out.missing.append(excuse(regime, t))
        elif not (radius[n] <= math.sqrt(d.unit) / 8 * max(1.0, np.abs(value[n]).max(initial=0.0))).all():
            out.blurred.append(f"{regime.name}, t = {t} (rounding alone could explain any value)")
        elif (gap[n] > allowed[n]).any():
            worst = np.unravel_index(np.argmax(gap[n] / allowed[n]), gap[n].shape) if gap[n].ndim else ()
            simple = regime.name.startswith("d=")
            noise = _noise(d, regime, t, x[n : n + 1], found[n : n + 1], value[n : n + 1], SIMPLE if simple else EXTREME)
            rounding = noise * 64 > gap[n][worst]
            if rounding and not simple:
                out.blurred.append(f"{regime.name}, t = {t} (off by its own rounding, {gap[n][worst]:.1g})")
                continue
            i = (n, *map(int, worst))
            why = f"rounding noise: off by {gap[n][worst]:.1g} where {allowed[n][worst]:.1g} is allowed" if rounding else ""
            shown = f"{found[i]:.{17 if d.unit < 2**-50 else 9}g}"
            out.difference = difference_at(regime, t, i, shown, exact(value[i], radius[i]), why)
            return out
        else:
            out.agree += 1
            size = np.abs(value[n]).max(initial=0.0)
            size = size if size > radius[n].max(initial=0.0) else 1.0  # next to zero, in units of a number next to one
            out.ulps.append((float(np.max(gap[n], initial=0.0) / (2 * d.unit * size)), regime.name))
    return out


def certified(d: Derivation, regime: Regime, t: Fraction) -> tuple[Any, Any]:
    """The reference at 256 bits, rounded to float64, and the radius that it has in balls of the function's own precision."""
    parts = []
    for bits in (256, round(-math.log2(d.unit))):
        ar = arithmetic.balls(bits)
        with ar.scope():
            x = ar.array([list(p) for p in regime.points])
            try:
                parts.append(np.asarray(d.reference(regime.law(ar), ar.array(t), x), dtype=object))
            except (ValueError, ZeroDivisionError):
                if bits == 256:
                    raise
                parts.append(parts[0] + ar.array(0) / ar.array(0))
    value = np.asarray(np.frompyfunc(float, 1, 1)(parts[0]), dtype=float)
    radius = np.asarray(np.frompyfunc(lambda e: float(e.rad()) if e.is_finite() else np.inf, 1, 1)(parts[1]), dtype=float)
    value, radius = whole(d, value, len(regime.points)), whole(d, radius, len(regime.points))
    return value, radius.clip(d.unit * np.maximum(1.0, np.abs(value)))


def exact(value: float, radius: float) -> str:
    return f"{value:.15g} (rounding explains {FACTOR * radius:.1g})"


def _noise(d: Derivation, regime: Regime, t: Fraction, x: Any, found: Any, value: Any, ratio: float) -> float:
    """What rounding does to these values: how far they move when the inputs change in the last place; and where the error shrinks
    with a finer precision, like rounding and unlike a wrong formula, all of it."""
    random, ar, moved = np.random.default_rng(0), arithmetic.float64(), 0.0
    p, step = cases.parameters(regime), 2 * d.unit
    for _ in range(SHIFTS):
        with suppress(Exception):
            law = cases.regime(d.law, {k: _shifted(v, k, step, random) for k, v in p.items()}, (), ()).law(ar)
            s = min(1.0, float(t) * (1 + step * random.integers(-1, 2)))
            y = x + step * np.maximum(1.0, np.abs(x)) * random.integers(-1, 2, x.shape)
            moved = max(moved, float(np.nanmax(np.abs(np.asarray(d.formula(law, s, y)) - found))))
    with suppress(Exception):
        other = d.formula.in_other_precision()(regime.law(ar), t, x)  # type: ignore[attr-defined]
        fine, coarse = (float(np.abs(v - value).max()) for v in ((found, other) if d.unit < 2.0**-40 else (other, found)))
        moved = max(moved, coarse if fine < ratio * coarse else 0.0)
    return moved


def _shifted(value: Any, name: str, step: float, random: Any) -> Any:
    a = np.array(value, dtype=float)
    change = step * random.integers(-1, 2, a.shape)
    if name.startswith("cov"):
        change = (change + change.swapaxes(-1, -2)) / 2
    return a if name == "weights" else a * (1 + change)
