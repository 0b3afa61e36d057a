"""Counts of a binary table in the cells of every few columns, and G^2 of every pair of columns given every few others.

    G^2(i, j | C) = 2 n I(i; j | C) = 2 (F(ijC) - F(iC) - F(jC) + F(C)),   F(V) = sum over the cells of V of count log count

Letters: V (S, size) ascending sets of columns, a row each; L columns, 64 at most; a table is (n, L) of 0 and 1.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from math import comb
from typing import Any

import numpy as np

WORDS = 32  # 64-bit words of every row of bits that are counted at a time


@dataclass(frozen=True)
class Sums:
    """For every set V of at most `order + 2` columns: in how many rows all of V are 1, in the order of `rank`; from it F(V)."""

    counts: list[Any]  # by the size of V

    @classmethod
    def of(cls, table: Any, largest: int) -> "Sums":
        """Rows packed into bits, 64 to a word; a set's bits are those of the set without its last column, and that column's."""
        n, L = table.shape
        packed = np.packbits(np.pad(table.astype(bool), ((0, -n % 64), (0, 0))), axis=0).T
        bits = np.ascontiguousarray(packed).view(np.uint64)
        counts = [np.array([n])] + [np.zeros(comb(L, size), dtype=np.int64) for size in range(1, largest + 1)]
        for start in range(0, bits.shape[1], WORDS):
            part = bits[:, start : start + WORDS]
            held = np.full((1, part.shape[1]), ~np.uint64(0))
            for size in range(1, largest + 1):
                grown = []
                for last in range(L):
                    both = held[: comb(last, size - 1)] & part[last]
                    counts[size][comb(last, size) : comb(last + 1, size)] += np.bitwise_count(both).sum(1, dtype=np.int64)
                    if size < largest:
                        grown.append(both)
                held = np.concatenate(grown) if grown else held
        return cls(counts)

    def tables(self, V: Any) -> Any:
        """The counts of all cells of each set V (S, size), (S, 2, ..., 2): what has 0 is what may have either, less what has 1."""
        size = V.shape[1]
        cells = np.empty((len(V), *[2] * size), dtype=np.int64)
        for ones in np.ndindex(*[2] * size):
            part = V[:, np.flatnonzero(ones)]
            cells[(slice(None), *ones)] = self.counts[part.shape[1]][rank(part)]
        for axis in range(1, size + 1):
            zero, one = ((slice(None),) * axis + (e,) for e in (0, 1))
            cells[zero] -= cells[one]
        return cells

    def tests(self, size: int) -> Iterator[tuple[Any, Any, Any, Any, Any]]:
        """i, j, C, G^2 and its degrees of freedom for every set C of a size and every pair outside it."""
        L = len(self.counts[1])
        V = sets(L, size + 2)
        cells = self.tables(V)
        F = {s: _F(self.tables(sets(L, s))) for s in (size, size + 1)}
        whole, full = _F(cells), (cells > 0).reshape(len(V), -1).all(1)
        for p, q in combinations(range(size + 2), 2):
            C, iC, jC = (np.delete(V, out, axis=1) for out in ((p, q), q, p))
            g2 = 2 * (whole - F[size + 1][rank(iC)] - F[size + 1][rank(jC)] + F[size][rank(C)])
            df = np.full(len(V), 2**size)
            df[~full] = _varies(cells[~full], p, q)
            yield V[:, p], V[:, q], C, g2, df


def _varies(cells: Any, p: int, q: int) -> Any:
    """In how many strata both p and q take both values, (S,)."""
    i, j = cells.sum(q + 1, keepdims=True) > 0, cells.sum(p + 1, keepdims=True) > 0
    return (i.all(p + 1, keepdims=True) & j.all(q + 1, keepdims=True)).sum(tuple(range(1, cells.ndim)))


def _F(cells: Any) -> Any:
    x = cells.reshape(len(cells), -1).astype(float)
    return (x * np.log(np.maximum(x, 1))).sum(1)


def rank(V: Any) -> Any:
    """The place of ascending sets (S, size) among all of their size, ordered by the last column, then the last but one ..."""
    below = [np.array([comb(v, s + 1) for v in range(64)]) for s in range(V.shape[1])]
    return sum((b[v] for b, v in zip(below, V.T, strict=True)), np.zeros(len(V), dtype=np.int64))


@cache
def sets(L: int, size: int) -> Any:
    """All ascending sets of a size, in the order of `rank`."""
    if size == 0:
        return np.zeros((1, 0), dtype=np.int64)
    return np.concatenate([np.pad(sets(last, size - 1), ((0, 0), (0, 1)), constant_values=last) for last in range(size - 1, L)])
