"""Many matrices, each with vectors of its own, in float64: Gaussian elimination of all at once, the points contiguous in memory.

LAPACK takes one matrix at a time: for small ones Python's call costs far more than the arithmetic. Rows are exchanged as LAPACK
does (partial pivoting), but not of symmetric matrices with positive pivots, whose elements do not grow without it. What
`_dense.singular` would look at twice, a pivot small beside the sum of its column, is `left`. Higham 2002, 9.4 and 10.1.
"""

from collections.abc import Callable

import numpy as np

from analytic.arithmetic.protocol import Array


def axis(A: Array) -> int:
    """The only axis of A's batch along which matrices differ, counted from the end of the batch; 0 where there is no such axis."""
    found = [i + 2 - A.ndim for i, n in enumerate(A.shape[:-2]) if n > 1]
    return found[0] if len(found) == 1 else 0


def solve(A: Array, b: Array, unit: float, alone: Callable[[Array, Array], Array]) -> Array:
    """A^-1 b where A has an `axis`; `alone(A_i, columns)` for what is left."""
    d, at = b.shape[-1], axis(A) - 1
    b = np.broadcast_to(b, (*np.broadcast_shapes(A.shape[:-2], b.shape[:-1]), d))
    rows = np.moveaxis(b, at, 0)  # (n, ..., d)
    A = A.reshape(-1, d, d)
    found, left = _eliminated(A, rows.reshape(len(A), -1, d), unit)
    for i in left.nonzero()[0]:
        found[i] = alone(A[i], rows[i].reshape(-1, d).T).T
    return np.moveaxis(found.reshape(rows.shape), 0, at)


def _eliminated(A: Array, b: Array, unit: float) -> tuple[Array, Array]:
    """A_i^-1 b_ij for A (n, d, d), b (n, m, d); and `left` (n,)."""
    M = np.concatenate([np.asarray(A).transpose(1, 2, 0), np.asarray(b).transpose(2, 1, 0)], axis=1)  # (d, d + m, n)
    d = len(M)
    symmetric = all((M[i, j] == M[j, i]).all() for i in range(d) for j in range(i))
    with np.errstate(all="ignore"):
        for k in range(d - 1):
            if not symmetric:
                _exchange(M[k:], abs(M[k:, k]).argmax(0))
            M[k + 1 :, k] /= M[k, k]
            M[k + 1 :, k + 1 :] -= M[k + 1 :, k, None] * M[k, k + 1 :]
        size = abs(M[:, :d])
        pivots = M if symmetric else size
        left = ~np.logical_and.reduce([pivots[k, k] > unit**0.5 * size[:, k].sum(0) for k in range(d)])
        for k in range(d - 1, -1, -1):
            M[k, d:] /= M[k, k]
            M[:k, d:] -= M[:k, k, None] * M[k, d:]
    return M[:, d:].transpose(2, 1, 0), left


def _exchange(M: Array, p: Array) -> None:
    """The first row with row p_i, of each matrix."""
    (i,) = p.nonzero()
    if len(i):
        first = M[0][:, i]
        M[0][:, i] = M[p[i], :, i].T
        M[p[i], :, i] = first.T
