"""Minibatch optimal transport: the expected cost of the best pairing of n draws from each end. It falls to W2^2 as n grows.

    on a line the best pairing is the sorted one: E cost = (1/n) sum_i E (X_(i) - Y_(i))^2
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


def _even(d: int) -> None:
    if door.count("d", d) < 2 or d % 2:
        raise ValueError(f"d = {d}: this closed form is for even d >= 2")
