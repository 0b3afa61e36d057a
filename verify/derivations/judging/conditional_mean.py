"""Right given the ends: E[f(x, t, x0, x1) | x_t = x] against the quantity, by Gauss and Hermite's rule over the data given x_t.

Given x_t = x and component k, x1 ~ N(m_k + G S_k^-1 e_k, C_k - G S_k^-1 G^T), G = b C_k, of a coupled pair b C + a X^T, and
x0 = (x - b x1)/a. What a regression learns from targets f is this mean. The rules and what they can tell are those of `on_average`.
"""

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import Law
from verify.claim import Outcome, Regime
from verify.derivations.answer import Answer, joined, undecided, unusable
from verify.derivations.coordinates.ends import along, exchanged
from verify.derivations.diagnosis.pieces import Pieces, pieces
from verify.derivations.judging.on_average import BEYOND, FEWEST, ROUNDING, Means, farthest, numbers, places, refutation, root
from verify.derivations.judging.question import Question
from verify.derivations.statement import Derivation, Unusable

NODES = {1: (8, 10), 2: (5, 6)}  # a dimension, by dimension: targets are hardly ever more than squares of the ends


def judge_conditional_mean(q: Question) -> Answer:
    """AGREES if all means do, REFUTED if one does not."""
    try:
        d = q.d.settled()
        found = list(means(d, q.seed))
    except Unusable as e:
        return unusable(q.d, e, q.seed)
    known = {"evidence": "float64", "regime": "given the ends"}
    if wrong := [m for m in found if m.outcome is Outcome.REFUTED]:
        record = q.record(**(known | refutation(wrong)))
        return q.answer([record], "on average over the ends given x_t", str(farthest(wrong)))
    sure = [m for m in found if m.outcome is Outcome.HOLDS]
    if len(sure) < FEWEST:
        return undecided(q.d, "the means could not be computed closely enough", q.seed)
    most = max(abs(m.found - m.known) for m in sure)
    scope = f"on average over the ends given x_t, at {len(sure)} points in d <= 2: the means differ by at most {most:.1g}"
    record = q.record(**known, outcome="HOLDS", scope=scope, measure=most)
    return q.answer([record], scope, joined(d.formula.notes))


def at_points(d: Derivation, seed: int) -> Iterator[tuple[Regime, Fraction, Any]]:
    """The places of `on_average`, with their points (1, d)."""
    for r, t in places(d, seed):
        yield from ((r, t, np.array([[float(c) for c in x]])) for x in r.points)


def means(d: Derivation, seed: int) -> Iterator[Means]:
    return (_of(d, *place) for place in at_points(d, seed))


def _of(d: Derivation, r: Regime, t: Fraction, x: Any) -> Means:
    (law, p), c = given_at(d, r, t, x), d.convention
    known = np.asarray(d.reference(law, float(t), x), dtype=float).ravel()
    coarse, fine = (_mean(d, law, t, x, p, n) for n in NODES[x.shape[1]])
    if len(fine[0]) != len(known):
        raise Unusable(f"returns {len(fine[0])} numbers at a point, the {d.quantity.name} here has {len(known)}")
    size = np.maximum(np.abs(known), fine[1]) + 1e-300
    bound = BEYOND * np.abs(fine[0] - coarse[0]) + ROUNDING * size
    worst = int(np.argmax(np.abs(fine[0] - known) - bound))
    where = f"{r.name}, {c.letter} = {float(c.time.at(t)):.4g}, x = {x[0].round(4).tolist()}"
    return Means(fine[0][worst], known[worst], bound[worst], size[worst], where)


def given_at(d: Derivation, r: Regime, t: Fraction, x: Any) -> tuple[Any, Pieces]:
    """The law, and the pieces of the one of its ends given x_t = x."""
    law, c = r.law(arithmetic.float64()), d.convention
    unit, _ = c.time.unit(law.ar, law.ar.array(c.time.at(float(t))))
    return law, pieces(along(exchanged(law) if c.swapped else law, c.interpolation()), unit, x)


def _mean(d: Derivation, law: Law, t: Fraction, x: Any, p: Pieces, n: int) -> tuple[Any, Any]:
    """E f and the root of E f^2 at the point x."""
    values, weights, fed = [], [], d.fed(law, float(t), x)
    for weight, ends in nodes(p, n):
        given = fed | {name: ends[of] for name, of in d.given if of in ends}
        values.append(numbers(d, law, t, x, given).ravel())
        weights.append(weight)
    v, w = np.array(values), np.array(weights)
    return w @ v, np.sqrt(w @ v**2)


def nodes(p: Pieces, n: int) -> Iterator[tuple[float, dict[str, Any]]]:
    """Weights and points of data and source given x_t."""
    a, b, z = *p.path[:2], np.polynomial.hermite_e.hermegauss(n)
    dim, weight = p.x.shape[1], z[1] / z[1].sum()
    for k in range(len(p.v.m)):
        C = p.v.C[k]
        G = b * C if p.v.X is None else b * C + a * p.v.X.T
        centre, spread = p.v.m[k] + G @ p.g[0, k], root(C - G @ p.inv[k] @ G.T)
        for index in product(range(n), repeat=dim):
            x1 = centre + spread @ z[0][[*index]]
            ends = {"data_point": x1, "source_point": (p.x[0] - b * x1) / p.path[0]}
            yield float(p.r[0, k] * np.prod(weight[[*index]])), ends
