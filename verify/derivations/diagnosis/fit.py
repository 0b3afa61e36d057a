"""Which few features, with which simple coefficients in t, add up to given values: least squares, then recognition.

A coefficient is recognised as q a^i b^j (or a sum of two such, or 1 + t for a or b), q a small rational, a power of ten, 1 plus a
tiny number, or one of these times a named constant. What is not recognised is not reported.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np

POWERS = sorted(((i, j) for i in range(-2, 3) for j in range(-2, 3)), key=lambda p: (abs(p[0]) + abs(p[1]), p[0] < 0, p[1] < 0, p))
CONSTANTS: tuple[tuple[str, Callable[[Any], Any]], ...] = (
    ("sqrt(2)", lambda ar: ar.sqrt(ar.array(2))),
    ("pi", lambda ar: ar.pi()),
    ("sqrt(2 pi)", lambda ar: ar.sqrt(2 * ar.pi())),
    ("log(2 pi)", lambda ar: ar.log(2 * ar.pi())),
    ("log(2)", lambda ar: ar.log(ar.array(2))),
)
NUMBERS = (1.0, 2**0.5, np.pi, (2 * np.pi) ** 0.5, np.log(2 * np.pi), np.log(2))


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
        size = sum(
            0.3 * (abs(i) + abs(j)) + (0 if q == 1 else 0.2 if q == -1 else 0.4 if _small(q) else 1.0) for q, i, j in self.terms
        )
        return size + 1.2 * (len(self.terms) - 1) + 0.5 * bool(self.constant)

    @property
    def is_one(self) -> bool:
        return self.terms == ((Fraction(1), 0, 0),) and not self.constant

    def text(self, a: str = "(1 - t)", b: str = "t") -> str:
        parts = [_monomial(q, i, j, a, b) for q, i, j in self.terms]
        whole = " + ".join(parts).replace("+ -", "- ")
        if self.constant:
            name = CONSTANTS[self.constant - 1][0]
            return name if whole == "1" else f"{whole} {name}" if len(parts) == 1 else f"({whole}) {name}"
        return whole


def _monomial(q: Fraction, i: int, j: int, a: str, b: str) -> str:
    def power(name: str, n: int) -> list[str]:
        return [] if n <= 0 else [name if n == 1 else f"{name}^{n}"]

    top, bottom = power(b, j) + power(a, i), power(b, -j) + power(a, -i)
    sign, q = ("-" if q < 0 else ""), abs(q)
    number = [] if q == 1 and top else [_number(q)]
    under = "" if not bottom else f"/{bottom[0]}" if len(bottom) == 1 else f"/({' '.join(bottom)})"
    return sign + " ".join(number + top) + under


def _number(q: Fraction) -> str:
    if _small(q):
        return str(q)
    if abs(q - 1) < Fraction(1, 1000):
        return f"(1 {'+' if q > 1 else '-'} {float(abs(q - 1)):.3g})"
    return f"{float(q):.10g}"


def _small(q: Fraction) -> bool:
    return q.denominator <= 24 and abs(q.numerator) <= 24


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
        if np.max(np.abs(A @ q - c)) <= tol * size and min(abs(q)) > 1e-3 * max(abs(q)):
            pair = [_rational(float(v), 100 * tol) for v in q]
            if pair[0] and pair[1] and not pair[0][1] and not pair[1][1] and _small(pair[0][0]) and _small(pair[1][0]):
                return Coefficient(((pair[0][0], i, j), (pair[1][0], k, l)))
    return None


def _rational(v: float, tol: float) -> tuple[Fraction, int] | None:
    for n, constant in enumerate(NUMBERS):
        q = Fraction(v / constant).limit_denominator(24)
        if q and abs(float(q) * constant - v) <= tol * abs(v) and _small(q):
            return q, n
    for p in range(-12, 13):
        if p and abs(abs(v) / 10.0**p - 1) <= tol:
            return (Fraction(10) ** p) * (1 if v > 0 else -1), 0
    q = Fraction(v).limit_denominator(10**4)
    if abs(float(q) - v) <= tol * abs(v):
        return q, 0
    if 0 < abs(v - 1) < 1e-3:
        return 1 + Fraction(f"{v - 1:.4g}" if abs(v - 1) < 1e-6 else f"{v - 1:.8g}"), 0
    return None


@dataclass(frozen=True)
class Fit:
    names: tuple[str, ...]
    coefficients: tuple[Coefficient, ...]

    def parts(self) -> list[tuple[str, Coefficient]]:
        return list(zip(self.names, self.coefficients, strict=True))


def sparse(
    F: np.ndarray, names: Sequence[str], A: np.ndarray, a: np.ndarray, b: np.ndarray, sizes: range, tol: float, tol_c: float
) -> list[Fit]:
    """All combinations of few features that give F, (T, N), at every t; A is (T, N, m)."""
    scale = np.linalg.norm(F, axis=1)
    if not np.isfinite(F).all() or not (scale > 0).all():
        return []
    keep = [i for i in range(len(names)) if np.isfinite(A[..., i]).all() and (np.linalg.norm(A[..., i], axis=1) > 1e-12).all()]
    found: list[Fit] = []
    done: list[frozenset[int]] = []
    for size in sizes:
        for subset in combinations(keep, size):
            if any(s <= set(subset) for s in done):
                continue
            c = _solve(A[..., subset], F, scale, tol)
            if c is None:
                continue
            simple = [recognise(column, a, b, tol_c) for column in c.T]
            if all(simple):
                done.append(frozenset(subset))
                found.append(Fit(tuple(names[i] for i in subset), tuple(s for s in simple if s)))
    return found


def fits(F: np.ndarray, stack: Mapping[str, np.ndarray], sizes: range, tol: float) -> set[str]:
    """The features of all small combinations that give F, with any coefficients."""
    scale = np.linalg.norm(F, axis=1)
    names = [n for n, f in stack.items() if np.isfinite(f).all() and (np.linalg.norm(f, axis=1) > 1e-12).all()]
    found: set[str] = set()
    for size in sizes:
        for subset in combinations(names, size):
            if _solve(np.stack([stack[n] for n in subset], -1), F, scale, tol) is not None:
                found |= set(subset)
    return found


def _solve(A: np.ndarray, F: np.ndarray, scale: np.ndarray, tol: float) -> np.ndarray | None:
    """The coefficients (T, s), or None where they do not fit or are not determined."""
    norm = np.linalg.norm(A, axis=1, keepdims=True)
    first = A[:1] / norm[:1]
    for part in (slice(0, 1), slice(None)):
        Q, R = np.linalg.qr(first if part.stop == 1 else A / norm)
        diagonal = np.abs(np.diagonal(R, axis1=-2, axis2=-1))
        if (diagonal < 1e-5).any():
            return None
        h = np.einsum("tns,tn->ts", Q, F[part])
        if (np.linalg.norm(F[part] - np.einsum("tns,ts->tn", Q, h), axis=1) > tol * scale[part]).any():
            return None
    c: np.ndarray = np.linalg.solve(R, h[..., None])[..., 0] / norm[:, 0]
    return c if (np.abs(c) * norm[:, 0] > 3 * tol * scale[:, None]).all() else None
