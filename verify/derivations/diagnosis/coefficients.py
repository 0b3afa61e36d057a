"""Coefficients in t that people write: a number is recognised, priced and put in words.

A coefficient is recognised as q a^i b^j (or a sum of two such, or 1 + t for a or b), q a small rational, a power of ten, 1 plus a
tiny number, or one of these times a named constant. What is not recognised is not reported.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np

LARGEST = 24  # of numerators and denominators of a simple rational: those of Taylor coefficients, 4! at most
PRECISE = 10**4  # the largest denominator of any other; one number in a thousand meets one by chance in float64, each in float32
TENS = range(-12, 13)  # powers of ten that people multiply or divide by
SLIGHTLY = Fraction(1, 1000)  # of 1: nearer factors are shown by what they are off
TINY = 1e-6  # off 1 by so little, fewer digits are known
PAIR = 100  # times the tolerance, for the two coefficients of a sum: their columns are less independent than one
SECOND = 1e-3  # the smaller of two coefficients, of the larger: below, a rounding error makes a term
# Costs, in those of search.py: of a power of a or b, a second term, a named constant, the sign, a simple number, any other.
OF_POWER, OF_TERM, OF_CONSTANT, OF_SIGN, OF_SIMPLE, OF_NUMBER = 0.3, 1.2, 0.5, 0.2, 0.4, 1.0
HIGH = [(i * n, j * n) for n in (3, 4) for i, j in ((1, 0), (0, 1), (-1, 0), (0, -1))]  # of one of the two: 1/sigma^4 of a Hessian
POWERS = sorted(
    [*((i, j) for i in range(-2, 3) for j in range(-2, 3)), *HIGH],
    key=lambda p: (abs(p[0]) + abs(p[1]), p[0] < 0, p[1] < 0, p),
)
CONSTANTS: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("sqrt(2)", lambda ar: ar.sqrt(ar.array(2))),
    ("pi", lambda ar: ar.pi()),
    ("sqrt(2 pi)", lambda ar: ar.sqrt(2 * ar.pi())),
    ("log(2 pi)", lambda ar: ar.log(2 * ar.pi())),
    ("log(2)", lambda ar: ar.log(ar.array(2))),
    ("1/log(2)", lambda ar: 1 / ar.log(ar.array(2))),
    ("1/log(10)", lambda ar: 1 / ar.log(ar.array(10))),
)
NUMBERS = (1.0, 2**0.5, np.pi, (2 * np.pi) ** 0.5, np.log(2 * np.pi), np.log(2), 1 / np.log(2), 1 / np.log(10))


@dataclass(frozen=True)
class Coefficient:
    """sum of q a^i b^j, times a constant (its number in CONSTANTS, from 1; 0 is 1)."""

    terms: tuple[tuple[Fraction, int, int], ...]
    constant: int = 0

    def __call__(self, ar: Any, a: Any, b: Any) -> Any:
        total: Any = 0
        for q, i, j in self.terms:
            top, bottom = a ** max(i, 0) * b ** max(j, 0), a ** max(-i, 0) * b ** max(-j, 0)
            total = total + ar.array(q) * top / bottom
        return CONSTANTS[self.constant - 1][1](ar) * total if self.constant else total

    @property
    def cost(self) -> float:
        size = sum(OF_POWER * (abs(i) + abs(j)) + _cost_of_number(q) for q, i, j in self.terms)
        return size + OF_TERM * (len(self.terms) - 1) + OF_CONSTANT * bool(self.constant)

    def times(self, q: Fraction) -> "Coefficient":
        return Coefficient(tuple((q * p, i, j) for p, i, j in self.terms), self.constant)

    @property
    def is_one(self) -> bool:
        return self.terms == ((Fraction(1), 0, 0),) and not self.constant

    def text(self, a: str = "(1 - t)", b: str = "t") -> str:
        name = CONSTANTS[self.constant - 1][0] if self.constant else ""
        if name and len(self.terms) > 1:
            return f"({Coefficient(self.terms).text(a, b)}) {name}"
        return " + ".join(_monomial(q, i, j, a, b, name) for q, i, j in self.terms).replace("+ -", "- ")


def _cost_of_number(q: Fraction) -> float:
    if q == 1:
        return 0.0
    if q == -1:
        return OF_SIGN
    return OF_SIMPLE if _small(q) else OF_NUMBER


def _monomial(q: Fraction, i: int, j: int, a: str, b: str, constant: str) -> str:
    """q a^i b^j, times a constant, in words, as a fraction."""
    top, bottom = _power(b, j) + _power(a, i), _power(b, -j) + _power(a, -i)
    over = constant.startswith("1/")
    top, bottom = top + [constant] * bool(constant and not over), [constant.removeprefix("1/")] * over + bottom
    sign, size = ("-" if q < 0 else ""), abs(q)
    if bottom and _small(size) and size.denominator > 1:
        size, bottom = Fraction(size.numerator), [str(size.denominator), *bottom]
    number = [] if size == 1 and top else [_number(size)]
    return sign + " ".join(number + top) + _under(bottom)


def _power(name: str, n: int) -> list[str]:
    if n <= 0:
        return []
    return [name if n == 1 else f"{name}^{n}"]


def _under(factors: list[str]) -> str:
    if len(factors) > 1:
        return f"/({' '.join(factors)})"
    return f"/{factors[0]}" if factors else ""


def _number(q: Fraction) -> str:
    if _small(q):
        return str(q)
    if abs(q - 1) < SLIGHTLY:
        return f"(1 {'+' if q > 1 else '-'} {float(abs(q - 1)):.3g})"
    return f"{float(q):.10g}"


def _small(q: Fraction) -> bool:
    return q.denominator <= LARGEST and abs(q.numerator) <= LARGEST


def recognise(c: np.ndarray, a: np.ndarray, b: np.ndarray, tol: float) -> Coefficient | None:
    """The simple function of a(t), b(t) with the values c at several t."""
    size = float(np.max(np.abs(c)))
    if not np.isfinite(size) or size == 0:
        return None
    for i, j in POWERS:
        ratio = c / (a**i * b**j)
        if np.ptp(ratio) <= tol * np.max(np.abs(ratio)):
            found = _rational(float(np.mean(ratio)), tol)
            if found:
                return Coefficient(((found[0], i, j),), found[1])
            if (i, j) == (0, 0):
                return None
    for (i, j), (k, l) in combinations([p for p in POWERS if abs(p[0]) + abs(p[1]) <= 2], 2):
        A = np.stack([a**i * b**j, a**k * b**l], -1)
        q, *_ = np.linalg.lstsq(A, c, rcond=None)
        if np.max(np.abs(A @ q - c)) <= tol * size and min(abs(q)) > SECOND * max(abs(q)):
            pair = [_rational(float(v), PAIR * tol) for v in q]
            if pair[0] and pair[1] and not pair[0][1] and not pair[1][1] and _small(pair[0][0]) and _small(pair[1][0]):
                return Coefficient(((pair[0][0], i, j), (pair[1][0], k, l)))
    return None


def _rational(v: float, tol: float) -> tuple[Fraction, int] | None:
    for n, constant in enumerate(NUMBERS):
        q = Fraction(v / constant).limit_denominator(LARGEST)
        if q and abs(float(q) * constant - v) <= tol * abs(v) and _small(q):
            return q, n
    for p in TENS:
        if p and abs(abs(v) / 10.0**p - 1) <= tol:
            return (Fraction(10) ** p) * (1 if v > 0 else -1), 0
    q = Fraction(v).limit_denominator(PRECISE)
    if abs(float(q) - v) <= tol * abs(v):
        return q, 0
    if 0 < abs(v - 1) < SLIGHTLY:
        return 1 + Fraction(f"{v - 1:.4g}" if abs(v - 1) < TINY else f"{v - 1:.8g}"), 0
    return None
