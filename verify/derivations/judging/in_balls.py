"""A derivation and its reference in balls: a difference that excludes zero refutes, one within 2^-200 agrees; else more bits."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import SingularCovariance
from verify.claim import Regime, excess
from verify.derivations.judging.shapes import aligned, at_every_point
from verify.derivations.judging.undefined import seen_of_error
from verify.derivations.notation import names
from verify.derivations.observed_call import quiet
from verify.derivations.seen import Seen, apart, at, describe, difference_at, may_be_undefined, place_without_value
from verify.derivations.statement import Derivation
from verify.evidence.enclosure import BITS, Enclosure, compare
from verify.evidence.kinds import BALLS_BOUND


@dataclass(frozen=True)
class Values:
    """Both values in balls, with the points as first axis."""

    found: Any
    known: Any


LITERAL = 2.0**-40  # a float literal is off by 2^-53 of itself; the rest is room for what the formula makes of it


def in_balls(d: Derivation, regime: Regime, t: Fraction) -> Seen:
    """What is seen at all points of the regime at time t, with as many bits as it takes."""
    for bits in BITS:
        ar = arithmetic.balls(bits)
        with ar.scope():
            values = _values(d, regime, t, ar)
            if isinstance(values, Seen):
                return values
            try:
                enclosed = compare(values.found, values.known)
                if d.formula.tolerance:
                    enclosed = compare(_beyond(values, d.formula.tolerance), 0 * values.known)
            except TypeError as e:
                return Seen(error=str(e))
            if enclosed.differs:
                return _differing(d, regime, t, values, enclosed)
            settled = enclosed.width_where_defined < BALLS_BOUND
            if settled and (not enclosed.undefined or bits == BITS[-1]):
                return _agreeing(d, regime, t, values, enclosed)
            if enclosed.undefined and may_be_undefined(regime, t):
                return Seen(missing=[place_without_value(d, regime, t)])
    return Seen(undecided=[f"{at(d, regime.name, t)}: balls of {bits} bits are too wide"], valueless=len(regime.points))


def _values(d: Derivation, regime: Regime, t: Fraction, ar: Any) -> Values | Seen:
    """Formula and reference; what is seen instead where one of them has nothing to compare."""
    law, ball, x = regime.law(ar), ar.array(t), ar.array([list(p) for p in regime.points])
    try:
        known = np.asarray(d.reference(law, ball, x), dtype=object)
    except SingularCovariance:
        return Seen()  # there is nothing to compare with
    try:
        with quiet():
            found = np.asarray(d.formula(law, ball, x), dtype=object)
    except Exception as e:
        return seen_of_error(d, regime, t, e)
    try:
        return _aligned(d, found, known, len(x))
    except ValueError as e:
        return Seen(error=f"{e} (at {at(d, describe(regime, names(d)), t)})")


def _aligned(d: Derivation, found: Any, known: Any, n: int) -> Values:
    """Both with the points as first axis; values that are the same at every point may come without it."""
    known = at_every_point(d.quantity, known, n)
    found = aligned(found, known)
    if found.shape != known.shape:
        raise ValueError(f"returns shape {found.shape} for {n} points; the {d.quantity.name} here has shape {known.shape}")
    return Values(found, known)


def _differing(d: Derivation, regime: Regime, t: Fraction, values: Values, enclosed: Enclosure) -> Seen:
    i = min(enclosed.differs)
    found, known = values.found[i], values.known[i]
    why, distance = _why_so_small(found - known, known), float((found - known).abs_lower())
    bound = d.formula.tolerance * max(1.0, float(known.abs_upper())) if d.formula.tolerance else BALLS_BOUND
    return Seen(difference=difference_at(regime, t, i, _shown(found), _shown(known), distance, bound, why=why))


def _beyond(values: Values, tolerance: float) -> Any:
    """How far an approximation is beyond its tolerance; zero where it is certain to be within."""
    sizes = np.frompyfunc(lambda e: abs(e).max(1), 1, 1)(values.known)
    return excess(abs(values.found - values.known) - tolerance * sizes)


def _agreeing(d: Derivation, regime: Regime, t: Fraction, values: Values, enclosed: Enclosure) -> Seen:
    """The points with a value agree; those without one, where each must have one, are left undecided."""
    without = {i[0] for i in enclosed.undefined}
    undecided = [place_without_value(d, regime, t)] if without else []
    agreeing = [i for i in range(len(enclosed.gap)) if i not in without]
    gaps = [apart(_above(values.found[i] - values.known[i]), _above(values.known[i]), regime, t) for i in agreeing]
    return Seen(agree=len(agreeing), undecided=undecided, valueless=len(without), apart=gaps)


def _above(balls: Any) -> Any:
    """Their absolute values, rounded upwards."""
    return np.array([float(abs(e).upper()) for e in np.asarray(balls, dtype=object).flat])


def _shown(e: Any) -> str:
    """The number, and how certain it is."""
    if not e.is_finite():
        return "no value"
    return f"{e.mid().str(15, radius=False)}" + (f" (certain to {float(e.rad()):.0e})" if float(e.rad()) else " (exact)")


def _why_so_small(gap: Any, known: Any) -> str:
    """Whether a float literal may be all that is wrong."""
    if float(gap.abs_upper()) >= LITERAL * max(1.0, float(known.abs_upper())):
        return ""
    return "the difference is as small as a rounded number: a float literal such as 0.1? Write law.ar.array(Fraction(1, 10))"
