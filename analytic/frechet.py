"""The squared Frechet distance of any two means and covariances, singular ones too; and what samples of one law make of it.

    F = |m0 - m1|^2 + tr(S0 + S1 - 2 (S0^1/2 S1 S0^1/2)^1/2),   tr(S0^1/2 S1 S0^1/2)^1/2 = sum of roots of eigenvalues of S0 S1

S0 S1 is not symmetric, but it has a basis of eigenvectors, and none of its eigenvalues is negative. It is brought to a regular
one: S = C K^-1 C^T, C the columns of the rows p that span S, and K = S[p, p]; then what C^T S1 C spans is split likewise. Ranks are
exact where the entries are rational and the arithmetic exact; in floats to rounding u, which moves F by up to sqrt(u) |S|.

Letters: ar arithmetic; m0, m1 (d,); S0, S1 (d, d); n the size of a sample; V the variance of a law on a line.
Errors: ValueError at the door. Source: Dowson and Landau 1982; Heusel et al. 2017; the bias is derived here.
"""

from fractions import Fraction
from math import comb
from typing import Any

import numpy as np

from analytic import door
from analytic._answers import finite
from analytic._entries import unit
from analytic._least import rationals
from analytic._values import EXACT
from analytic.arithmetic import Arithmetic, Array


@finite
def distance2(ar: Arithmetic, mean0: Any, cov0: Any, mean1: Any, cov1: Any) -> Array:
    """|m0 - m1|^2 + tr(S0 + S1) - 2 tr(S0 S1)^1/2, a number: covariances of any rank.

    >>> from analytic.arithmetic import float64
    >>> print(round(float(distance2(float64(), [0, 0], [[1, 0], [0, 0]], [3, 4], [[1, 1], [1, 1]])), 6))
    26.0
    """
    S0, S1 = door.square(ar, "cov0", cov0), door.square(ar, "cov1", cov1)
    d = S0.shape[0]
    means = {"mean0": (m0 := door.array(ar, "mean0", mean0), "d"), "mean1": (m1 := door.array(ar, "mean1", mean1), "d")}
    door.shapes(means | {"cov1": (S1, "dd")}, d=d)
    for name, (m, _) in means.items():
        door.finite(ar, name, m)
    jump = m0 - m1
    return ar.einsum("i,i->", jump, jump) + ar.einsum("ii->", S0 + S1) - 2 * overlap(ar, cov0, cov1)


@finite
def overlap(ar: Arithmetic, cov0: Any, cov1: Any) -> Array:
    """tr(S0^1/2 S1 S0^1/2)^1/2 = sum of the roots of the eigenvalues of S0 S1, a number: covariances of any rank."""
    S0, S1 = door.square(ar, "cov0", cov0), door.square(ar, "cov1", cov1)
    door.shape("cov1", S1, tuple(S0.shape), "(d, d)")
    one, two = _known(ar, S0, cov0), _known(ar, S1, cov1)
    rows = _spanning(one, _noise(ar, one, cov0))
    C, A = _split(ar, S0, rows)
    if one is not None and two is not None:
        Q = np.eye(len(one), dtype=int) if rows is None or len(rows) == len(one) else one[:, rows]
        one, two = Q.T @ two @ Q, abs(Q).T @ abs(two) @ abs(Q)
    E, B = _split(ar, C.T @ S1 @ C, _spanning(one, 2 * _noise(ar, two, cov1)))
    if not E.shape[1]:
        return 0 * ar.einsum("ij,ij->", S0, S1)
    return ar.einsum("ii->", ar.sqrtm(E.T @ A @ E @ B))


@finite
def mean_distance2(ar: Arithmetic, n: int, variance: Any, other: int | None = None) -> Array:
    """E F = V (1/n + 2 - 2 c(n)) of N(m, V) and n draws of it; of n and of k = `other` draws V (1/n + 1/k + 2 - 2 c(n) c(k)).

    On a line; of samples F takes the mean and the variance with the divisor n - 1; c(n) is `root_bias`. n, k >= 2.
    """
    V = door.number(ar, "variance", variance)
    door.positive(ar, "variance", V, strict=False)
    c = root_bias(ar, n)
    if other is None:
        return V * (1 / ar.array(n) + 2 - 2 * c)
    return V * (1 / ar.array(n) + 1 / ar.array(other) + 2 - 2 * c * root_bias(ar, other))


@finite
def root_bias(ar: Arithmetic, n: int) -> Array:
    """c(n) = E s/sqrt(V) = sqrt(2/(n - 1)) Gamma(n/2)/Gamma((n - 1)/2), s^2 a normal sample's variance with the divisor n - 1.

    Gamma(k)/Gamma(k - 1/2) = 4^(k - 1)/(sqrt(pi) binom(2 k - 2, k - 1)), Gamma(k + 1/2)/Gamma(k) = sqrt(pi) k binom(2 k, k)/4^k.
    """
    n = door.count("n", n, 2)
    k, root = n // 2, ar.sqrt(ar.array(ar.pi()))
    if n % 2:
        ratio = ar.array(Fraction(k * comb(2 * k, k), 4**k)) * root
    else:
        ratio = ar.array(Fraction(4 ** (k - 1), comb(2 * k - 2, k - 1))) / root
    return ar.sqrt(ar.array(Fraction(2, n - 1))) * ratio


def _split(ar: Arithmetic, S: Array, rows: list[int] | None) -> tuple[Array, Array]:
    """C (d, k) and A (k, k), positive definite, of S = C A C^T: I and S where nothing is singular."""
    if rows is None or len(rows) == len(S):
        return ar.eye(len(S)), S
    C = S[:, rows]
    return C, ar.solve(C[rows], ar.eye(len(rows))) if rows else C[:0]


def _known(ar: Arithmetic, S: Array, given: Any) -> Any:
    """S as Fractions in an exact arithmetic, as floats in another; None where its entries are symbols, or balls."""
    return rationals(given) if ar.name in EXACT else ar.floats(S)


def _noise(ar: Arithmetic, M: Any, given: Any) -> Any:
    """What rounding makes of a zero: d u |M|; nothing in Fractions."""
    return 0 if M is None or ar.name in EXACT or not M.size else len(M) * unit(ar, given) * abs(M).max()


def _spanning(M: Any, noise: Any) -> list[int] | None:
    """Rows that span M, positive semidefinite: largest pivots first, down to zero. None where M is not known."""
    if M is None:
        return None
    rows: list[int] = []
    while len(rows) < len(M) and M[k := int(np.argmax(M.diagonal())), k] > noise:
        rows.append(k)
        M = M - np.outer(M[:, k], M[k]) / M[k, k]
    return sorted(rows)
