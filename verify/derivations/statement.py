"""What is stated: a formula that can be run, the quantity it is said to be, of which law, in which convention."""

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Formula, Regime
from verify.derivations.conventions import Convention, reference
from verify.derivations.quantities import Quantity
from verify.evidence.rounding import UNITS


class Unusable(ValueError):
    """What a function does that leaves nothing to compare; the message is the verdict in words."""


class Runnable(Protocol):
    """A formula f(law, t, x) as it can be run: x is (n, d), t one number, the value an array of the law's arithmetic."""

    @property
    def exact(self) -> bool:
        """Does it run in balls, so that a difference, and its absence, can be certified?"""

    @property
    def floats(self) -> bool:
        """Does it run in float64?"""

    @property
    def dtype(self) -> str:
        """The precision of its floats: a name of UNITS."""

    @property
    def notes(self) -> Sequence[str]:
        """What was seen besides the values: prints, changed arguments."""

    def settle(self) -> "Runnable":
        """The same, once it is known how it is called; Unusable if it cannot be called at all."""

    def in_other_precision(self) -> "Runnable | None":
        """The same in float32 for float64, or the other way round, if its floats can be chosen."""

    def __call__(self, law: Law, t: Time, x: Points) -> Array: ...


@dataclass(frozen=True)
class ExactText:
    """A function in the operations of law.ar, or an expression: it runs in every exact arithmetic."""

    formula: Formula
    floats: bool = True  # an expression is evaluated in exact arithmetics only
    exact: bool = True
    dtype: str = "float64"
    notes: Sequence[str] = ()

    def settle(self) -> "ExactText":
        return self

    def in_other_precision(self) -> None:
        return None

    def __call__(self, law: Law, t: Time, x: Points) -> Array:
        return self.formula(law, t, x)


@dataclass(frozen=True)
class Refused:
    """What cannot be stated: it says why when it is run, so that the others of its file go on."""

    why: str
    exact: bool = False
    floats: bool = True
    dtype: str = "float64"
    notes: Sequence[str] = ()

    def settle(self) -> "Refused":
        raise Unusable(self.why)

    def in_other_precision(self) -> None:
        return None

    def __call__(self, law: Law, t: Time, x: Points) -> Array:
        raise Unusable(self.why)


@dataclass(frozen=True)
class Derivation:
    name: str
    quantity: Quantity
    law: str
    formula: Runnable
    needs: frozenset[str]
    convention: Convention
    where: str  # "file.py:12", or ""
    regimes: tuple[Regime, ...] = ()  # the law that it was made for; empty: the ladder of cases

    @property
    def reference(self) -> Formula:
        """What it is compared with, in its own convention."""
        return reference(self.quantity, self.law, self.convention)

    @property
    def unit(self) -> float:
        """The rounding unit of its floats."""
        return UNITS[self.formula.dtype]


def name_of(formula: Any) -> str:
    return str(getattr(formula, "__name__", "") or type(formula).__name__)


def where_of(formula: Any) -> str:
    """file:line, from here where that is shorter."""
    try:
        file, line = inspect.getsourcefile(formula) or "", inspect.getsourcelines(formula)[1]
    except (TypeError, OSError):
        return ""
    here, path = Path.cwd(), Path(file)
    return f"{path.relative_to(here) if path.is_relative_to(here) else path}:{line}"
