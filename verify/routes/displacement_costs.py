"""Convex costs of displacements, in balls: Gaussian ones, and those of the flow from N(0, 1) to a mixture on a line."""

from fractions import Fraction
from typing import Any

import numpy as np
from flint import arb, ctx

from analytic import line
from analytic.arithmetic import Arithmetic, Array, Law

# An enclosure holds for every choice of these; they decide only how narrow it is: a cell's width is its part of the error.
BITS, CELLS, REACH = 64, 80, 8  # beyond 8 deviations a normal law has mass 1e-15


def costs(ar: Arithmetic, m: Any, K: Any) -> Array:
    """E|D|^2, E|D|^4, E cosh(D_1 + ... + D_d), E sum |D_i|, and, for i < j, E max(|D_i|, |D_j|) of D ~ N(m, K)."""
    square, growth = np.trace(K) + m @ m, ar.exp(K.sum() / 2) * (ar.exp(m.sum()) + ar.exp(-m.sum())) / 2
    even = [square, square * square + 2 * np.trace(K @ K) + 4 * m @ K @ m, growth]
    d, e = len(m), ar.eye(len(m))
    largest = [(size(ar, m, K, e[i] + e[j]) + size(ar, m, K, e[i] - e[j])) / 2 for i in range(d) for j in range(i)]
    return np.array([*even, sum(size(ar, m, K, row) for row in e), *largest])


def size(ar: Arithmetic, m: Any, K: Any, a: Any) -> Array:
    """E|a.D|; where the variance s^2 of a.D may be zero, between |a.m| and |a.m| + s."""
    mean, square = a @ m, a @ K @ a
    if square.contains(0):
        return abs(mean) + arb(0).union(square.abs_upper().sqrt())
    s = ar.sqrt(square)
    return s * ar.sqrt(2 / ar.pi()) * ar.exp(-mean * mean / (2 * square)) + mean * (1 - ar.erfc(mean / (s * ar.sqrt(ar.array(2)))))


def even(ar: Arithmetic, D: Any) -> Array:
    """|D|, D^2 and cosh D, stacked first."""
    return np.stack([abs(D), D * D, (ar.exp(D) + ar.exp(-D)) / 2])


def even_means(ar: Arithmetic, m: Any, v: Any) -> Array:
    """E|D|, E D^2, E cosh D of D ~ N(m, v), v > 0; (3, ...)."""
    s = ar.sqrt(v)
    ratio = m / (s * ar.sqrt(ar.array(2)))
    first = s * ar.sqrt(2 / ar.pi()) * ar.exp(-ratio * ratio) + m * (1 - ar.erfc(ratio))
    return np.stack([first, v + m * m, ar.exp(v / 2) * (ar.exp(m) + ar.exp(-m)) / 2])


def rectified(mix: Law, cells: int = CELLS, reach: int = REACH) -> Array:
    """E c(T(x0) - x0) enclosed, x0 ~ N(0, 1), T the flow map to a mixture on a line: cell by cell, T increases.

    T(x) - x lies between the least and the largest of m_k + (s_k - 1) x, so beyond the reach, of mass p, the part of c is at most
    sum_k sqrt(p E c(m_k + (s_k - 1) x0)^2). Errors: ValueError from another source.
    """
    if mix.m0[0] != 0 or mix.S0[0, 0] != 1:
        raise ValueError(f"the source is N({mix.m0[0]}, {mix.S0[0, 0]}): these costs are of flows from N(0, 1)")
    ar = mix.ar
    with ctx.workprec(BITS):
        x = ar.array([[Fraction(reach * (2 * j - cells), cells)] for j in range(cells + 1)])
        y, Phi = line.flow_map(mix, 0, 1, x)[:, 0], line.cdf(mix, 0, x)[:, 0]
        x = x[:, 0]
        each = even(ar, np.frompyfunc(arb.union, 2, 1)(y[:-1] - x[1:], y[1:] - x[:-1]))
        m, v = mix.m[:, 0], (ar.sqrt(mix.C[:, 0, 0]) - 1) ** 2
        fourth, double = m**4 + 6 * m * m * v + 3 * v * v, ar.exp(2 * v) * (ar.exp(2 * m) + ar.exp(-2 * m)) / 2
        squares = np.stack([m * m + v, fourth, (1 + double) / 2])
        tail = ar.sqrt(2 * Phi[0] * squares).sum(1)
        return (each * (Phi[1:] - Phi[:-1])).sum(1) + np.frompyfunc(arb(0).union, 1, 1)(tail)
