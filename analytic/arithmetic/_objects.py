"""Object arrays: one implementation for every arithmetic whose numbers are Python objects."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from numbers import Rational
from reprlib import repr as short
from typing import Any

import numpy as np

from analytic.arithmetic import _dense
from analytic.arithmetic.protocol import Array, SingularCovariance
from analytic.exact import fraction

Matrix = Any  # (d, d) object array


def exact(value: Any, own: tuple[type, ...], make: Callable[[int, int], Any]) -> Any:
    """An int or Fraction as `make(numerator, denominator)`; the arithmetic's own numbers pass; a float is an error."""
    if isinstance(value, own):
        return value
    if isinstance(value, (float, np.floating)):
        near = Fraction(float(value)).limit_denominator(1000) if np.isfinite(value) else "p, q"
        fix = f"Fraction({near.numerator}, {near.denominator})" if isinstance(near, Fraction) else "Fraction(p, q)"
        raise TypeError(f"{value!r} is a float: pass an int or a Fraction, e.g. {fix}")
    if not isinstance(value, Rational):
        raise TypeError(f"{short(value)} is a {type(value).__name__}: an exact arithmetic takes ints and Fractions")
    found = fraction(value)
    return make(found.numerator, found.denominator)


@dataclass(frozen=True, eq=False, repr=False)
class Objects(_dense.Pencils):
    """An arithmetic on object arrays, given by its scalar functions and its matrix kernels."""

    name: str
    number: Callable[[Any], Any]
    scalar: Mapping[str, Callable[..., Any]]  # exp expm1 log sqrt sin cos erfc atan acos bessel_quotient
    constant_pi: Callable[[], Any]
    to_float: Callable[[Any], float] | None  # None: entries have no value
    peak: Callable[[list[Any]], Any]  # what softmax subtracts
    solve_columns: Callable[[Matrix, Matrix], Matrix]  # (d, d), (d, n) -> (d, n)
    det: Callable[[Matrix], Any]
    matrix: Mapping[str, Callable[[Matrix], Matrix]]  # sqrtm expm logm
    find_root: Callable[..., Array]
    scope: Callable[[], AbstractContextManager[Any]]

    def array(self, values: Any) -> Array:
        out = np.empty(np.shape(values), dtype=object)
        out[...] = self._map(self.number, np.array(values, dtype=object))
        return out

    def floats(self, a: Array) -> Any:
        if self.to_float is None:
            return None
        return np.asarray(self._map(self.to_float, np.asarray(a, dtype=object)), dtype=float)

    def eye(self, d: int) -> Array:
        return self.array(np.eye(d, dtype=int))

    def pi(self) -> Any:
        return self.constant_pi()

    def exp(self, a: Array) -> Array:
        return self._map(self.scalar["exp"], a)

    def expm1(self, a: Array) -> Array:
        return self._map(self.scalar["expm1"], a)

    def log(self, a: Array) -> Array:
        return self._map(self.scalar["log"], a)

    def sqrt(self, a: Array) -> Array:
        return self._map(self.scalar["sqrt"], a)

    def sin(self, a: Array) -> Array:
        return self._map(self.scalar["sin"], a)

    def cos(self, a: Array) -> Array:
        return self._map(self.scalar["cos"], a)

    def erfc(self, a: Array) -> Array:
        return self._map(self.scalar["erfc"], a)

    def atan(self, a: Array) -> Array:
        return self._map(self.scalar["atan"], a)

    def acos(self, a: Array) -> Array:
        return self._map(self.scalar["acos"], a)

    def log_ndtr(self, a: Array) -> Array:
        if "log_ndtr" in self.scalar:
            return self._map(self.scalar["log_ndtr"], a)
        return self.log(self.erfc(-a / self.scalar["sqrt"](self.number(2))) / 2)

    def bessel_quotient(self, nu: Fraction, q: Array) -> Array:
        if "bessel_quotient" not in self.scalar:
            raise ValueError(f"Bessel functions have no proof in {self.name}: use digits or balls")
        return self._map(partial(self.scalar["bessel_quotient"], nu), q)

    def einsum(self, spec: str, *operands: Array) -> Array:
        return np.einsum(spec, *operands)

    def solve(self, A: Array, b: Array) -> Array:
        return _dense.solve(self._columns, A, b, np.broadcast_to, lambda shape: np.empty(shape, dtype=object))

    def logdet(self, A: Array) -> Array:
        out = np.empty(A.shape[:-2], dtype=object)
        for i in np.ndindex(out.shape):
            out[i] = self.scalar["log"](self.det(A[i]))
        return out

    def softmax(self, logits: Array) -> Array:
        e, _ = self._shifted(logits)
        return e / e.sum(-1)[..., None] if e.ndim > 1 else e / e.sum()

    def logsumexp(self, logits: Array) -> Array:
        e, top = self._shifted(logits)
        return self.log(e.sum(-1)) + top

    def sqrtm(self, A: Array) -> Array:
        return self.matrix["sqrtm"](A)

    def expm(self, A: Array) -> Array:
        return self.matrix["expm"](A)

    def logm(self, A: Array) -> Array:
        return self.matrix["logm"](A)

    def root(self, f: Callable[[Array], list[Array]], df: Callable[[Array], Array], lo: Array, hi: Array) -> Array:
        return self.find_root(f, df, lo, hi)

    def _map(self, f: Callable[[Any], Any], a: Array) -> Array:
        """f on each entry; a bare number (what NumPy makes of a 0-d object array) gives a bare number."""
        if not isinstance(a, np.ndarray):
            return f(a)
        with np.errstate(all="ignore"):  # flags of floats that a library used on its way say nothing of its numbers
            return np.frompyfunc(f, 1, 1)(a)

    def _columns(self, A: Matrix, b: Matrix) -> Matrix:
        try:
            return self.solve_columns(A, b)
        except ZeroDivisionError:
            raise SingularCovariance(_dense.SINGULAR) from None

    def _shifted(self, logits: Array) -> tuple[Array, Array]:
        top = np.empty(logits.shape[:-1], dtype=object)
        for i in np.ndindex(top.shape):
            top[i] = self.peak(list(logits[i]))
        return self.exp(logits - top[..., None]), top if top.ndim else top[()]
