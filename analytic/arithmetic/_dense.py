"""Plain matrices: pencils kept as they are, and a solve that factors each matrix once for all its right-hand sides."""

from collections.abc import Callable
from typing import Any

import numpy as np

from analytic.arithmetic.protocol import Arithmetic, Array, Pencil

SINGULAR = "the covariance of x_t is singular here, to working precision: take 0 < t < 1, or covariances of full rank"


def singular(xp: Any, LU: Any, unit: float, inverses: Callable[[Any], tuple[Any, Any]]) -> bool:
    """d u (|L^-1| |L| |U| |U^-1|)_ii >= 1 for some i: rounding, A + E = L U with |E| <= d u |L| |U|, can have made the pivot U_ii.

    LU (..., d, d) holds both, without L's unit diagonal; `inverses` gives theirs, asked for only where a pivot is below sqrt(u)
    times the sum of its column. Rows and columns may be of any scale; NaN is not singular. Higham 2002, Theorem 9.3.
    """
    size, d = abs(LU), LU.shape[-1]
    pivots = size.diagonal(0, -2, -1)
    if bool((pivots > unit**0.5 * size.sum(-2)).all()):
        return False
    if bool((pivots == 0).any()):
        return True
    with np.errstate(all="ignore"):
        L1, U1 = (abs(a) for a in inverses(LU))
        noise = ((L1 + L1 @ xp.tril(size, -1)) * (xp.triu(size) @ U1).mT).sum(-1)
        return bool((d * unit * noise >= 1).any())


def solve(
    columns: Callable[[Any, Any], Any],
    A: Any,
    b: Any,
    broadcast_to: Callable[..., Any],
    empty: Callable[[tuple[int, ...]], Any],
) -> Any:
    """A^-1 b over broadcast batches: `columns(A_i, all b that meet A_i)` is called once per matrix A_i of A's own batch."""
    d = b.shape[-1]
    batch = np.broadcast_shapes(A.shape[:-2], b.shape[:-1])
    b = broadcast_to(b, (*batch, d))
    own = (1,) * (len(batch) - A.ndim + 2) + tuple(A.shape[:-2])
    A = A.reshape(*own, d, d)
    out = empty((*batch, d))
    for i in np.ndindex(own):
        here = tuple(slice(None) if n == 1 else j for n, j in zip(own, i, strict=True))
        rhs = b[here]
        out[here] = columns(A[i], rhs.reshape(-1, d).T).T.reshape(rhs.shape)
    return out


class Pencils:
    """Pencils that are the matrices themselves, with the solve and the contractions of the arithmetic that has them."""

    def __repr__(self: Arithmetic) -> str:
        return self.name

    def pencil(self, S: Array, C: Array) -> Pencil:
        return lambda p, q: p[..., None] * S + q[..., None] * C

    def apply(self: Arithmetic, D: Any, s: Array) -> Array:
        return self.einsum("...ij,...j->...i", D, s)

    def ratio(self: Arithmetic, D: Any, S: Any) -> Any:
        return self.solve(S[..., None, :, :], D)  # row i: S^-1 D_i, and S is symmetric

    def blend(self: Arithmetic, r: Array, B: Any) -> Array:
        return self.einsum("...k,...kij->...ij", r, B)

    def trace(self: Arithmetic, B: Any) -> Array:
        return self.einsum("...ii->...", B)
