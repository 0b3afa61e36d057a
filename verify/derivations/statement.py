"""What is stated: a formula that can be run, the quantity it is said to be, of which law, in which convention."""

import inspect
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from analytic import arithmetic
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Formula, Regime
from verify.derivations.asked import Asked
from verify.derivations.conventions import Convention, reference
from verify.derivations.quantities import Quantity
from verify.derivations.watched import asked_by
from verify.evidence.rounding import BITS, UNITS
from verify.regimes.constructors import arrays_of, rebuilt


class Unusable(ValueError):
    """What a function does that leaves nothing to compare; the message is the verdict in words."""


class Runnable:
    """A formula f(law, t, x) as it can be run: x is (n, d), t one number, the value an array of the law's arithmetic.

    What it gets is its own, and may be changed by it.
    """

    exact: bool = False  # does it run in balls, so that a difference, and its absence, can be certified?
    floats: bool = True  # does it run in float64?
    dtype: str = "float64"  # the precision of its floats: a name of UNITS
    plain: bool = False  # is it called with the parameters as arguments, in a way that is to be found?
    tolerance: float = 0.0  # of a trained module: the mean squared error that counts as agreement
    notes: Sequence[str] = ()  # what was seen besides the values: prints, changed arguments

    @property
    def torch(self) -> bool:
        """Has whoever runs it imported torch?"""
        return "torch" in sys.modules

    def settle(self) -> "Runnable":
        """The same, once it is known how it is called; Unusable if it cannot be called at all."""
        return self

    def in_other_precision(self) -> "Runnable | None":
        """The same in float32 for float64, or the other way round, if its floats can be chosen."""
        return None

    def in_torch(self) -> "Runnable":
        """The same on a law in float64, computed in torch's operations of law.ar."""
        raise NotImplementedError

    def asked(self, law: Law, t: Time, x: Points) -> Sequence[Asked]:
        """What it asks of its numbers besides their sums and products, at this case of an exact arithmetic."""
        return ()

    def __call__(self, law: Law, t: Time, x: Points) -> Array:
        raise NotImplementedError


@dataclass(frozen=True)
class ExactText(Runnable):
    """A function in the operations of law.ar, or an expression: it runs in every exact arithmetic."""

    formula: Formula
    floats: bool = True  # an expression is evaluated in exact arithmetics only
    exact: bool = True

    def in_torch(self) -> "ExactText":
        ar = arithmetic.torch()
        return ExactText(lambda law, t, x: ar.floats(self.formula(rebuilt(law, ar, ar.array), ar.array(t), ar.array(x))))

    def asked(self, law: Law, t: Time, x: Points) -> Sequence[Asked]:
        return asked_by(self.formula, law, t, x) if self.floats else ()

    def __call__(self, law: Law, t: Time, x: Points) -> Array:
        return self.formula(replace(law, **{name: _own(a) for name, a in arrays_of(law).items()}), _own(t), _own(x))


@dataclass(frozen=True)
class Refused(Runnable):
    """What cannot be stated: it says why when it is run, so that the others of its file go on."""

    why: str

    def settle(self) -> "Refused":
        raise Unusable(self.why)

    def __call__(self, law: Law, t: Time, x: Points) -> Array:
        raise Unusable(self.why)


def _own(a: Any) -> Any:
    """A copy of the array; a number is its own."""
    return a.clone() if hasattr(a, "clone") else a.copy() if hasattr(a, "shape") else a


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

    @property
    def bits(self) -> int:
        """How many bits its floats have."""
        return BITS[self.formula.dtype]


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
