"""The coupling that batches make, batch by batch: each is drawn, and paired by trying every pairing."""

from functools import reduce
from itertools import permutations, product
from operator import mul
from typing import Any

from analytic.arithmetic import Array, Law


def drawn(law: Law, near: bool = False) -> Array:
    """P_ij, the chance that a point of a batch is x_i and is paired with y_j; `near`: with the nearest, which may serve twice."""
    ar, n = law.ar, law.n
    P = [[ar.array(0)[()] for _ in law.x1] for _ in law.x0]
    for a in product(range(len(law.x0)), repeat=n):
        for b in product(range(len(law.x1)), repeat=n):
            chance = reduce(mul, (law.w0[i] for i in a)) * reduce(mul, (law.w1[j] for j in b))
            for i, j in _nearest(law, a, b) if near else _best(law, a, b):
                P[i][j] = P[i][j] + chance / n
    return ar.array(P)


def _cost(law: Law, i: int, j: int) -> Any:
    return (law.x0[i] - law.x1[j]) ** 2


def _best(law: Law, a: Any, b: Any) -> list[tuple[int, int]]:
    """Of least sum of squares."""
    return min((list(zip(a, order, strict=True)) for order in permutations(b)), key=lambda way: sum(_cost(law, *ij) for ij in way))


def _nearest(law: Law, a: Any, b: Any) -> list[tuple[int, int]]:
    return [(i, min(b, key=lambda j: _cost(law, i, j))) for i in a]
