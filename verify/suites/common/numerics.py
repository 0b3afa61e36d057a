"""Difference quotients, and what they must get wrong: truncation from 256 bits, rounding from balls of the same precision.

Forward:  |quotient - derivative| <= M2 h/2   + rho,   central:  <= M3 h^2/6 + rho,   M_p the p-th derivative along z.
rho is the radius of the same quotient in balls of u's precision (24 bits for float32, 53 for float64), where every operation
rounds as the floats do: x + h z, both values of f, their difference, the division. M_p comes from f alone, not from its Jacobian.
"""

import math
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import Arithmetic, Law, Points, Time
from verify.claim import Formula
from verify.evidence.rounding import BITS

UNITS = 4.0  # floats may order operations otherwise than the balls do: a few predicted errors, not one
RESOLVED = 1e-2  # a step resolves a derivative if its predicted error is below this part of it
FINE = 256  # bits of what is certified: far more than any law here cancels
TENTHS = 15  # higher derivatives by steps of 10^-15: the next term is 1e-30 of them, rounding 10^(3 * 15) units of 2^-256, 1e-32
CHANCE = 1e-3  # of one comparison of two runs: that their rounding differs by more than `alike`
LONGEST, FINEST = Fraction(1, 4), 60  # steps from 1/4 to 2^-60: no optimum of a float is outside


def floats(ar: Arithmetic, a: Any) -> Any:
    return np.asarray(ar.floats(a), dtype=float)


def rms(a: Any) -> float:
    return float(np.sqrt(np.mean(np.asarray(a, dtype=float) ** 2)))


def alike(points: int, runs: int = 2) -> float:
    """How many times the rms rounding of one run the rms gap of `runs` added runs may be, with a chance of CHANCE to be more.

    sqrt(runs F), F the quantile of the variance ratio: roundings at different points are independent and normal, those within a
    point may all be one.
    """
    from scipy.stats import f

    return float(np.sqrt(runs * f.isf(CHANCE, points, points)))


def quotient(f: Formula, law: Law, t: Time, x: Points, z: Any, h: Fraction, central: bool) -> Any:
    """(f(x + h z) - f(x))/h or (f(x + h z) - f(x - h z))/(2h), in the law's arithmetic; z in integers."""
    ar = law.ar
    step, t, x = ar.array(h), ar.array(t), ar.array(x)
    shift = step * ar.array(z)
    if central:
        return (f(law, t, x + shift) - f(law, t, x - shift)) / (2 * step)
    return (f(law, t, x + shift) - f(law, t, x)) / step


def jacobian(f: Formula, law: Law, t: Time, x: Points, h: Fraction, central: bool = False) -> Any:
    """The quotients along all axes, (..., d) -> (..., m, d): entry ij is along axis j, in the law's elements."""
    columns = [quotient(f, law, t, x, axis, h, central) for axis in np.eye(len(x[0]), dtype=int).tolist()]
    if isinstance(columns[0], np.ndarray):
        return np.stack(columns, axis=-1)
    import torch

    return torch.stack(columns, dim=-1)


def higher(f: Formula, law: Law, t: Time, x: Points, z: Any, order: int) -> Any:
    """|d^p f / dz^p| for p = 2, 3, by a central difference in balls of FINE bits: good to 1e-12 of its size."""
    ar = law.ar
    t, x, h = ar.array(t), ar.array(x), ar.array(Fraction(1, 10**TENTHS))
    g = {k: f(law, t, x + k * h * ar.array(z)) for k in (-2, -1, 0, 1, 2)}
    second = (g[1] - 2 * g[0] + g[-1]) / h**2
    third = (g[2] - 2 * g[1] + 2 * g[-1] - g[-2]) / (2 * h**3)
    return np.abs(floats(ar, second if order == 2 else third))


def higher_jacobian(f: Formula, law: Law, t: Time, x: Points, order: int) -> Any:
    """The same along all axes, (..., m, d)."""
    return np.stack([higher(f, law, t, x, axis, order) for axis in np.eye(len(x[0]), dtype=int).tolist()], axis=-1)


def truncation(M: Any, h: Fraction, central: bool) -> Any:
    """The leading term: M2 h/2, or M3 h^2/6."""
    return M * float(h) ** 2 / 6 if central else M * float(h) / 2


def optimal_step(M: float, rho: float, central: bool) -> Fraction:
    """The power of two next to the minimum of truncation + rho/h: (3 rho/M3)^(1/3) or (2 rho/M2)^(1/2); LONGEST at most."""
    if not (M > 0 and rho > 0):
        return LONGEST
    best = (3 * rho / M) ** (1 / 3) if central else (2 * rho / M) ** 0.5
    return LONGEST if best >= LONGEST else Fraction(1, 2 ** min(FINEST, round(-math.log2(best))))


def of_precision(dtype: str, device: str = "cpu") -> tuple[Arithmetic, Arithmetic]:
    """The arithmetic of `dtype` (NumPy for float64 on the CPU, else torch), and the balls that bound its rounding."""
    if dtype not in BITS:
        raise ValueError(f"dtype {dtype!r} is not known here: use {' or '.join(sorted(BITS))}")
    if (dtype, device) == ("float64", "cpu"):
        return arithmetic.float64(), arithmetic.balls(53)
    import torch

    return arithmetic.torch(getattr(torch, dtype), device), arithmetic.balls(BITS[dtype])
