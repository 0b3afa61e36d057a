"""Exact means of polynomials of normal and of sign vectors, and covariances of polynomial maps from the moments of a normal."""

from collections.abc import Callable
from fractions import Fraction as F
from itertools import product
from math import factorial, prod
from typing import Any

import numpy as np

from analytic.arithmetic import Arithmetic, Array, Law, Points
from verify.claim import Function

NORMAL = ((0, F(2, 3)), (1, F(1, 6)), (-1, F(1, 6)))  # times sqrt 3: exact for N(0, 1) up to degree 5 in each variable
SIGNS = ((1, F(1, 2)), (-1, F(1, 2)))
HERMITE = ((1, 0, 0, 0), (0, 1, 0, 0), (-1, 0, 1, 0), (0, -3, 0, 1))  # He_k in powers of z


def mean(ar: Arithmetic, d: int, f: Callable[[Array], Any], nodes: tuple[tuple[int, F], ...] = NORMAL) -> Array:
    """E f(z), z (d,) with independent entries."""
    root = ar.sqrt(ar.array(3)) if nodes is NORMAL else 1
    draws = list(product(nodes, repeat=d))
    return sum(ar.array(prod(w for _, w in draw)) * f(root * ar.array([n for n, _ in draw])) for draw in draws)


def mapped(law: Law) -> Array:
    """Mean above covariance of (m0 + R e, m1 + T R e), R R = S0, over all sign vectors e, (1 + 2 d, 2 d)."""
    ar, of = law.ar, law.of
    R, d = ar.sqrtm(of.cov0), len(of.mean0)
    pair: Function = lambda e: np.concatenate([of.mean0 + R @ e, of.mean1 + of.T @ (R @ e)])  # noqa: E731
    centre = mean(ar, d, pair, SIGNS)
    spread = mean(ar, d, lambda e: (pair(e) - centre)[:, None] * (pair(e) - centre), SIGNS)
    return np.concatenate([centre[None], spread])


def moments(law: Law) -> Array:
    """Cov(f), (n, n), for f_i = sum a_imk He_k(z_m), from E z^j = (j - 1)!!: no orthogonality is used."""
    c = _powers(law)
    both = law.ar.array([[_normal(p + q) - _normal(p) * _normal(q) for q in range(c.shape[2])] for p in range(c.shape[2])])
    return law.ar.einsum("imp,pq,jmq->ij", c, both, c)


def polynomial(law: Law, x: Points, table: tuple[tuple[int, ...], ...] = HERMITE) -> Array:
    """sum_{m, k} a_imk He_k(x_m) in powers of x_m, (..., n), degree 3 at most."""
    c = _powers(law, table)
    total: Any = 0
    power = 1 + 0 * x
    for p in range(c.shape[2]):
        total, power = total + law.ar.einsum("im,...m->...i", c[:, :, p], power), power * x
    return total


def squares(law: Law) -> Array:
    """E[J J^T], (n, n), J by differentiating the powers of z, from E z^j = (j - 1)!!."""
    c = _powers(law)
    both = law.ar.array([[p * q * _normal(p + q - 2) if p and q else 0 for q in range(c.shape[2])] for p in range(c.shape[2])])
    return law.ar.einsum("imp,pq,jmq->ij", c, both, c)


def normalised(ar: Arithmetic, S: Array) -> Array:
    """D S D, D = diag(S)^(-1/2), (n, n): a correlation of a covariance."""
    D = ar.eye(len(S)) / ar.sqrt(S.diagonal())
    return D @ S @ D


def _powers(law: Law, table: tuple[tuple[int, ...], ...] = HERMITE) -> Array:
    """The coefficients of z_m^p in f_i, (n, d, K + 1)."""
    K = law.a.shape[2]
    return law.ar.einsum("imk,kp->imp", law.a, law.ar.array([row[:K] for row in table[:K]]))


def _normal(j: int) -> int:
    """E z^j = (j - 1)!! for even j, 0 for odd j."""
    return 0 if j % 2 else factorial(j) // (2 ** (j // 2) * factorial(j // 2))
