"""Where masked and clamped flows from N(0, I) to N(0, S) end, on the linear path, enclosed: entries by elimination, t complex."""

from typing import Any

from analytic.arithmetic import Array
from verify.routes import linear_ode


def masked(S: Array, sees: list[list[int]]) -> Any:
    """M(1), (d, d): coordinate i moves by what the coordinates of sees[i] tell of it."""
    return linear_ode.solve(lambda t: _slopes(S, sees, t))


def clamped(S: Array, k: int) -> Any:
    """M(1), (d + 1, d + 1): x_k = (1 - t) xi + t c, the others move by all coordinates; columns x with xi for x_k, and c."""

    def entries(t: Any) -> list[list[Any]]:
        A = _slopes(S, [list(range(len(S)))] * len(S), t)
        rows = [[*(e * (1 - t) if j == k else e for j, e in enumerate(row)), row[k] * t] for row in A]
        return [[0 * t] * (len(S) + 1) if i == k else row for i, row in enumerate(rows)] + [[0 * t] * (len(S) + 1)]

    return linear_ode.solve(entries)


def _slopes(S: Array, sees: list[list[int]], t: Any) -> list[list[Any]]:
    """Row i: D_iP S_PP^-1 of S_t = (1 - t)^2 I + t^2 S and D_t = t S - (1 - t) I, P = sees[i]."""
    d = len(S)
    at = [[t * t * S[i, j] + ((1 - t) * (1 - t) if i == j else 0 * t) for j in range(d)] for i in range(d)]
    turn = [[t * S[i, j] - ((1 - t) if i == j else 0 * t) for j in range(d)] for i in range(d)]
    rows = []
    for i, P in enumerate(sees):
        found = _eliminated([[at[p][q] for q in P] for p in P], [turn[i][p] for p in P])
        rows.append([found[P.index(j)] if j in P else 0 * t for j in range(d)])
    return rows


def _eliminated(A: list[list[Any]], b: list[Any]) -> list[Any]:
    """A^-1 b by Gauss."""
    A, b, n = [[*row] for row in A], [*b], len(b)
    for p in range(n):
        for i in range(p + 1, n):
            share = A[i][p] / A[p][p]
            A[i] = [e - share * f for e, f in zip(A[i], A[p], strict=True)]
            b[i] = b[i] - share * b[p]
    for p in reversed(range(n)):
        b[p] = b[p] / A[p][p]
        for i in range(p):
            b[i] = b[i] - A[i][p] * b[p]
    return b
