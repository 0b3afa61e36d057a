"""Right on average over p_t: E[f(x_t)] against E[q(x_t)], by Gauss and Hermite's rule around each component, in float64.

The rule of n nodes a dimension is exact for polynomials below 2n; what it misses of a smooth integrand shows beside that of 2n.
Two means agree within BEYOND times what the rules differ, and rounding; they differ if they do beyond it. A bound that is more
than SMALL of the quantity says nothing.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import Law
from verify.claim import Outcome, Regime
from verify.derivations import cases
from verify.derivations.answer import Answer, joined, undecided, unusable
from verify.derivations.coordinates.ends import along, exchanged
from verify.derivations.diagnosis.pieces import view
from verify.derivations.judging.question import Question
from verify.derivations.judging.shapes import aligned, at_every_point
from verify.derivations.mistakes import told
from verify.derivations.statement import Derivation, Given, Unusable
from verify.regimes.laws import WITH_PATH

NODES = {1: (48, 96), 2: (20, 40)}  # a dimension, by dimension
LAWS, FEWEST = 6, 4  # of a dimension; of all, that must be sure
BEYOND, ROUNDING, SMALL = 16.0, 1e-12, 1e-6
NOTHING = 1e-20  # the weight of a node that is left out: nine deviations away a text may have no value
SIZES = (frozenset({"d=1"}), frozenset({"d=2"}))


@dataclass(frozen=True)
class Means:
    """Of the formula and of the quantity, in the entry where they are farthest apart, and by how much they may differ."""

    found: float
    known: float
    bound: float
    size: float
    where: str

    @property
    def outcome(self) -> Outcome:
        if not self.bound <= SMALL * self.size:
            return Outcome.UNDECIDED
        return Outcome.HOLDS if abs(self.found - self.known) <= self.bound else Outcome.REFUTED

    def __str__(self) -> str:
        return f"E = {self.found:.8g}, not {self.known:.8g} (within {self.bound:.1g}; {self.where})"


def judge_average(q: Question) -> Answer:
    """AGREES if all means do, REFUTED if one does not."""
    try:
        d = q.d.settled()
        found = list(means(d, q.seed))
    except Unusable as e:
        return unusable(q.d, e, q.seed)
    if wrong := [m for m in found if m.outcome is Outcome.REFUTED]:
        return q.answer([q.record(**refutation(wrong), regime="on average")], "on average over p_t", str(farthest(wrong)))
    sure = [m for m in found if m.outcome is Outcome.HOLDS]
    if len(sure) < FEWEST:
        return undecided(q.d, "the means could not be computed closely enough", q.seed)
    most = max(abs(m.found - m.known) for m in sure)
    scope = f"on average over p_t, at {len(sure)} laws and times in d <= 2: the means differ by at most {most:.1g}"
    record = q.record(evidence="float64", outcome="HOLDS", regime="on average", scope=scope, measure=most)
    return q.answer([record], scope, joined(d.formula.notes))


def farthest(wrong: list[Means]) -> Means:
    return max(wrong, key=lambda m: abs(m.found - m.known) / m.size)


def refutation(wrong: list[Means]) -> dict[str, Any]:
    """What a record says of the means that are farthest apart."""
    m = farthest(wrong)
    far = {"measure": float(abs(m.found - m.known)), "bound": float(m.bound), "unit": "distance"}
    return {"evidence": "float64", "outcome": "REFUTED", "scope": m.where, "witness": str(m), **far}


def agrees(d: Derivation, seed: int) -> bool:
    """Do the means of a formula that is wrong at points agree with those of its quantity?"""
    if not d.quantity.at_points or d.quantity.axes or d.law not in WITH_PATH or d.regimes:
        return False  # that of a vector may be 0 whatever its factor
    sure = 0
    with suppress(Exception):  # of the user's function: then nothing is said
        for m in means(d, seed):
            if m.outcome is Outcome.REFUTED:
                return False
            sure += m.outcome is Outcome.HOLDS
    return sure >= FEWEST


def means(d: Derivation, seed: int) -> Iterator[Means]:
    return (_of(d, r, t) for r, t in places(d, seed))


def places(d: Derivation, seed: int) -> Iterator[tuple[Regime, Fraction]]:
    """Generic laws of one and of two dimensions, as many as the derivation allows; of Gaussian pairs every other one is coupled."""
    regimes: list[Regime] = list(d.regimes)
    for more in () if regimes else SIZES:
        needs = d.needs | more | {"no far tails", "regular"}
        if cases.sizes(d.law, needs):
            drawn = cases.fresh(d.law, needs, seed, LAWS, d.bits)
            regimes += [cases.coupled(needs, d.law, r) if i % 2 else r for i, r in enumerate(drawn)]
    for r in regimes:
        yield from ((r, t) for t in r.times if Fraction(1, 16) < t < Fraction(15, 16) and d.convention.defined(t))


def _of(d: Derivation, r: Regime, t: Fraction) -> Means:
    law = r.law(arithmetic.float64())
    coarse, fine = (_both(d, law, t, n) for n in NODES[len(law.m0)])
    size = fine[2] + 1e-300
    bound = BEYOND * np.abs(fine[:2] - coarse[:2]).max(0) + ROUNDING * size
    gap = np.abs(fine[0] - fine[1])
    worst = int(np.argmax(gap - bound))
    return Means(fine[0][worst], fine[1][worst], bound[worst], size[worst], f"{r.name}, t = {float(d.convention.time.at(t)):.4g}")


def _both(d: Derivation, law: Law, t: Fraction, n: int) -> Any:
    """E f, E q and the root mean square of q, each in all entries."""
    x, w = _nodes(d, law, t, n)
    known = np.asarray(at_every_point(d.quantity, d.reference(law, float(t), x), len(x)), dtype=float)
    found = aligned(numbers(d, law, t, x), known)
    if found.shape != known.shape:
        raise Unusable(f"returns shape {found.shape}, the {d.quantity.name} here has {known.shape}")
    flat = [v.reshape(len(x), -1) for v in (found, known)]
    return np.stack([w @ flat[0], w @ flat[1], np.sqrt(w @ flat[1] ** 2)])


def numbers(d: Derivation, law: Law, t: Fraction, x: Any, given: Given | None = None) -> Any:
    """What the formula gives. Unusable: it raises, or they are none."""
    try:
        found = np.asarray(d.formula(law, float(t), x, given), dtype=float)
    except Unusable:
        raise
    except Exception as e:
        raise Unusable(f"raises {type(e).__name__}: {told(e)}") from None
    if not np.isfinite(found).all():
        raise Unusable("returns NaN or infinity where x_t has its mass")
    return found


def root(S: Any) -> Any:
    """R with R R^T = S, which may be singular."""
    values, U = np.linalg.eigh(S)
    return U * np.sqrt(np.maximum(values, 0))


def _nodes(d: Derivation, law: Law, t: Fraction, n: int) -> tuple[Any, Any]:
    """Points and weights of the law of x_t."""
    ar, c = law.ar, d.convention
    unit, _ = c.time.unit(ar, ar.array(c.time.at(float(t))))
    v = view(along(exchanged(law) if c.swapped else law, c.interpolation()))
    assert v is not None
    a, b = (float(e) for e in v.path(ar, ar.array(unit))[:2])
    z, weight = np.polynomial.hermite_e.hermegauss(n)
    dim = len(v.m0)
    grid = np.array(list(product(z, repeat=dim)))
    flat = np.array([np.prod(p) for p in product(weight / weight.sum(), repeat=dim)])
    more = 0.0 if v.X is None else a * b * (v.X + v.X.T)
    if c.latent:
        more = more + float(c.latent.interpolation()(ar, ar.array(unit))[0]) ** 2 * np.eye(dim)
    points = [a * v.m0 + b * m + grid @ root(a * a * v.S0 + b * b * C + more).T for m, C in zip(v.m, v.C, strict=True)]
    x, w = np.concatenate(points), np.concatenate([w * flat for w in np.asarray(v.w, dtype=float)])
    return x[w > NOTHING], w[w > NOTHING]
