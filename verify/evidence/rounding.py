"""The one judge in floats: how far a value may be off by rounding, predicted by balls of the floats' own precision.

In balls of p bits every operation rounds as floats of p bits do, so the radius of a text bounds the error of that text, operation
by operation. `units` says how many predicted errors a value is off. Of the text itself a few units are allowed
(`verify.evidence.kinds.FLOAT64_UNITS`), of somebody else's text OTHER_TEXT.
"""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction
from functools import cache, partial
from typing import Any

import numpy as np

from analytic import arithmetic

# Another text of the same quantity rounds otherwise: where ours solves with S, it may multiply by S^-1, or divide by a density,
# and so lose a factor cond(S) more, which is at most 2^7 on the simple and generic laws of the ladder (a test holds them to it; at
# the others rounding never refutes); and it may add its 8 terms, d K <= 8 or so, in the least favourable order: 2^3.
OTHER_TEXT = 2.0**10
BITS = {"float64": 53, "float32": 24, "float16": 11, "bfloat16": 8}
FEW = 24  # floats of fewer bits have no such factor to give away
LARGEST = {"float64": 1024, "float32": 128, "float16": 16, "bfloat16": 128}  # the power of two beyond their numbers
UNITS = {dtype: 2.0**-bits for dtype, bits in BITS.items()}  # of rounding
UNIT = UNITS["float64"]


@cache
def rounding_balls() -> Any:
    """Balls of 53 bits, in which matrix functions err as backward stable algorithms do.

    Their algorithms differ, so they are taken of all matrices within d u |A| of A: float64 returns the function of one of them.
    """
    ar: Any = arithmetic.balls(53)
    return replace(ar, matrix={name: partial(_of_all_near, f) for name, f in ar.matrix.items()})


def radius(balls: Any, least: Any = 0.0) -> np.ndarray:
    """The radii of balls, never below `least`; infinite where a ball is."""
    radii = np.frompyfunc(lambda e: float(e.rad()) if e.is_finite() else np.inf, 1, 1)(np.asarray(balls, dtype=object))
    return np.asarray(radii, dtype=float).clip(least)


def radius_of(text: Callable[[int], Any], bits: int) -> np.ndarray:
    """Of a text in floats of `bits` bits, from balls of as many; of few, which are wide beyond first order, from those of more."""
    many = bits if bits >= FEW else BITS["float64"]
    return 2.0 ** (many - bits) * radius(text(many))


def other_text(bits: int) -> float:
    """OTHER_TEXT; of floats of few bits what takes a radius of half their digits to a quarter of the value."""
    return OTHER_TEXT if bits >= FEW else 2.0 ** (bits / 2 - 2)


def holds(dtype: str, number: Any) -> bool:
    """Do floats of this type take the exact number unrounded, and hold its square?"""
    p, q = abs(Fraction(number).numerator), Fraction(number).denominator
    short = (p >> ((p & -p).bit_length() - 1)).bit_length() <= BITS[dtype] if p else True
    return short and q & (q - 1) == 0 and p * p < q * q * 2 ** LARGEST[dtype]


def midpoint(balls: Any) -> np.ndarray:
    """The midpoints of balls, rounded to float64; NaN where a ball has none."""
    return np.asarray(np.frompyfunc(lambda e: float(e.mid()), 1, 1)(np.asarray(balls, dtype=object)), dtype=float)


def scaled_error(value: Any, radii: Any, bits: int, unit: float) -> np.ndarray:
    """The predicted error of floats that round with `unit`, from radii at many more bits: to first order they are proportional."""
    size = float(np.max(np.abs(value), initial=0.0))
    return np.asarray(unit * (radii * 2.0**bits + max(size, 2.0**-1000)))


def units(found: Any, value: Any, predicted: Any) -> np.ndarray:
    """|found - value| in predicted errors, entry by entry; NaN where there is nothing to compare."""
    return np.asarray(np.abs(np.asarray(found, dtype=float) - value) / predicted)


def _of_all_near(f: Callable[[Any], Any], A: Any) -> Any:
    from flint import arb

    return f(A + arb(0, len(A) * UNIT * max(float(e.abs_upper()) for e in A.flat)))
