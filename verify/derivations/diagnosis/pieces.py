"""The pieces a formula about Gaussians is put together from, each by itself, in every arithmetic.

    S_k = a^2 S0 + b^2 C_k (+ a b (X + X^T)),  e_k = x - a m0 - b m_k,  s_k = -S_k^-1 e_k,  r_k = P(k | x)
    n_k = E[x0 | x, k],  d_k = E[x1 | x, k],  v_k = a' n_k + b' d_k

A `Way` says how the pieces are computed; each of its slots can be set wrong. The text is none of `analytic`'s: matrices are
plain, and nothing is shared between slots. Shapes: r (n, K), e, s, n, d, v (n, K, d), S, C (K, d, d), x (n, d).
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

import numpy as np

from analytic.arithmetic import Array, Law, Points, Time
from verify.regimes.laws import COUPLED, MIXED, kind_of

Rule = Callable[[Any, Any], Any]  # (a, b) -> coefficients of S0, C_k (and X + X^T), or of m0, m_k; or a function of the view
HALF = Fraction(1, 2)


@dataclass(frozen=True)
class Way:
    gate: tuple[Fraction | int, ...] | str = (1, HALF, HALF)  # coefficients of log w, -log det S, -e^T S^-1 e; or a name
    gate_cov: Rule = lambda a, b: (a * a, b * b, a * b)
    gate_centre: Rule = lambda a, b: (a, b)
    cov: Rule = lambda a, b: (a * a, b * b, a * b)
    centre: Rule = lambda a, b: (a, b)
    power: str = "inverse"  # of S_k in the slope: "inverse", "itself", "inverse root"
    ridge: Fraction = Fraction(0)  # S_k + ridge I for S_k
    left: bool = False  # S_k^-1 D_k for D_k S_k^-1
    swap: bool = False  # S0 and C_k exchanged wherever they stand


RIGHT = Way()
UNNORMALISED: dict[Any, Callable[[Any, Any, Any], Any]] = {  # of a view, r and the logits
    "densities": lambda v, r, logits: v.ar.exp(logits - len(v.m0) * v.ar.log(2 * v.ar.pi()) / 2),
    "exponentials": lambda v, r, logits: v.ar.exp(logits),
    "weighted again": lambda v, r, logits: r * v.w,
    "averaged again": lambda v, r, logits: r / v.ar.array(len(v.w)),
    "squared": lambda v, r, logits: r * r,
}


@dataclass(frozen=True)
class View:
    """A mixture, or a Gaussian pair as a mixture of one component."""

    ar: Any
    w: Array
    m0: Array
    S0: Array
    m: Array
    C: Array
    X: Array | None
    path: Any
    ridge: Fraction = Fraction(0)


def view(law: Law) -> View | None:
    if (kind := kind_of(law)) in MIXED:
        return View(law.ar, law.w, law.m0, law.S0, law.m, law.C, None, law.path)
    if kind in COUPLED:
        return View(law.ar, law.ar.array([1]), law.m0, law.S0, law.m1[None], law.S1[None], law.X, law.path)
    return None


@dataclass(frozen=True)
class Pieces:
    v: View
    path: tuple[Any, Any, Any, Any]  # a, b, a', b'
    x: Array
    r: Array
    logits: Array
    e: Array
    g: Array  # S_k^-1 e_k
    inv: Array  # S_k^-1
    left: bool = False
    known: dict[str, Any] = field(default_factory=dict)  # what several features are made of, once it is computed


def pieces(law: Law, t: Time, x: Points, way: Way = RIGHT) -> Pieces:
    v = view(law)
    assert v is not None
    v = replace(v, ridge=way.ridge)
    if way.swap:
        v = replace(v, S0=v.C, C=v.S0 + 0 * v.C, X=None if v.X is None else v.X.T)
    a, b, da, db = (c[0] for c in v.path(v.ar, v.ar.array(t).reshape(1)))
    r, logits = _gate(v, a, b, x, way)
    S, e = _cov(v, way.cov(a, b)), _centred(v, way.centre(a, b), x)
    inv = _power(v.ar, S, way.power)
    return Pieces(v, (a, b, da, db), x, r, logits, e, v.ar.einsum("kij,nkj->nki", inv, e), inv, way.left)


def _cov(v: View, rule: Any) -> Array:
    S = rule(v) if callable(rule) else rule[0] * v.S0 + rule[1] * v.C
    if v.ridge:
        S = S + v.ar.array(v.ridge) * v.ar.eye(S.shape[-1])
    return S if v.X is None or callable(rule) or len(rule) < 3 else S + rule[2] * (v.X + v.X.T)


def _centred(v: View, rule: tuple[Any, ...], x: Array) -> Array:
    return x[:, None, :] - (rule[0] * v.m0 + rule[1] * v.m)


def _gate(v: View, a: Any, b: Any, x: Array, way: Way) -> tuple[Array, Array]:
    ar, like = v.ar, 0 * x[:, :1] + 0 * v.w
    if way.gate == "prior":
        return like + v.w, like + ar.log(v.w)
    if way.gate == "equal":
        return like + ar.array(Fraction(1, len(v.w))), like
    S, e = _cov(v, way.gate_cov(a, b)), _centred(v, way.gate_centre(a, b), x)
    if way.gate in UNNORMALISED:
        r, logits = _gate(v, a, b, x, replace(way, gate=RIGHT.gate))
        return UNNORMALISED[way.gate](v, r, logits), logits
    if way.gate == "hard":
        _, logits = _gate(v, a, b, x, replace(way, gate=RIGHT.gate))
        best = np.argmax(np.asarray(ar.floats(logits)), -1)
        return like * 0 + ar.eye(len(v.w))[best], logits
    if way.gate == "without norms":
        _, logits = _gate(v, a, b, x, replace(way, gate=RIGHT.gate))
        logits = logits + b * b / 2 * ar.einsum("ki,kij,kj->k", v.m, _inverse(ar, S), v.m)
        return ar.softmax(logits), logits
    if way.gate == "distance":
        logits = ar.log(v.w) - ar.einsum("nki,nki->nk", e, e) / 2
        return ar.softmax(logits), logits
    alpha, beta, gamma = (ar.array(c) for c in way.gate)
    q = ar.einsum("nki,kij,nkj->nk", e, _inverse(ar, S), e)
    logits = alpha * ar.log(v.w) - beta * ar.logdet(S) - gamma * q
    return ar.softmax(logits), logits


def _inverse(ar: Any, S: Array) -> Array:
    return ar.solve(S[:, None], ar.eye(S.shape[-1]) + 0 * S)  # rows of S^-1, symmetric


def _power(ar: Any, S: Array, power: str) -> Array:
    if power == "itself":
        return S
    if power == "inverse root":
        return _inverse(ar, ar.array([ar.sqrtm(M) for M in S]))
    return _inverse(ar, S)


def mean(p: Pieces, values: Array) -> Array:
    """sum_k r_k values_k."""
    return p.v.ar.einsum("nk,nki->ni", p.r, values)


def product(p: Pieces, M: Array) -> Array:
    """M_k S_k^-1, (K, d, d), or S_k^-1 M_k where that is the way."""
    M = M + 0 * p.inv
    return p.v.ar.einsum("kij,kjl->kil", *((p.inv, M) if p.left else (M, p.inv)))


def applied(p: Pieces, M: Array) -> Array:
    """M_k S_k^-1 e_k, (n, K, d)."""
    return p.v.ar.einsum("kij,nkj->nki", product(p, M), p.e)


def of_data(p: Pieces) -> Array:
    """The covariance of all data, (d, d)."""
    ar, w = p.v.ar, p.v.w
    e = p.v.m - ar.einsum("k,ki->i", w, p.v.m)
    return ar.einsum("k,kij->ij", w, p.v.C + ar.einsum("ki,kj->kij", e, e))
