"""A plain function against its reference: as floats, within the rounding error that is predicted (verify.evidence.rounding).

A value farther off is tried again (rounding_noise.py): rounding noise refutes at a simple regime, and is not counted at the others.
"""

import math
from fractions import Fraction

import numpy as np

from verify.claim import Regime, Role
from verify.derivations.judging.float_values import Values, values_at
from verify.derivations.judging.rounding_noise import NOISE, rounding_noise
from verify.derivations.seen import Difference, Gap, Seen, apart, at, difference_at, may_be_undefined, place_without_value
from verify.derivations.statement import Derivation
from verify.evidence.rounding import FEW

ROOM = 8  # OTHER_TEXT radii then reach past half of the digits, sqrt(unit)


def in_floats(d: Derivation, regime: Regime, t: Fraction) -> Seen:
    """What is seen at each point of the regime at time t, until one differs."""
    values = values_at(d, regime, t)
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
            seen.blurred.append(f"{at(d, regime.name, t)} (rounding alone could explain any value)")
        elif (values.gap[n] > values.allowed[n]).any():
            seen.add(_beyond_rounding(d, regime, t, values, n))
            if seen.difference:
                return seen
        else:
            seen.agree += 1
            found, bound = _ulps(values, d.unit, n)
            seen.ulps.append((found, regime.name, bound))
            seen.apart.append(apart(values.gap[n], np.abs(values.value[n]), regime, t))
    return seen


def _too_uncertain(values: Values, unit: float, n: int) -> bool:
    """Is the prediction so wide that a value with half of the digits wrong would pass? Then nothing can be told here."""
    size = max(1.0, np.abs(values.value[n]).max(initial=0.0))
    return not (values.radius[n] <= math.sqrt(unit) / (ROOM if values.bits >= FEW else 1) * size).all()


def _without_value(values: Values, regime: Regime, t: Fraction, n: int) -> Difference:
    i = (n, *map(int, np.argwhere(~np.isfinite(values.found[n]))[0]))
    name = "NaN" if math.isnan(values.found[i]) else "infinity"
    found, bound = name, float(values.allowed[i])
    why = f"returns {name} at a finite input"
    return difference_at(regime, t, i, found, _shown(values, i), math.inf, bound, gap=Gap.NO_VALUE, why=why)


def _beyond_rounding(d: Derivation, regime: Regime, t: Fraction, values: Values, n: int) -> Seen:
    """A difference, unless rounding explains it after all, and the regime is not a simple one."""
    gap, allowed = values.gap[n], values.allowed[n]
    worst = np.unravel_index(np.argmax(gap / allowed), gap.shape) if gap.ndim else ()
    noise = rounding_noise(d, regime, t, values, n)
    rounding = noise * NOISE > gap[worst]
    if rounding and (regime.role is not Role.SIMPLE or d.bits < FEW):
        return Seen(blurred=[f"{at(d, regime.name, t)} (off by its own rounding, {gap[worst]:.1g})"])
    i = (n, *map(int, worst))
    found = f"{values.found[i]:.{17 if d.formula.dtype == 'float64' else 9}g}"
    why = f"rounding noise: off by {gap[worst]:.1g} where {allowed[worst]:.1g} is allowed" if rounding else ""
    kind = Gap.ROUNDING_NOISE if rounding else Gap.WRONG_VALUE
    far = float(gap[worst]), float(allowed[worst])
    return Seen(difference=difference_at(regime, t, i, found, _shown(values, i), *far, gap=kind, why=why))


def _ulps(values: Values, unit: float, n: int) -> tuple[float, float]:
    """The largest error at point n, and what is allowed of it, in ulps of the largest entry; next to zero, of one next to 1."""
    size = np.abs(values.value[n]).max(initial=0.0)
    size = size if size > values.radius[n].max(initial=0.0) else 1.0
    gap, allowed = (np.atleast_1d(a[n]).ravel() / (2 * unit * size) for a in (values.gap, values.allowed))
    worst = int(np.argmax(gap)) if gap.size else None
    return (0.0, 0.0) if worst is None else (float(gap[worst]), float(allowed[worst]))


def _shown(values: Values, i: tuple[int, ...]) -> str:
    what = f"a tolerance of {values.tolerance:.1g} allows" if values.tolerance else "rounding explains"
    return f"{values.value[i]:.15g} ({what} {values.allowed[i]:.1g})"
