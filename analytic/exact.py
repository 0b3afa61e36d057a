"""Numbers in: what a user wrote, measured or drew, as the Fractions that it is, by one set of rules.

    int, Fraction, any numbers.Rational   itself                 true and false are no numbers
    float, of NumPy and torch too         the binary number that it is: 0.1 is 3602879701896397/2^55; `floats=False` refuses it
    text, Decimal                         the decimal or fraction as written: "1/3", "-0.55", "2e-3" (at most 3 digits of exponent)
    list, tuple, array, tensor            lists of such, nested as they are

NaN, infinity and all else are a `NoNumber`, a ValueError with the place and the value. A file is read with its decimals as text, so
that 0.1 in a file is 1/10.
"""

import re
from decimal import Decimal
from fractions import Fraction
from numbers import Rational, Real
from typing import Any

LARGEST = 10**150  # of a parameter: its square stays finite in float64
TEXT = re.compile(r"[+-]?\d+(/0*[1-9]\d*)?|[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")


class NoNumber(ValueError):
    """`value`, at `where`, is no finite number, or not one of those that are taken there."""

    def __init__(self, where: str, value: Any, floats: bool = True) -> None:
        self.where, self.value = where, value
        taken = 'an int, a float or a string such as "1/3"' if floats else 'an int or a string such as "1/3"'
        super().__init__(f"{where} is {value!r:.40}, no finite number: give {taken}".lstrip())


def fraction(value: Any, where: str = "", floats: bool = True, largest: int | None = None) -> Fraction:
    """One number, at most `largest` in size."""
    try:
        found = _fraction(value, floats)
    except (ValueError, OverflowError):  # NaN and infinity have no ratio
        found = None
    if found is None or (largest is not None and not -largest <= found <= largest):
        raise NoNumber(where, value, floats)
    return found


def fractions(value: Any, where: str = "", floats: bool = True, largest: int | None = None) -> Any:
    """A number, or nested lists of numbers; an entry that is none is named by its place, e.g. means[0][1]."""
    value = value.tolist() if hasattr(value, "tolist") else value
    if isinstance(value, (list, tuple)):
        return [fractions(v, f"{where}[{i}]", floats, largest) for i, v in enumerate(value)]
    return fraction(value, where, floats, largest)


def weights(w: list[Fraction]) -> list[Fraction]:
    """w_k / sum_j w_j where the sum is 1 within the rounding of as many floats; else w itself, for the door to refuse."""
    total = sum(w, Fraction(0))
    return [v / total for v in w] if abs(total - 1) <= len(w) * Fraction(1, 2**52) else w


def _fraction(value: Any, floats: bool) -> Fraction | None:
    if type(value) is Fraction:
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, Rational):
        return Fraction(int(value.numerator), int(value.denominator))
    if isinstance(value, str):
        return Fraction(value.strip()) if TEXT.fullmatch(value.strip()) else None
    if isinstance(value, Decimal) or (floats and isinstance(value, Real) and hasattr(value, "as_integer_ratio")):
        return Fraction(*(int(n) for n in value.as_integer_ratio()))
    return None
