"""What a named quantity is: its shape, its closed forms law by law, and how it changes with the unit of time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from verify.claim import Formula

RATE: Callable[[Any], Any] = lambda r: r  # noqa: E731
SQUARE: Callable[[Any], Any] = lambda r: r * r  # noqa: E731
LENGTH: Callable[[Any], Any] = abs


@dataclass(frozen=True)
class Quantity:
    name: str
    says: str  # one line
    shape: str
    of: Mapping[str, Formula]  # law -> f(law, t, x)
    rate: Callable[[Any], Any] | None = None  # what multiplies it where the rate of our time in theirs is r: RATE, SQUARE, LENGTH
    needs: frozenset[str] = frozenset()  # what the law must satisfy for the closed form to exist
    linear: bool = False  # a closed form for the linear path only
    flows: bool = False  # from the source on, whose time must be finite
    arrives: bool = False  # to the data, where the path must have a value
    grows: bool = False  # where the scale of the data does
    lawless: bool = False  # of the path alone
    takes: frozenset[str] = frozenset()  # operands of the cases (`verify.regimes.operands`)
    ends_a_step: bool = False  # a solver's, so that an order may be claimed
    carried: bool = False  # it is an operand itself
    whole: bool = False  # of whole numbers
    free_of: frozenset[str] = frozenset()  # parameters that it does not depend on
    of_time: str = ""  # "time": it is one; "step": the difference of two

    @property
    def axes(self) -> tuple[str, ...]:
        """The letters of its own axes, without the points: ("d", "d") of a Jacobian."""
        return tuple(c for c in self.shape.strip("()").replace(" ", "").split(",") if c not in ("", "..."))

    @property
    def at_points(self) -> bool:
        """Does it depend on the point?"""
        return "..." in self.shape


LOSS = Quantity("loss", "one number at a point, where what it teaches is a vector", "(...)", {})
