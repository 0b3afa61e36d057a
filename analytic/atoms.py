"""Semi-discrete optimal transport: a Gaussian source, or any with a density, to finitely many atoms.

    phi*(y) = max_i (y.x_i - g_i),   T(y) = x_i on the cell where i attains the maximum,   H = 0 inside the cells
    prox_{s phi}(z) = sum_i l_i x_i, l the weights of least s sum_i l_i g_i + |sum_i l_i x_i - z|^2/2

phi is the convex envelope of the g_i at the x_i, infinite off their hull. The proximal point is found by trying every face: each
set of at most d + 1 atoms gives one linear system, whose signs say whether it is the solution; exact, and meant for a dozen atoms.

Letters: P (N, d) the atoms x_i; g (N,) the offsets; w (N,) the masses of the cells.
Conditions: atoms in general position (a set without a solution of its own is left out). No symbols: signs must be known.
Errors: ValueError at the door, and for a point on the common boundary of two cells. Source: Aurenhammer et al. 1998.
"""

from collections.abc import Callable
from functools import reduce
from itertools import combinations
from operator import and_
from typing import Any

import numpy as np

from analytic import door, line
from analytic.arithmetic import Arithmetic, Array
from analytic.mixture import mixture
from analytic.path import Path, linear
from analytic.proximal import Potential


def atoms(ar: Arithmetic, points: Any, offsets: Any, path: Path = linear) -> Potential:
    """The transport whose cells are {y: y.x_i - g_i is largest}.

    >>> from analytic.arithmetic import float64
    >>> two = atoms(float64(), [[-1], [1]], [0, 0])
    >>> print(two.transport(float64().array([[-0.3], [2.0]]))[:, 0])
    [-1.  1.]
    """
    P, g = door.array(ar, "points", points), door.array(ar, "offsets", offsets)
    if P.ndim != 2:
        raise ValueError(f"points have shape {tuple(P.shape)}: they must be (N, d)")
    N, d = P.shape
    door.dimensions(d=d)
    if N < 2:
        raise ValueError(f"N = {N}: give at least two atoms; every path to a single one ends there")
    door.shape("offsets", g, (N,), "(N,)")
    door.finite(ar, "points", P)
    door.finite(ar, "offsets", g)
    if ar.name == "symbols":
        raise ValueError("atoms have no symbols: which cell a point is in is a matter of signs; use digits or balls")
    faces = [f for size in range(1, min(N, d + 1) + 1) for F in combinations(range(N), size) if (f := _face(ar, P, list(F)))]

    def cells(y: Array) -> tuple[Array, list[Any]]:
        u = y @ P.T - g
        return u, [reduce(and_, [u[..., i] > u[..., j] for j in range(N) if j != i]) for i in range(N)]

    def prox(s: Array, z: Array) -> Array:
        found = [_solution(ar, P, g, f, s, z) for f in faces]
        return _one(ar, z, [inside for inside, _ in found], lambda i: found[i][1])

    def transport(y: Array) -> Array:
        return _one(ar, *cells(y), lambda i: P[i])

    return Potential(
        ar,
        d,
        conjugate=lambda y: _one(ar, *cells(y), lambda i: cells(y)[0][..., i, None])[..., 0],
        transport=transport,
        hessian=lambda y: 0 * transport(y)[..., None] * y[..., None, :],
        prox=prox,
        path=path,
    )


def on_a_line(ar: Arithmetic, points: Any, weights: Any, path: Path = linear) -> Potential:
    """N(0, 1) to atoms x_1 < ... < x_N of masses w: the cells end at the quantiles of the accumulated masses."""
    P, w = door.array(ar, "points", points), door.array(ar, "weights", weights)
    if P.ndim != 1:
        raise ValueError(f"points have shape {tuple(P.shape)}: on a line they are (N,)")
    door.finite(ar, "points", P)
    door.shape("weights", w, tuple(P.shape), "(N,)")
    door.weights(ar, weights, w)
    if (v := ar.floats(P)) is not None and not (v[1:] > v[:-1]).all():
        raise ValueError("points must increase from one to the next: sort them, and add up the masses of equal ones")
    below = ar.array([[int(j < i) for j in range(len(P) - 1)] for i in range(len(P))])  # g_i = sum of what lies below i
    ends = (
        line.quantile(mixture(ar, [1], [[0]], [[[1]]]), 0, (w[:-1] + below[:-1] @ w[:-1])[:, None])[:, 0] if len(P) > 1 else w[:0]
    )
    return atoms(ar, P[:, None], below @ ((P[1:] - P[:-1]) * ends), path)


def _face(ar: Arithmetic, P: Array, F: list[int]) -> Any:
    """A face's atoms F, the unit vectors E of its unknowns (l, m), its matrix [[P P^T, 1], [1^T, 0]] in them; None if degenerate.

    Degenerate: atoms that are not affinely independent, so that the matrix is singular.
    """
    v = ar.floats(P[F])
    if np.linalg.matrix_rank(v[1:] - v[0]) < len(F) - 1:
        return None
    E = ar.eye(len(F) + 1)
    ones = E[: len(F)].sum(0)
    G = ar.einsum("pi,pq,qj->ij", E[: len(F)], P[F] @ P[F].T, E[: len(F)])
    A = G + ar.einsum("i,j->ij", ones, E[-1]) + ar.einsum("i,j->ij", E[-1], ones)
    return F, E, A


def _solution(ar: Arithmetic, P: Array, g: Array, face: Any, s: Array, z: Array) -> tuple[Any, Array]:
    """Whether the face holds the proximal point, and the point: sum_j (x_i.x_j) l_j + m = z.x_i - s g_i, sum_j l_j = 1."""
    F, E, A = face
    s = s[..., None]
    level = z @ P.T - s * g  # s (y.x_i - g_i) + x.x_i for y = (z - x)/s
    solved = ar.solve(A, level[..., F] @ E[:-1] + E[-1])
    x = solved[..., :-1] @ P[F]
    gap = solved[..., -1:] - (level - x @ P.T)  # of the atoms off the face: >= 0
    signs = [solved[..., i] > 0 for i in range(len(F))] + [gap[..., j] > 0 for j in range(len(P)) if j not in F]
    return reduce(and_, signs), x


def _one(ar: Arithmetic, z: Array, here: list[Any], value: Callable[[int], Array]) -> Array:
    """The value whose condition is true; exactly one must be."""
    count: Any = sum(1 * h for h in here)
    if ar.floats(z) is not None and not (count == 1).all():
        raise ValueError("a point lies on the boundary of two cells, where the optimal map has two values: move it off")
    return sum((1 * h)[..., None] * value(i) for i, h in enumerate(here))
