"""The order of one step: the error f - q of a step h falls like h^(p+1), so halving h divides it by 2^(p+1).

h goes down by halves: of a formula that runs in balls near 2^-40 of the way, where the next power is nothing; of floats from 2^-3
on, as long as the error is more than NOISE times its rounding. The order that is seen is the exponent, less one, at the smallest
steps.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction as F
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.answer import Answer, joined, undecided
from verify.derivations.judging.question import Question
from verify.derivations.judging.shapes import aligned, at_every_point
from verify.derivations.statement import Derivation, Unusable

LAWS = 8
BITS, EXACT = 512, (40, 41)
FLOATS = tuple(range(3, 12))
NOISE = 2.0**12  # an error that is so many units of rounding large is known to 2^-12 of itself
NEAR = 0.25  # of an order that is seen, in floats, from a whole number


@dataclass(frozen=True)
class Order:
    """What is seen at one law: the exponent, less one; infinite where the step is exact."""

    value: float
    where: str


def judge_order(q: Question) -> Answer:
    """AGREES if the order is the one stated at every law, or higher; REFUTED if it is lower at one."""
    stated = q.d.order
    try:
        d = q.d.settled()
        found = list(orders(d, q.seed))
    except Unusable as e:
        return undecided(q.d, str(e), q.seed)
    except Exception as e:
        return undecided(q.d, f"raises {type(e).__name__}: {e}", q.seed)
    if len(found) < LAWS // 2:
        return undecided(q.d, "the order could not be seen: the error drowns in rounding", q.seed)
    lowest = min(found, key=lambda o: o.value)
    seen = round(lowest.value, 2) + 0.0
    said = f"halving the step divides its error by 2^{seen + 1:g}: order {seen:g} ({lowest.where})"
    known: dict[str, Any] = {"regime": "short steps", "measure": lowest.value, "bound": float(stated), "unit": "order"}
    if lowest.value < stated - NEAR:
        record = q.record(**known, outcome="REFUTED", scope=said, witness=said)
        return q.answer([record], f"the order is not {stated}", f"{said}, not {stated}")
    more = f"; it is of order {seen:g} at each" if lowest.value > stated + NEAR else ""
    scope = f"of order {stated} at {len(found)} laws in balls" if d.formula.exact else f"of order {stated} at {len(found)} laws"
    return q.answer([q.record(**known, outcome="HOLDS", scope=scope)], scope + more, joined(d.formula.notes))


def orders(d: Derivation, seed: int) -> Iterator[Order]:
    regimes = d.regimes or cases.fresh(d.law, d.needs | {"no far tails", "regular"}, seed, LAWS, d.bits)
    for r in regimes:
        for t in r.times:
            if F(1, 16) < t < F(15, 16) and d.convention.defined(t):
                errors = list(_errors(d, r, t))
                if (seen := _seen(errors)) is not None:
                    yield Order(seen, f"{r.name}, {d.convention.letter} = {float(d.convention.time.at(t)):.4g}")


def _seen(errors: list[float]) -> float | None:
    """The last exponent less one; None where too few errors are resolved."""
    if errors and max(errors) == 0.0:
        return float("inf")
    if len(errors) < 2:
        return None
    return float(np.log2(errors[-2] / errors[-1])) - 1 if errors[-1] else None


def _errors(d: Derivation, r: Regime, t: F) -> Iterator[float]:
    """At steps of 2^-k of the way to the data, as long as they are resolved."""
    for k in EXACT if d.formula.exact else FLOATS:
        p = cases.parameters(r) | {"later": F(1, 2**k)}
        step = replace(r, law=cases.regime(d.law, p, (), ()).law)
        error, size = _error(d, step, t)
        if not d.formula.exact and error < NOISE * d.unit * max(1.0, size):
            return
        yield error


def _error(d: Derivation, r: Regime, t: F) -> tuple[float, float]:
    """The largest at the points of the case, and the size of the values."""
    ar = arithmetic.balls(BITS)
    with ar.scope():
        x = ar.array([list(p) for p in r.points])
        known = at_every_point(d.quantity, np.asarray(d.reference(r.law(ar), ar.array(t), x), dtype=object), len(x))
        if d.formula.exact:
            found = aligned(np.asarray(d.formula(r.law(ar), ar.array(t), x), dtype=object), known)
        else:
            flat = np.array([[float(c) for c in p] for p in r.points])
            values = np.asarray(d.formula(r.law(arithmetic.float64()), float(t), flat), dtype=float)
            found = aligned(ar.array([[F(float(c)) for c in row] for row in np.atleast_2d(values)]).reshape(values.shape), known)
        if found.shape != known.shape:
            raise Unusable(f"returns shape {found.shape}, the {d.quantity.name} here has {known.shape}")
        gap = max(float(abs(e).mid()) for e in (found - known).flat)
        return gap, max(float(abs(e).mid()) for e in known.flat)
