"""Pencils p S + q C_k: the matrices themselves, solved by mpmath; one member for all points, and one for each."""

from collections.abc import Callable
from fractions import Fraction as Q
from typing import Any

import numpy as np

from analytic.arithmetic import Arithmetic, Array
from verify.suites.arithmetics.case import VALUES, Case
from verify.suites.arithmetics.matrices import logdets, solution
from verify.suites.arithmetics.sums import numbers


def members(p: Any, q: Any, S: Any, C: Any) -> Any:
    """(..., K, d, d)."""
    return p[..., None] * S + q[..., None] * C


def applied(ar: Arithmetic, p: Array, q: Array, S: Array, C: Array, b: Array) -> Array:
    return ar.apply(ar.pencil(S, C)(p, q), b)


def solved(ar: Arithmetic, p: Array, q: Array, S: Array, C: Array, b: Array) -> Array:
    return ar.solve(ar.pencil(S, C)(p, q), b)


def logdet(ar: Arithmetic, p: Array, q: Array, S: Array, C: Array) -> Array:
    return ar.logdet(ar.pencil(S, C)(p, q))


def blended(ar: Arithmetic, p: Array, q: Array, S: Array, C: Array, r: Array) -> Array:
    """sum_k r_k D_k S_k^-1 with D_k = p^2 S + 2 q C_k, S_k = p S + q C_k."""
    of = ar.pencil(S, C)
    return ar.blend(r, ar.ratio(of(p * p, 2 * q), of(p, q)))


def carried(ar: Arithmetic, p: Array, q: Array, S: Array, C: Array, b: Array) -> Array:
    """D_k S_k^-1 b_k."""
    of = ar.pencil(S, C)
    return ar.apply(ar.ratio(of(p * p, 2 * q), of(p, q)), b)


def traced(ar: Arithmetic, p: Array, q: Array, S: Array, C: Array) -> Array:
    """tr D_k S_k^-1."""
    of = ar.pencil(S, C)
    return ar.trace(ar.ratio(of(p * p, 2 * q), of(p, q)))


def each(f: Callable[[Any, Any], Any], M: Any, b: Any) -> Any:
    """f of each matrix (..., K, d, d) and the vector (..., K, d) beside it."""
    batch = b.shape[:-1]
    M = np.broadcast_to(M, (*batch, *M.shape[-2:]))
    return np.array([f(M[i], b[i]) for i in np.ndindex(batch)], dtype=object).reshape(b.shape)


def product(M: Any, b: Any) -> Any:
    return M @ b


def ratios(p: Any, q: Any, S: Any, C: Any) -> Any:
    """D_k S_k^-1 (..., K, d, d): row i solves with S_k, which is symmetric."""
    D, M = members(p * p, 2 * q, S, C), members(p, q, S, C)
    return np.stack([each(solution, M, D[..., i, :]) for i in range(S.shape[-1])], -2)


def blend(p: Any, q: Any, S: Any, C: Any, r: Any) -> Any:
    B = ratios(p, q, S, C)
    return (r[..., None, None] * B).sum(-3)


def covariances(K: int, d: int) -> Any:
    """Strictly diagonally dominant, with different entries: in another order they are another matrix."""
    M = np.zeros((K, d, d), dtype=object)
    for k in range(K):
        for i in range(d):
            M[k, i, i] = 2 + k + Q(i, 2)
            if i:
                M[k, i, i - 1] = M[k, i - 1, i] = Q((-1) ** k * (i + 1), d + k + 1)
    return M


def cases(K: int, d: int, n: int) -> list[Case]:
    """One member for all points, p and q (1, 1); and one for each, (n, 1, 1)."""
    S, C, b, r = covariances(1, d)[0], covariances(K + 1, d)[1:], numbers(n, K, d), numbers(n, K)
    pencil = ((S, np.eye(d, dtype=int)), (C, 0 * C + np.eye(d, dtype=int)))
    points = np.array([Q(i + 1, n + 1) for i in range(n)], dtype=object)[:, None, None]
    out = []
    for at, p, q in (("one for all points", Q(2, 3), Q(1, 5)), ("one for each point", points, 1 - points)):
        pq = ((_box(p), _box(p) / 2), (_box(q), 2 * _box(q)))
        words = f"{at}, K = {K}, d = {d}"
        asked: tuple[tuple[str, Any, Any, tuple[Any, ...]], ...] = (
            ("apply", applied, lambda p, q, S, C, b: each(product, members(p, q, S, C), b), ((b, b[::-1]),)),
            ("solve", solved, lambda p, q, S, C, b: each(solution, members(p, q, S, C), b), ((b, b[::-1]),)),
            ("logdet", logdet, lambda p, q, S, C: logdets(members(p, q, S, C)), ()),
            ("ratio, apply", carried, lambda p, q, S, C, b: each(product, ratios(p, q, S, C), b), ((b, b[::-1]),)),
            ("ratio, blend", blended, blend, ((r, r[::-1]),)),
            ("ratio, trace", traced, lambda p, q, S, C: np.trace(ratios(p, q, S, C), axis1=-2, axis2=-1), ()),
        )
        out += [Case(of, words, call, (*pq, *pencil, *more), truth, on=VALUES, lift=64) for of, call, truth, more in asked]
    return out


def _box(p: Any) -> Any:
    a = np.array(p, dtype=object)
    return a if a.ndim else a.reshape(1, 1)


CASES = (*cases(3, 2, 3), *cases(2, 9, 2))
