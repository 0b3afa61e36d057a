"""A case: an operation along a curve of inputs, and what it must give there, in 130 digits of mpmath.

A curve is a list of exact arrays a_0, a_1, ...: the input a_0 + h a_1 + h^2 a_2 + ... of one number h. At h = 0 every arithmetic is
asked for the value, torch for derivatives in h as well: to the third where they are ours, else to the first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, reduce
from typing import Any

import numpy as np
from mpmath.ctx_mp import MPContext

from analytic.arithmetic import Arithmetic, Array

Curve = Sequence[Any]  # a_0, a_1, ...
FLOATS = ("float64", "torch")
EXACT = ("digits", "balls")
VALUES = (*FLOATS, *EXACT)
ALL = (*VALUES, "symbols")
DIGITS = 130


@cache
def reference() -> Any:
    mp = MPContext()
    mp.dps = DIGITS
    return mp


@dataclass(frozen=True, eq=False)
class Case:
    """`truth(*inputs)` takes the inputs at some h as arrays of mpmath numbers, and calls none of our operations.

    `lift` bounds by how much a relative change of the inputs can change the value relatively: rounding does no more.
    """

    of: str  # the operation
    at: str  # the input, in words
    call: Callable[..., Array]  # of an arithmetic and its inputs
    inputs: tuple[Curve, ...]
    truth: Callable[..., Any]
    on: tuple[str, ...] = ALL
    lift: int = 1
    orders: int = 1  # of derivatives that torch is asked for
    growth: int = 1  # what each order of a derivative may multiply rounding by
    alone: bool = False  # each entry is a question of its own: rounding is relative to it, not to the largest

    def given(self, ar: Arithmetic, h: Any = None) -> list[Array]:
        """The inputs at h, at 0 where it is not given."""
        curves = [[ar.array(np.array(a, dtype=object)) for a in curve] for curve in self.inputs]
        return [curve[0] if h is None else sum(a * h**i for i, a in enumerate(curve)) for curve in curves]

    def size(self) -> int:
        """How many numbers a sum in the operation can have: the entries of the largest input."""
        return 1 if self.alone else max(int(np.size(np.array(curve[0], dtype=object))) for curve in self.inputs)

    @cache  # noqa: B019 - cases live as long as the process
    def exact(self) -> list[list[Any]]:
        """The value and its derivatives of order 1, 2 and 3 in h, flat, by differences with h = 1e-20: right to 1e-40."""
        mp = reference()
        h = mp.mpf(10) ** -20
        low, one, mid, two, high = (self._along(i * h) for i in (-2, -1, 0, 1, 2))
        first = [(b - a) / (2 * h) for a, b in zip(one, two, strict=True)]
        second = [(b - 2 * m + a) / h**2 for a, m, b in zip(one, mid, two, strict=True)]
        third = [(d - 2 * c + 2 * b - a) / (2 * h**3) for a, b, c, d in zip(low, one, two, high, strict=True)]
        return [mid, first, second, third]

    def _along(self, h: Any) -> list[Any]:
        inputs = [sum(in_digits(a) * h**i for i, a in enumerate(curve)) for curve in self.inputs]
        return [reference().mpf(v) for v in np.asarray(self.truth(*inputs), dtype=object).reshape(-1)]


def in_digits(a: Any) -> Any:
    """Exact numbers, of any shape, as those of mpmath."""
    mp = reference()
    return np.frompyfunc(lambda v: mp.mpf(v.numerator) / v.denominator, 1, 1)(_exact(a))


def _exact(a: Any) -> Any:
    out = np.empty(np.shape(a), dtype=object)
    out[...] = np.frompyfunc(Fraction, 1, 1)(np.array(a, dtype=object))
    return out


def times(*curves: Curve) -> Curve:
    """The matrix product of curves of matrices."""

    def product(one: Curve, two: Curve) -> Curve:
        out: list[Any] = [0] * (len(one) + len(two) - 1)
        for i, a in enumerate(one):
            for j, b in enumerate(two):
                out[i + j] = out[i + j] + _exact(a) @ _exact(b)
        return out

    return reduce(product, curves)
