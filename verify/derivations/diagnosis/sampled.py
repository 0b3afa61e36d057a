"""A derivation at a few generic exact points, in float64 and in our convention: what the search fits."""

from dataclasses import dataclass, replace
from fractions import Fraction
from random import Random
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import Array, Law, Points, Time
from analytic.exact import fractions
from verify.claim import Formula, Regime
from verify.derivations.cases import coupled, fresh, parameters
from verify.derivations.coordinates.ends import along, exchanged
from verify.derivations.coordinates.paths import number_at
from verify.derivations.diagnosis.families import CONSTANT, Family
from verify.derivations.parameters import EXCHANGED, every_bit
from verify.derivations.quantities import Quantity
from verify.derivations.statement import Derivation
from verify.regimes.constructors import lifted as lifted
from verify.regimes.laws import has_path
from verify.regimes.operands import paced

# Six times tell a sum of two monomials in t from all others; none is special, and each needs all its bits: one rounded shows.
TIMES = tuple(Fraction(n, 16) + every_bit(Random(n), 47) / 64 for n in (3, 5, 6, 9, 11, 13))
LAWS, POINTS = 4, 4  # 16 points at each time, so 16 numbers or more: five times as many as the terms of a fit
DRAWN = 40  # laws from which they are chosen: enough for each dimension to come up
BITS = 128  # of the balls in which a formula is evaluated that takes no floats
NO_VALUE = (
    ValueError,
    TypeError,
    ArithmeticError,
    LookupError,
    NotImplementedError,
)  # raised where there is none
SHAPES = {"(..., d)": Family.VECTOR, "(..., d, d)": Family.MATRIX, "(..., K, d)": Family.GRADIENT, "(..., K)": Family.COMPONENT}
SHAPES |= {"(...)": Family.SCALAR, "(..., 1)": Family.VECTOR}
SHAPES |= {"(d, d)": Family.CONSTANT_MATRIX, "(d,)": Family.CONSTANT_VECTOR, "()": Family.CONSTANT}


def family(quantity: Quantity) -> Family:
    return SHAPES.get(quantity.shape, Family.OTHER)


@dataclass(frozen=True)
class Sample:
    """Generic cases, time by time: (law, t, x) in float64, and what the formula gives there, (T, N)."""

    cases: tuple[tuple[tuple[Any, Any, Any], ...], ...]
    path: tuple[np.ndarray, np.ndarray]
    F: np.ndarray
    first: int  # how many of the N are of the first law

    def of(self, f: Formula) -> np.ndarray | None:
        return values(f, self.cases)


def values(f: Formula, cases: Any, axes: int | None = None) -> np.ndarray | None:
    """(T, N), or None where the formula cannot be evaluated; `axes`: of a value that is the same at all points."""
    try:
        with np.errstate(all="ignore"):
            return np.array([np.concatenate([_flat(f(law, t, x), axes) for law, t, x in row]) for row in cases])
    except Exception:  # a user's formula may raise anything
        return None


def _flat(value: Any, axes: int | None) -> np.ndarray:
    """All numbers; where the same is given for each point, it counts once."""
    a = np.asarray(value, dtype=float)
    return (a[0] if axes is not None and a.ndim == axes + 1 else a).ravel()


def constant_axes(quantity: Quantity) -> int | None:
    """How many axes the quantity has if it is the same at every point."""
    return len(quantity.axes) if family(quantity) in CONSTANT else None


def in_floats(d: Derivation) -> Formula:
    """The formula in our convention, on laws in float64; one that runs in exact arithmetics only is evaluated in balls."""
    f, ball, wide = ours(d), arithmetic.balls(BITS), arithmetic.float64()
    if d.formula.floats:
        return f

    def through(law: Law, t: Time, x: Points) -> np.ndarray:
        with ball.scope():
            given = f(lifted(law, ball), ball.array(fractions(t)), ball.array(fractions(x)))
            return np.asarray(wide.array(np.vectorize(lambda e: float(e.mid()), otypes=[float])(np.asarray(given, dtype=object))))

    return through


def generic(d: Derivation, seed: int, n: int, needs: frozenset[str] = frozenset()) -> list[Regime]:
    """Fresh exact cases within what the derivation and its quantity need."""
    all_needs = (d.needs | d.quantity.needs | needs) - {EXCHANGED}  # in our letters
    return [coupled(all_needs, d.law, r) for r in fresh(d.law, all_needs, seed, n, d.bits)]


def sample(d: Derivation, seed: int) -> Sample | None:
    """The formula at TIMES, for LAWS laws of different sizes, at POINTS points each."""
    ar, chosen = arithmetic.float64(), list[Regime]()
    drawn = generic(d, seed + 1, DRAWN, frozenset({"no far tails"}))
    sizes = {len(r.points[0]) for r in drawn}
    for r in drawn:
        p = parameters(r)
        K = len(p.get("weights", [1]))
        same = sum(len(c.points[0]) == len(r.points[0]) for c in chosen)
        if same < LAWS / len(sizes) and (K > 1 or "weights" not in p):
            chosen.append(r)
    chosen = (chosen + drawn)[:LAWS]
    grid = np.random.default_rng(seed)
    batches = [(r.law(ar), grid.uniform(-2, 2, (POINTS, len(r.points[0])))) for r in chosen]
    cases = tuple(tuple((placed(d, law, ar.array(t)), ar.array(t), x) for law, x in batches) for t in TIMES)
    F = values(in_floats(d), cases, constant_axes(d.quantity))
    if F is None:
        return None
    law = cases[0][0][0]
    t = np.array([float(t) for t in TIMES])
    alone = values(in_floats(d), (cases[0][:1],), constant_axes(d.quantity))
    return Sample(cases, ends(law, t), F, F.shape[1] if alone is None else alone.shape[1])


def ends(law: Law, t: Time) -> tuple[Any, Any]:
    """a and b of x_t = a x0 + b x1."""
    return law.path(law.ar, t)[:2] if has_path(law) else (1 - t, t)


def ours(d: Derivation) -> Formula:
    """The derivation's formula in our time and letters."""
    c = d.convention
    if c.ours:
        f: Formula = d.formula
        return f

    def converted(law: Law, t: Time, x: Points) -> Array:
        rate = c.time.their(law.ar, t)[1]
        theirs = paced(exchanged(law) if c.swapped else law, t, rate)
        value = d.formula(theirs, c.time.place(t), x)
        return value if d.quantity.rate is None else d.quantity.rate(rate) * value

    return converted


def placed(d: Derivation, law: Law, t: Time) -> Any:
    """The law on their path, with the operands that are what the author says, in our time."""
    c = d.convention
    law = law if c.ours else along(law, c.interpolation())
    if not d.own:
        return law
    their, rate = c.time.their(law.ar, t)
    own = {name: law.ar.array(number_at(e, law.ar, their)) for name, e in d.own}
    return paced(replace(law, **own), t, 1 / rate)
