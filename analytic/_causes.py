"""What models of causes share: where the arrows are, an order of causes before effects, laws given some of the variables."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from analytic import door
from analytic._values import certain
from analytic.arithmetic import Arithmetic, Array, Points, SingularCovariance

Nodes = Sequence[int]


def arrows(ar: Arithmetic, B: Array) -> Any:
    """Where b_ij is not certainly 0, an arrow from j to i: (n, n) of bools."""
    return ~certain(ar, B, lambda e: e == 0, lambda v: v == 0) & np.ones(tuple(B.shape), dtype=bool)


def ordered(arrows: Any) -> tuple[int, ...]:
    """The variables, causes before effects: always the first that has no cause among those left."""
    causes = [set(np.flatnonzero(row).tolist()) for row in arrows]
    found: list[int] = []
    while len(found) < len(causes):
        free = [i for i in range(len(causes)) if i not in found and causes[i] <= set(found)]
        if not free:
            raise ValueError(f"the arrows have the cycle {_cycle(causes, found)}: no order puts causes first, so take one away")
        found.append(free[0])
    return tuple(found)


def matrix(ar: Arithmetic, given: Any) -> Array:
    """The map z -> T z of as many latents as variables, (d, d)."""
    T = door.array(ar, "T", given)
    door.dimensions(d=T.shape[-1] if T.ndim else 0)
    door.shape("T", T, (T.shape[-1], T.shape[-1]), "(d, d)")
    door.finite(ar, "T", T)
    return T


def evidence(ar: Arithmetic, nodes: Nodes, values: Points, n: int) -> tuple[list[int], Points]:
    """Which of n nodes were seen, as a list, and what was seen of them, (..., K)."""
    K = door.members("nodes", nodes, n)
    return K, door.points(ar, "values", values, len(K))


def regressed(ar: Arithmetic, S: Array, across: Array, K: list[int]) -> Array:
    """across S^-1, (..., K), S the covariance of the nodes K."""
    try:
        return ar.solve(S, across)
    except SingularCovariance:
        said = f"the covariance of the nodes {K} is singular: leave out those that were set, or that follow from the others"
        raise SingularCovariance(said) from None


def conditioned(
    ar: Arithmetic, m: Array, S: Array, seen: Array, across: Array, K: list[int], x: Points, own: Array | None = None
) -> tuple[Array, Array]:
    """Mean and covariance of y ~ N(m, S) given that z = x: E[z] = `seen` (K,), Cov[z, y] = `across` (K, n), Cov[z] = `own`.

    z are the nodes K, and y all of them unless `own` is given.
    """
    G = regressed(ar, across[:, K] if own is None else own, across.T, K)  # (n, K)
    return m + ar.einsum("nk,...k->...n", G, x - seen), S - ar.einsum("nk,km->nm", G, across)


def _cycle(causes: list[set[int]], found: list[int]) -> str:
    """Each variable that is left has a cause that is left: back along them until one returns."""
    walk = [next(i for i in range(len(causes)) if i not in found)]
    while walk[-1] not in walk[:-1]:
        walk.append(min(causes[walk[-1]] - set(found)))
    return " -> ".join(map(str, reversed(walk[walk.index(walk[-1]) :])))
