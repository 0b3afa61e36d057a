"""Minibatch optimal transport: the coupling and the expected cost of the best pairing of n draws from each end.

    on a line the best pairing is the sorted one: E cost = (1/n) sum_i E (X_(i) - Y_(i))^2; it falls to W2^2 as n grows
    U[0, 1] to U[0, A]: (1 - A)^2/3 + A/(3 (n + 1))
    N(0, I) to N(0, I) in R^d, d even, per dimension: two draws 2 - C(d, d/2)/2^d;
    n draws at least (2/d) ((d/2)!)^(2/d) prod_{j<=n} j/(j + 2/d), which falls like n^(-2/d)

n = 1 is independent ends. The bound pairs each point with the nearest of n: P(|x - y|^2 <= r) <= r^(d/2)/(2^(d/2) (d/2)!).
Errors: ValueError at the door. Source: derived here; Proximal Operators shows that the minibatch field converges.
"""

from math import comb, factorial
from typing import Any

from analytic import door
from analytic._answers import finite
from analytic.arithmetic import Arithmetic, Array


@finite
def uniform_cost(ar: Arithmetic, n: Any, A: Any = 1) -> Array:
    """(1 - A)^2/3 + A/(3 (n + 1)): batches of n, U[0, 1] to U[0, A]; W2^2 = (1 - A)^2/3.

    >>> from fractions import Fraction
    >>> from analytic.arithmetic import float64
    >>> print(uniform_cost(float64(), 16), uniform_cost(float64(), 1))
    0.0196078431372549 0.16666666666666666
    """
    n, A = door.array(ar, "n", n), door.array(ar, "A", A)
    door.finite(ar, "n", n)
    door.finite(ar, "A", A)
    if (v := ar.floats(n)) is not None and (v < 1).any():
        raise ValueError(f"n = {float(v.min()):g}: a batch has at least one draw")
    return (1 - A) * (1 - A) / 3 + A / (3 * (n + 1))


@finite
def two_normals(ar: Arithmetic, d: int) -> Array:
    """2 - C(d, d/2)/2^d: the cost per dimension of batches of two, N(0, I) to N(0, I), d even; 2 is that of independent ends."""
    _even(d)
    return ar.array(2) - ar.array(comb(d, d // 2)) / 2**d


@finite
def nearest_bound(ar: Arithmetic, n: int, d: int) -> Array:
    """(2/d) ((d/2)!)^(2/d) prod_{j<=n} j/(j + 2/d): at most the cost per dimension of batches of n, N(0, I) to N(0, I), d even."""
    _even(d)
    product = ar.array(1)
    for j in range(1, door.count("n", n, least=1) + 1):
        product = product * (d * j) / (d * j + 2)
    return product * 2 / d * ar.exp(ar.log(ar.array(factorial(d // 2))) * 2 / d)


@finite
def coupling(ar: Arithmetic, weights0: Any, weights1: Any, n: int) -> Array:
    """P_ij = (1/n) sum_k P(X_(k) = x_i) P(Y_(k) = y_j), (N, M): batches of n, drawn with replacement from points of a line.

    Both lists of points increase, and have these weights. The marginals are the weights, whatever n is; n = 2 is
    w_i v_j (1 + (F_i - 1 + F_(i-1)) (G_j - 1 + G_(j-1))), F and G the sums of the weights; n = 1 independent ends.
    """
    n = door.count("n", n, least=1)
    p, q = (_ordered(ar, name, w, n) for name, w in (("weights0", weights0), ("weights1", weights1)))
    return ar.einsum("ki,kj->ij", p, q) / n


def _ordered(ar: Arithmetic, name: str, given: Any, n: int) -> Array:
    """P(X_(k) = x_i), (n, N): of at least k draws at most x_i, by the binomial law, less the same for x_(i-1)."""
    w = door.array(ar, name, given)
    if w.ndim != 1:
        raise ValueError(f"{name} have shape {tuple(w.shape)}: they must be (N,)")
    door.weights(ar, given, w)
    to, below = (ar.array([[int(i < j + k) for j in range(len(w))] for i in range(len(w))]) for k in (1, 0))
    F, G, past, on = w @ to, w @ below, w @ (1 - to), w @ (1 - below)  # F + past = G + on = 1
    some = [comb(n, m) * (F**m * past ** (n - m) - G**m * on ** (n - m)) for m in range(1, n + 1)]
    return sum(ar.eye(n)[k][:, None] * sum(some[k:]) for k in range(n))


def _even(d: int) -> None:
    if door.count("d", d) < 2 or d % 2:
        raise ValueError(f"d = {d}: this closed form is for even d >= 2")
