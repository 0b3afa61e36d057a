"""Exact means of polynomials of normal and of sign vectors, and covariances of polynomial maps from the moments of a normal."""

from collections.abc import Callable
from fractions import Fraction as F
from itertools import product
from math import factorial, prod
from typing import Any

from analytic.arithmetic import Arithmetic, Array, Law, Points

NORMAL = ((0, F(2, 3)), (1, F(1, 6)), (-1, F(1, 6)))  # times sqrt 3: exact for N(0, 1) up to degree 5 in each variable
SIGNS = ((1, F(1, 2)), (-1, F(1, 2)))
HERMITE = ((1, 0, 0, 0), (0, 1, 0, 0), (-1, 0, 1, 0), (0, -3, 0, 1))  # He_k in powers of z


def mean(ar: Arithmetic, d: int, f: Callable[[Array], Any], nodes: tuple[tuple[int, F], ...] = NORMAL) -> Array:
    """E f(z), z (d,) with independent entries."""
    root = ar.sqrt(ar.array(3)) if nodes is NORMAL else 1
    draws = list(product(nodes, repeat=d))
    return sum(ar.array(prod(w for _, w in draw)) * f(root * ar.array([n for n, _ in draw])) for draw in draws)


def moments(law: Law) -> Array:
    """Cov(f), (n, n), for f_i = sum a_imk He_k(z_m), from E z^j = (j - 1)!!: no orthogonality is used."""
    normal = [0 if j % 2 else factorial(j) // (2 ** (j // 2) * factorial(j // 2)) for j in range(7)]
    K = law.a.shape[2]
    c = law.ar.einsum("imk,kp->imp", law.a, law.ar.array([row[:K] for row in HERMITE[:K]]))  # coefficients of z^p
    both = law.ar.array([[normal[p + q] - normal[p] * normal[q] for q in range(K)] for p in range(K)])
    return law.ar.einsum("imp,pq,jmq->ij", c, both, c)


def polynomial(law: Law, x: Points, table: tuple[tuple[int, ...], ...] = HERMITE) -> Array:
    """sum_{m, k} a_imk He_k(x_m) in powers of x_m, (..., n), degree 3 at most."""
    K = law.a.shape[2]
    c = law.ar.einsum("imk,kp->imp", law.a, law.ar.array([row[:K] for row in table[:K]]))
    total: Any = 0
    power = 1 + 0 * x
    for p in range(K):
        total, power = total + law.ar.einsum("im,...m->...i", c[:, :, p], power), power * x
    return total


def squares(law: Law) -> Array:
    """E[J J^T], (n, n), J by differentiating the powers of z."""
    K = law.a.shape[2]
    lower = law.ar.array([[k * (j == k - 1) for j in range(K)] for k in range(K)])  # He_k' = k He_{k-1}
    slopes = [type(law)(law.ar, law.a[:, m : m + 1] @ lower) for m in range(law.a.shape[1])]
    total: Any = 0
    for s in slopes:
        total = total + moments(s) + s.a[:, 0, :1] * s.a[:, 0, 0]
    return total


def normalised(ar: Arithmetic, S: Array) -> Array:
    """D S D, D = diag(S)^(-1/2), (n, n): a correlation of a covariance."""
    D = ar.eye(len(S)) / ar.sqrt(S.diagonal())
    return D @ S @ D
