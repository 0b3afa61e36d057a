"""Causal models by routes that share no text with the closed forms: sums over paths, equations one after the other, graphs.

d-separation, and which variables to adjust for, are asked of networkx.
"""

from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np

from analytic.arithmetic import Array

Triple = tuple[int, int, tuple[int, ...]]


def path_sums(ar: Any, B: Array) -> Array:
    """I + B + B B + ..., (n, n): of each path from k to j the product of its arrows, summed."""
    T = eye = ar.eye(len(B))
    for _ in range(len(B) - 1):
        T = eye + B @ T
    return T


def covariance(model: Any) -> Array:
    T = path_sums(model.ar, model.B)
    return (T * model.V) @ T.T


def loading(model: Any) -> Array:
    return path_sums(model.ar, model.B) * model.ar.sqrt(model.V)


def solved(model: Any, u: Array, k: int | None = None, value: Any = None) -> Array:
    """x (n, ...) of the noise u (n, ...), each equation after those of its causes; x_k = value where that is done."""
    x, left = 0 * u, list(range(len(u)))
    while left:
        i = next(i for i in left if all(j not in left or model.B[i, j] == 0 for j in range(len(u))))
        x[i] = 0 * u[i] + value if i == k else u[i] + sum(model.B[i, j] * x[j] for j in range(len(u)))
        left.remove(i)
    return x


def projected(ar: Any, J: Array, nodes: Any) -> Array:
    """The covariance of J z for standard normal z given (J z)_K = 0: J P J^T, P the projection onto the z with J_K z = 0."""
    JK = J[list(nodes)]
    P = ar.eye(len(J)) - JK.T @ ar.solve(JK @ JK.T, JK.T).T
    return J @ P @ J.T


def triples(n: int) -> Iterator[Triple]:
    """i < j, and some of the others."""
    for i, j in combinations(range(n), 2):
        others = [v for v in range(n) if v not in (i, j)]
        for size in range(len(others) + 1):
            yield from ((i, j, given) for given in combinations(others, size))


def graph(B: Array) -> Any:
    import networkx as nx

    found = nx.DiGraph()
    found.add_nodes_from(range(len(B)))
    found.add_edges_from((int(j), int(i)) for i, j in np.argwhere(B != 0))
    return found


def connected(B: Array, directed: bool = True) -> list[int]:
    """Of each of the triples 1 where i and j are not d-separated by what is given, else 0; undirected: not cut off by it."""
    import networkx as nx

    of = graph(B)
    if directed:
        return [int(not nx.is_d_separator(of, {i}, {j}, set(given))) for i, j, given in triples(len(B))]
    ways = of.to_undirected()
    return [int(nx.has_path(nx.restricted_view(ways, given, ()), i, j)) for i, j, given in triples(len(B))]


def adjusted(B: Array) -> list[Triple]:
    """Cause k, effect j, and a set that blocks every path into k, without descendants of k (the back-door criterion)."""
    import networkx as nx

    found, of = [], graph(B)
    for a, b, given in triples(len(B)):
        for k, j in ((a, b), (b, a)):
            cut = of.copy()
            cut.remove_edges_from([*of.out_edges(k)])
            if not nx.descendants(of, k) & set(given) and nx.is_d_separator(cut, {k}, {j}, set(given)):
                found.append((k, j, given))
    return found
