"""What a formula may ask of an arithmetic, and the names of what it computes with.

Arrays stay arrays, so `+ - * / **`, indexing and broadcasting are Python's own; an `Arithmetic` supplies what differs.
Stability belongs here (softmax shifts by the largest entry), never to a formula. Numbers enter the three exact
arithmetics through `array`, as ints or Fractions; a float is a TypeError that names the fix.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from fractions import Fraction
from typing import Any, Protocol

Array = Any  # NumPy float64, NumPy object array, or torch tensor: what the arithmetic at hand holds
Law = Any  # Mixture, Pair, ...: frozen parameters, arrays of the arithmetic that travels with them as law.ar
Time = Any  # t in [0, 1]: a number of that arithmetic (an int or Fraction in the exact ones), or one for each point
Points = Any  # x (..., d), points in rows, in that arithmetic
Pencil = Callable[[Array, Array], Any]


class SingularCovariance(ValueError):
    """A covariance that a formula must invert has no inverse at this t."""


class Arithmetic(Protocol):
    """What a formula may ask for. A, B are (..., d, d); b, x are (..., d); r are (..., K)."""

    @property
    def name(self) -> str: ...

    def scope(self) -> AbstractContextManager[Any]:
        """The working precision is in force inside this context."""

    def array(self, values: Any) -> Array:
        """Numbers (nested lists, arrays) as an array of this arithmetic."""

    def floats(self, a: Array) -> Any:
        """The nearest float64 array, or None where entries are symbols; for checks and printing only."""

    def eye(self, d: int) -> Array: ...
    def pi(self) -> Any: ...
    def exp(self, a: Array) -> Array: ...

    def expm1(self, a: Array) -> Array:
        """exp(a) - 1, without cancellation near a = 0."""

    def log(self, a: Array) -> Array: ...
    def sqrt(self, a: Array) -> Array: ...
    def sin(self, a: Array) -> Array: ...
    def cos(self, a: Array) -> Array: ...
    def erfc(self, a: Array) -> Array: ...
    def atan(self, a: Array) -> Array: ...
    def acos(self, a: Array) -> Array: ...

    def log_ndtr(self, a: Array) -> Array:
        """log Phi(a), the logarithm of the standard normal distribution function, accurate in the left tail."""

    def bessel_quotient(self, nu: Fraction, q: Array) -> Array:
        """I_nu+1(k)/(k I_nu(k)) at k^2 = q >= 0, modified Bessel functions; smooth, 1/(2 nu + 2) at q = 0. Not in symbols."""

    def einsum(self, spec: str, *operands: Array) -> Array: ...

    def solve(self, A: Array, b: Array) -> Array:
        """A^-1 b for each vector b, batches broadcasting; A is factored once per matrix, not once per vector."""

    def logdet(self, A: Array) -> Array:
        """log det A, A symmetric positive definite."""

    def softmax(self, logits: Array) -> Array:
        """exp(l_k) / sum_j exp(l_j) over the last axis."""

    def logsumexp(self, logits: Array) -> Array:
        """log sum_j exp(l_j) over the last axis."""

    def sqrtm(self, A: Array) -> Array:
        """The principal square root of (d, d) A; ValueError for an eigenvalue <= 0, or where X^2 misses A."""

    def expm(self, A: Array) -> Array:
        """The exponential of (d, d) A."""

    def logm(self, A: Array) -> Array:
        """The principal logarithm of (d, d) A; ValueError for an eigenvalue <= 0, or where exp L misses A."""

    def root(self, f: Callable[[Array], list[Array]], df: Callable[[Array], Array], lo: Array, hi: Array) -> Array:
        """The y (...) with sum f(y) = 0, elementwise: f lists the terms of an increasing sum, df is its derivative.

        min lo_k <= y <= max hi_k, lo, hi (..., K). ValueError if the sum at y is beyond the rounding of its terms and does not
        change sign within the last place of y; balls that no change of sign bounds are the whole bracket.
        """

    def pencil(self, S: Array, C: Array) -> Pencil:
        """(p, q) -> p S + q C_k for symmetric S (d, d) and C (K, d, d); p, q are (..., 1, 1), the result (..., K, d, d).

        What it returns is used through `solve`, `logdet`, `apply`, `ratio` and `blend` only, so that an arithmetic may
        keep it factored: all members of a pencil share one basis in which they are diagonal.
        """

    def apply(self, D: Any, s: Array) -> Array:
        """D_k s_k for D from a pencil, s (..., K, d)."""

    def ratio(self, D: Any, S: Any) -> Any:
        """D_k S_k^-1 for D, S from the same pencil."""

    def blend(self, r: Array, B: Any) -> Array:
        """sum_k r_k B_k, (..., d, d), for B from a pencil or a ratio."""

    def trace(self, B: Any) -> Array:
        """tr B_k, (..., K), for B from a ratio."""
