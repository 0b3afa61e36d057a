"""M' = B(t) M on [0, 1] with M(0) = I, enclosed: Taylor steps whose remainder Cauchy's estimate bounds.

B is a function of a complex number that is analytic near [0, 1], given as nested lists of its entries; on the disc of
radius R about t its norm is at most b, so there |M| <= e^(bR) |M(t)|, and the Taylor terms from K on sum to at most
e^(bR) q^K/(1 - q), q = h/R.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from flint import acb, acb_series, arb, ctx

Entries = Callable[[Any], list[list[Any]]]
# An enclosure holds for every choice of these; they decide only how narrow it is, and how long it takes.
TERMS = 14  # the remainder of a step is q^14 times the bound on the disc, q = 1/WIDE: 1e-11
WIDE = 6  # the disc's radius in steps: a wider one divides q, and multiplies the bound of B on it
STEPS, BITS = 192, 96


def solve(B: Entries, steps: int = STEPS, bits: int = BITS) -> Any:
    """M(1), (d, d), in balls."""
    with ctx.workprec(bits):
        h = arb(1) / steps
        M = np.array([[arb(int(i == j)) for j in range(len(B(acb(0))))] for i in range(len(B(acb(0))))], dtype=object)
        for n in range(steps):
            M = _step(B, n * h, h) @ M
        return M


def _step(B: Entries, t: arb, h: arb) -> Any:
    """The propagator from t to t + h."""
    R, cap = WIDE * h, ctx.cap
    try:
        ctx.cap = TERMS
        series = B(acb_series([acb(t), acb(1)]))
    finally:
        ctx.cap = cap
    d = len(series)
    A = [np.array([[_coefficient(e, k) for e in row] for row in series], dtype=object) for k in range(TERMS)]
    terms = [np.array([[arb(int(i == j)) for j in range(d)] for i in range(d)], dtype=object)]
    for k in range(TERMS - 1):
        terms.append(sum((A[j] @ terms[k - j] for j in range(k + 1)), 0 * terms[0]) / (k + 1))
    disc = acb(t + R * arb(0, 1), R * arb(0, 1))
    b = sum((e.abs_upper() for row in B(disc) for e in row), arb(0))
    tail = (b * R).exp() * (h / R) ** TERMS / (1 - h / R) * arb(0, 1)
    return sum((c * h**k for k, c in enumerate(terms)), 0 * terms[0]) + tail


def _coefficient(e: Any, k: int) -> arb:
    c = e.coeffs() if isinstance(e, acb_series) else [acb(e)]
    return c[k].real if k < len(c) else arb(0)
