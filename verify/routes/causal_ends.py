"""Where masked and clamped flows from N(0, I) to N(0, S) end, on the linear path, enclosed; quotients of polynomials, t complex."""

from typing import Any

import numpy as np
from flint import acb, acb_poly, acb_series

from analytic.arithmetic import Array
from verify.routes import linear_ode
from verify.routes.time_integrals import adjugate, determinant


def masked(S: Array, sees: list[list[int]]) -> Any:
    """M(1), (d, d): coordinate i moves by what the coordinates of sees[i] tell of it."""
    rows = _slopes(S, sees)
    return linear_ode.solve(lambda t: [[_at(e, t) for e in row] for row in rows])


def clamped(S: Array, k: int) -> Any:
    """M(1), (d + 1, d + 1): x_k = (1 - t) xi + t c, the others move by all coordinates; columns x with xi for x_k, and c."""
    start, end, none = acb_poly([1, -1]), acb_poly([0, 1]), (acb_poly([0]), acb_poly([1]))
    rows = []
    for i, row in enumerate(_slopes(S, [list(range(len(S)))] * len(S))):
        own, below = row[k]
        moved = [*((own * start, below) if j == k else e for j, e in enumerate(row)), (own * end, below)]
        rows.append([none] * (len(S) + 1) if i == k else moved)
    rows.append([none] * (len(S) + 1))
    return linear_ode.solve(lambda t: [[_at(e, t) for e in row] for row in rows])


def _slopes(S: Array, sees: list[list[int]]) -> list[list[Any]]:
    """Row i: D_iP adj(S_PP)/det(S_PP) of S_t = (1 - t)^2 I + t^2 S and D_t = t S - (1 - t) I, P = sees[i], as two polynomials."""
    d = len(S)
    at, turn = np.empty((2, d, d), dtype=object)
    for i, j in np.ndindex(d, d):
        own = int(i == j)
        at[i, j], turn[i, j] = acb_poly([own, -2 * own, own + S[i, j]]), acb_poly([-own, own + S[i, j]])
    rows = []
    for i, P in enumerate(sees):
        seen = at[np.ix_(P, P)]
        found, below = turn[i, P] @ adjugate(seen), determinant(seen)
        rows.append([(found[P.index(j)] if j in P else acb_poly([0]), below) for j in range(d)])
    return rows


def _at(quotient: tuple[acb_poly, acb_poly], t: Any) -> Any:
    """Its value, of a series its series; on a disc by expansion about the centre, which widens least."""
    centre = acb(t[0]) if isinstance(t, acb_series) else acb(t.real.mid(), t.imag.mid())
    top, bottom = (_horner(p(acb_poly([centre, 1])).coeffs(), t - centre) for p in quotient)
    return top / bottom


def _horner(coefficients: list[Any], y: Any) -> Any:
    found = 0 * y
    for c in reversed(coefficients):
        found = found * y + c
    return found
