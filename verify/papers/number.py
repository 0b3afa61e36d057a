"""A number as a paper prints it."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Number:
    """`text` is what is printed: "0.125", or a bound, "<0.001"."""

    text: str

    @property
    def is_bound(self) -> bool:
        return self.text.startswith("<")

    @property
    def exact(self) -> Fraction:
        """The number, or the bound, as it stands."""
        return Fraction(self.text.removeprefix("<"))

    @property
    def value(self) -> float:
        return float(self.exact)

    @property
    def figure(self) -> float | str:
        """What a row of records keeps: the number, or the text of a bound."""
        return self.text if self.is_bound else self.value

    @property
    def digits(self) -> int:
        """Printed after the point."""
        return len(self.text.partition(".")[2])

    @property
    def short(self) -> str:
        """Without the zero before the point: .125."""
        return self.text.removeprefix("<").removeprefix("0")

    def agrees(self, value: float) -> bool:
        """`value` rounds to what is printed, or lies below the printed bound."""
        return agrees(value, self.figure, self.digits)


def agrees(value: float, printed: float | str, digits: int) -> bool:
    """`value` lies within half a unit of the last of these digits after the point, or below a printed bound."""
    if isinstance(printed, str):
        return value < Number(printed).value
    return abs(value - printed) <= 0.5 * 10.0**-digits


def numbers(*texts: str) -> tuple[Number, ...]:
    return tuple(map(Number, texts))
