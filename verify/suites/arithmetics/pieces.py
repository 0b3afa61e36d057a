"""Work that is done in pieces: whole numbers, so that every way of cutting it gives the same numbers."""

from collections.abc import Callable
from typing import Any

import numpy as np

from analytic import empirical
from analytic.arithmetic import _blocks, _pencil


def _numbers(*shape: int) -> Any:
    return (np.arange(np.prod(shape)) % 17 - 8.0).reshape(shape)


def assembled(threads: int, N: int = 11, most: int = 2) -> tuple[Any, Any]:
    """N rows in blocks of at most `most`, shared by threads: two results of each block."""
    x = _numbers(N, 3)
    both = _blocks._assemble(lambda i, j: (x[i:j] ** 2, x[i:j].sum(-1)), N, most, threads)
    return np.column_stack(both), np.column_stack([x**2, x.sum(-1)])


def blended(n: int, p: int, d: int) -> tuple[Any, Any]:
    """sum_p c_np M_pij, where a product is longer than BLAS does on one thread."""
    c, M = _numbers(n, p), _numbers(p, d, d)
    return _pencil._blend(c, _pencil._rows(M)), np.einsum("np,pij->nij", c.astype(int), M.astype(int), optimize=True)


def few_at_a_time(N: int) -> tuple[Any, Any]:
    """Points of which two are held at once."""
    x = _numbers(N, 3)
    return empirical._over(lambda b: b * b, empirical.HELD // 2, x), x * x


PIECES: dict[str, Callable[[], tuple[Any, Any]]] = {
    "blocks of points, one thread": lambda: assembled(1),
    "blocks of points, two threads": lambda: assembled(2),
    "blocks of points, three threads": lambda: assembled(3),
    "a blend of 300 matrices, d = 9": lambda: blended(200, 300, 9),
    "a blend of 9 matrices, d = 8": lambda: blended(9000, 9, 8),
    "a blend of 40 matrices, d = 2": lambda: blended(50, 40, 2),
    "points of finite data": lambda: few_at_a_time(5),
}
