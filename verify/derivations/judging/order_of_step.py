"""The order of one step: the error f - q of a step h falls like h^(p+1), so halving h divides it by 2^(p+1).

h goes down by halves: of a formula that runs in balls near 2^-40 of the way, where the next power is nothing; of floats from 2^-3
on, as long as the error is more than NOISE times its rounding. The order that is seen is the exponent, less one, at the smallest
steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction as F
from math import inf

import numpy as np

from analytic import arithmetic
from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.judging.shapes import aligned, at_every_point
from verify.derivations.statement import Derivation, Unusable

LAWS = 8
BITS, EXACT = 512, (40, 41)
FLOATS = tuple(range(3, 12))
ZERO = 2.0**-400  # nothing, in balls: an error of h^8 at 2^-41 is larger
NOISE = 2.0**12  # an error that is so many units of rounding large is known to 2^-12 of itself
UNDEFINED = "has no finite value at a short step"
NEAR = 0.25  # of an order that is seen, in floats, from a whole number


@dataclass(frozen=True)
class Order:
    """What is seen at one law: the exponent, less one, infinite where the step is exact; has it settled?"""

    value: float
    where: str
    settled: bool = True


def orders(d: Derivation, seed: int) -> Iterator[Order]:
    regimes = d.regimes or cases.fresh(d.law, d.needs | {"no far tails", "regular"}, seed, LAWS, d.bits)
    for r in regimes:
        for t in r.times:
            if F(1, 16) < t < F(15, 16) and d.convention.defined(t):
                where = f"{r.name}, {d.convention.letter} = {float(d.convention.time.at(t)):.4g}"
                if (seen := _seen(list(_errors(d, r, t)), where)) is not None:
                    yield seen


def _seen(errors: list[float], where: str) -> Order | None:
    """From the errors that are resolved, 0 where one is not; None where too few are."""
    if not any(errors):
        return Order(inf, where)
    resolved = errors[: errors.index(0.0)] if 0.0 in errors else errors
    if len(resolved) < 2:
        return None
    slopes = -np.diff(np.log2(resolved))
    settled = len(errors) == len(EXACT) or bool(len(slopes) > 1 and abs(slopes[-1] - slopes[-2]) < NEAR)
    return Order(float(slopes[-1]) - 1, where, settled)


def _errors(d: Derivation, r: Regime, t: F) -> Iterator[float]:
    """At steps of 2^-k of the way to the data."""
    for k in EXACT if d.formula.exact else FLOATS:
        p = cases.parameters(r) | {"later": F(1, 2**k)}
        yield _error(d, replace(r, law=cases.regime(d.law, p, (), ()).law), t)


def _error(d: Derivation, r: Regime, t: F) -> float:
    """The largest at the points of the case; 0 where it is not told from rounding. Unusable: there is none."""
    ar = arithmetic.balls(BITS)
    with ar.scope():
        x = ar.array([list(p) for p in r.points])
        known = at_every_point(d.quantity, np.asarray(d.reference(r.law(ar), ar.array(t), x), dtype=object), len(x))
        if d.formula.exact:
            found = aligned(np.asarray(d.formula(r.law(ar), ar.array(t), x), dtype=object), known)
        else:
            flat = np.array([[float(c) for c in p] for p in r.points])
            values = np.asarray(d.formula(r.law(arithmetic.float64()), float(t), flat), dtype=float)
            if not np.isfinite(values).all():
                raise Unusable(UNDEFINED)
            found = aligned(ar.array([[F(float(c)) for c in row] for row in np.atleast_2d(values)]).reshape(values.shape), known)
        if found.shape != known.shape:
            raise Unusable(f"returns shape {found.shape}, the {d.quantity.name} here has {known.shape}")
        gaps = list((found - known).flat)
        if not all(e.is_finite() for e in gaps):
            raise Unusable(UNDEFINED)
        size = max(float(abs(e).mid()) for e in known.flat)
        least = ZERO if d.formula.exact else NOISE * d.unit * max(1.0, size)
        gap = max((abs(e) for e in gaps), key=lambda e: float(e.mid()))
        if float(gap.upper()) < least:
            return 0.0
        if float(gap.rad()) * NOISE > float(gap.mid()):
            raise Unusable("balls are too wide for the error of a short step")
        return float(gap.mid()) if float(gap.mid()) >= least else 0.0
