"""Solves and determinants by mpmath; functions of matrices from eigenvalues that are known, A = V M V^-1."""

from collections.abc import Callable, Sequence
from fractions import Fraction as Q
from typing import Any

import numpy as np

from analytic.arithmetic import Arithmetic, Array
from verify.suites.arithmetics.case import ALL, VALUES, Case, Curve, in_digits, reference, times
from verify.suites.arithmetics.sums import numbers

mp = reference()


def determinant(A: Any) -> Any:
    return mp.det(mp.matrix(A.tolist()))


def solution(A: Any, b: Any) -> Any:
    return np.array(list(mp.lu_solve(mp.matrix(A.tolist()), mp.matrix(b.tolist()))), dtype=object)


def solve(ar: Arithmetic, A: Array, b: Array) -> Array:
    return ar.solve(A, b)


def logdet(ar: Arithmetic, A: Array) -> Array:
    return ar.logdet(A)


def vectors(A: Any, b: Any) -> Any:
    """Of each matrix (..., d, d) and the vectors (..., d) that meet it."""
    batch = np.broadcast_shapes(A.shape[:-2], b.shape[:-1])
    As, bs = np.broadcast_to(A, (*batch, *A.shape[-2:])), np.broadcast_to(b, (*batch, b.shape[-1]))
    return np.array([solution(As[i], bs[i]) for i in np.ndindex(batch)], dtype=object)


def logdets(A: Any) -> Any:
    return np.array([mp.log(determinant(A[i])) for i in np.ndindex(A.shape[:-2])], dtype=object)


PLAIN = [[2, 1, 0], [-1, 3, Q(1, 2)], [0, Q(1, 3), 4]]
SWAPS = [[0, 1, 0], [2, 0, 1], [1, 1, 3]]  # a pivot that must be looked for
PAIR = np.array([[[3, 1], [1, 2]], [[Q(1, 2), 0], [0, 5]]], dtype=object)
WITH = np.array([[[1, Q(1, 2)], [Q(1, 2), 0]], [[0, 1], [1, 1]]], dtype=object)


def linear(of: str, at: str, call: Callable[..., Array], *curves: Curve, lift: int) -> Case:
    return Case(of, at, call, curves, vectors if of == "solve" else logdets, lift=lift, orders=2)


PAIRS, SPREAD = (PAIR, WITH), (numbers(3, 2, 2), numbers(3, 2, 2, start=9))
TINY = np.array([[[[Q(1, 5000), 1], [1, Q(1, 3)]]], [[[3, 1], [Q(1, 2), 2]]]], dtype=object)  # whose first pivot loses digits
MIXED = (np.array([[SWAPS], [PLAIN]], dtype=object), numbers(2, 1, 3, 3))
LINEAR = (
    linear("solve", "one matrix, one vector", solve, (PLAIN, numbers(3, 3)), (numbers(3), numbers(3, start=5)), lift=16),
    linear("solve", "a pivot that is 0", solve, (SWAPS, numbers(3, 3)), (numbers(2, 3), numbers(2, 3, start=4)), lift=64),
    linear("solve", "two matrices, points of each", solve, PAIRS, SPREAD, lift=32),
    linear("solve", "a matrix for each point", solve, (PAIR[:, None], WITH[:, None]), (numbers(2, 3, 2),), lift=32),
    linear("solve", "a matrix for each point, pivots to look for", solve, MIXED, (numbers(2, 4, 3),), lift=64),
    linear("solve", "a matrix for each point, a pivot of 1/5000", solve, (TINY, numbers(2, 1, 2, 2)), (numbers(2, 4, 2),), lift=4),
    linear("logdet", "two covariances", logdet, PAIRS, lift=16),
    linear("logdet", "three rows", logdet, ([[4, 1, 0], [1, 3, 1], [0, 1, 2]], np.eye(3, dtype=int)), lift=16),
)

Function = Callable[[Any], Any]
FUNCTIONS: dict[str, Function] = {"sqrtm": mp.sqrt, "expm": mp.exp, "logm": mp.log}
TURN3 = [[0, Q(1, 2), 1], [0, 0, Q(-1, 3)], [0, 0, 0]]


def inverse(V: Sequence[Sequence[Any]]) -> Any:
    """Of a 2 x 2 or 3 x 3 matrix of fractions, by cofactors."""
    n = len(V)
    A = np.array([[Q(v) for v in row] for row in V], dtype=object)

    def minor(i: int, j: int) -> Any:
        M = [[A[p, q] for q in range(n) if q != j] for p in range(n) if p != i]
        return M[0][0] if n == 2 else M[0][0] * M[1][1] - M[0][1] * M[1][0]

    cofactors = np.array([[(-1) ** (i + j) * minor(i, j) for j in range(n)] for i in range(n)], dtype=object)
    return cofactors.T / sum(A[0, j] * cofactors[0, j] for j in range(n))


def similar(V: Any, middle: Curve) -> Curve:
    """(I + h N) V M(h) V^-1 (I + h N)^-1 with N^2 = 0: the eigenvalues of M(h), in a basis that turns with h."""
    n = len(V)
    eye, N = np.eye(n, dtype=int), np.zeros((n, n), dtype=object)
    N[0, -1] = Q(1, 2)
    return times((eye, N), (V,), middle, (inverse(V),), (eye, -N))


def function(name: str, at: str, V: Any, middle: Curve, of: Callable[[Function, Any], Any], **more: Any) -> Case:
    """`of(f, M)` is f(M) of the middle matrix M(h); the outer ones are read off as above."""

    def call(ar: Arithmetic, A: Array, *_: Array) -> Array:
        return getattr(ar, name)(A)

    def truth(_: Any, M: Any, h: Any) -> Any:
        n = len(V)
        T = np.eye(n, dtype=object) * mp.mpf(1)
        T[0, -1] += h / 2
        back = np.eye(n, dtype=object) * mp.mpf(1)
        back[0, -1] -= h / 2
        return T @ in_digits(V) @ of(FUNCTIONS[name], M) @ in_digits(inverse(V)) @ back

    return Case(name, at, call, (similar(V, middle), middle, (0, 1)), truth, orders=3, **more)


def diagonal(f: Function, M: Any) -> Any:
    return np.array([[f(M[i, i]) if i == j else mp.mpf(0) for j in range(len(M))] for i in range(len(M))], dtype=object)


def turned(f: Function, M: Any) -> Any:
    """[[a, -b], [b, a]] is the number a + b i."""
    v = f(mp.mpc(M[0, 0], M[1, 0]))
    return np.array([[v.real, -v.imag], [v.imag, v.real]], dtype=object)


def block(f: Function, M: Any) -> Any:
    """[[a, b, 0], [0, a, 0], [0, 0, c]]: f(a) twice, and f'(a) b beside it."""
    out = diagonal(f, M)
    out[0, 1] = mp.diff(f, M[0, 0]) * M[0, 1]
    return out


def diag(*values: Any) -> Any:
    return np.diag(np.array(values, dtype=object))


SHEAR, TALL = [[2, 1], [-1, 1]], [[1, 1, 0], [0, 1, Q(1, 2)], [-1, 0, 1]]
TWO = (diag(Q(1, 3), 2), diag(Q(1, 5), -1))
ROUND = tuple(np.array([[a, -b], [b, a]], dtype=object) for a, b in ((Q(3, 5), Q(4, 5)), (Q(1, 3), Q(-1, 2))))
THREE = (diag(Q(1, 100), 1, 9), diag(Q(1, 200), 1, -2))
DOUBLE = (np.array([[2, 1, 0], [0, 2, 0], [0, 0, Q(1, 4)]], dtype=object), diag(1, 1, Q(1, 7)))
LARGE = (diag(Q(1, 2), 4000), diag(1, 100))

LISTED = (
    ("eigenvalues 1/3 and 2, not symmetric", SHEAR, TWO, diagonal, ALL, 64, 1),
    ("eigenvalues (3 +- 4 i)/5", SHEAR, ROUND, turned, VALUES, 256, 1),
    ("eigenvalues 1/100, 1 and 9", TALL, THREE, diagonal, VALUES, 4096, 16),
    ("a double eigenvalue with one vector", TALL, DOUBLE, block, VALUES, 1024, 1),
    ("eigenvalues 1/2 and 4000", [[1, 0], [0, 1]], LARGE, diagonal, ALL, 2**14, 1),
)

CASES = (
    *LINEAR,
    *(
        function(name, at, V, middle, of, on=on, lift=lift, growth=growth)
        for at, V, middle, of, on, lift, growth in LISTED
        for name in FUNCTIONS
        if not (name == "expm" and middle is LARGE)  # exp(4000) is no float
    ),
)
