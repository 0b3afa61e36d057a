"""What is stated: a formula that can be run, the quantity it is said to be, of which law, in which convention."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import Array, Law, Points, Time
from analytic.exact import fractions
from verify.claim import Formula, Regime
from verify.derivations.asked import Asked
from verify.derivations.conventions import OURS, Convention, reference
from verify.derivations.marked import Mark, put
from verify.derivations.own_operands import Own, carrying
from verify.derivations.quantities import Quantity, find
from verify.derivations.repairs.editable import Editable
from verify.derivations.watched import asked_by
from verify.derivations.whole_numbers import is_whole, whole
from verify.evidence.rounding import BITS, UNITS
from verify.regimes.constructors import arrays_of, lifted, rebuilt

FINE = 128  # bits of what a formula in floats is given, which is rounded once


class Unusable(ValueError):
    """What a function does that leaves nothing to compare; the message is the verdict in words."""


class Misused(Unusable):
    """It cannot be stated so, or names what is not there: for its author to mend, and no open question."""


class NotGiven(ValueError):
    """There is no value at this place of a quantity that the formula is given."""


Given = Mapping[str, Array]  # the quantities that a formula is given, by the names of its arguments
NOTHING: Given = {}
Feed = Callable[[Law, Time, Points], Given]


class Runnable(Editable):
    """A formula f(law, t, x) as it can be run: x is (n, d), t one number, the value an array of the law's arithmetic.

    What it gets is its own, and may be changed by it.
    """

    exact: bool = False  # does it run in balls, so that a difference, and its absence, can be certified?
    floats: bool = True  # does it run in float64?
    dtype: str = "float64"  # the precision of its floats: a name of UNITS
    plain: bool = False  # is it called with the parameters as arguments, in a way that is to be found?
    trained: bool = False  # is it a network, judged by its mean squared error where the law has its mass?
    tolerance: float = 0.0  # what counts as agreement: of a network that error, else |found - value| / max(1, |value|)
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

    def asked(self, law: Law, t: Time, x: Points, given: Given | None = None) -> Sequence[Asked]:
        """What it asks of its numbers besides their sums and products, at this case of an exact arithmetic."""
        return ()

    def __call__(self, law: Law, t: Time, x: Points, given: Given | None = None) -> Array:
        raise NotImplementedError


@dataclass(frozen=True)
class ExactText(Runnable):
    """A function in the operations of law.ar, or an expression: it runs in every exact arithmetic."""

    formula: Formula  # of the law and the time in the convention
    convention: Convention = OURS
    feed: Feed = lambda law, t, x: NOTHING  # what it is given where nobody gives it
    floats: bool = True  # an expression is evaluated in exact arithmetics only
    exact: bool = True
    tolerance: float = 0.0

    def user_function(self) -> Any:
        return self.formula

    def with_function(self, function: Any) -> "ExactText":
        return replace(self, formula=function)

    def in_torch(self) -> "ExactText":
        ar = arithmetic.torch()

        def formula(law: Law, t: Time, x: Points, **given: Array) -> Array:
            fed = {name: value if is_whole(value) else ar.array(value) for name, value in given.items()}
            return ar.floats(self.formula(rebuilt(law, ar, ar.array), ar.array(t), ar.array(x), **fed))

        return ExactText(formula, self.convention, self.feed)

    def asked(self, law: Law, t: Time, x: Points, given: Given | None = None) -> Sequence[Asked]:
        if not self.floats:
            return ()
        given = self.feed(law, t, x) if given is None else given
        return asked_by(self.formula, self.convention.theirs(law), self.convention.time.at(t), x, given)

    def __call__(self, law: Law, t: Time, x: Points, given: Given | None = None) -> Array:
        own = replace(law, **{name: _own(a) for name, a in arrays_of(law).items()})
        given = self.feed(law, t, x) if given is None else given
        at, fed = _own(self.convention.time.at(t)), {name: _own(value) for name, value in given.items()}
        return self.formula(self.convention.theirs(own), at, _own(x), **fed)


@dataclass(frozen=True)
class Refused(Runnable):
    """What cannot be stated: it says why when it is run, so that the others of its file go on."""

    why: str
    mark: Mark | None = None  # of what in its text

    def settle(self, *case: Any, **given: Any) -> Any:
        raise put(Misused(self.why), self.mark)

    __call__ = settle


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
    given: tuple[tuple[str, str], ...] = ()  # arguments of the formula that are quantities, and which
    kind: str = "value"  # of what is claimed: a name of `decide.JUDGES`
    order: int = 0  # of a step
    own: Own = ()  # operands that are what the author says
    options: tuple[tuple[str, str], ...] = ()  # beside quantity and law, as they were given

    def fed(self, law: Law, t: Time, x: Points) -> dict[str, Array]:
        """What the formula is given at this case, exact, and rounded if the law is in floats. NotGiven: it has no value."""
        try:
            return {name: _valued(q := find(of), self.reference_of(q), law, t, x) for name, of in self.given}
        except (ValueError, ZeroDivisionError) as e:
            raise NotGiven(str(e)) from None

    def settled(self) -> "Derivation":
        """The same, once it is known how its formula is called."""
        return replace(self, formula=self.formula.settle())

    @property
    def reference(self) -> Formula:
        """What it is compared with, in its own convention."""
        return self.reference_of(self.quantity)

    def reference_of(self, quantity: Quantity) -> Formula:
        return carrying(reference(quantity, self.law, self.convention), self.own, self.convention)

    @property
    def unit(self) -> float:
        """The rounding unit of its floats."""
        return UNITS[self.formula.dtype]

    @property
    def bits(self) -> int:
        """How many bits its floats have."""
        return BITS[self.formula.dtype]


def _valued(of: Quantity, f: Formula, law: Law, t: Time, x: Points) -> Any:
    if of.whole:
        return whole(f(law, t, x))
    if law.ar.name != "float64":
        return f(law, t, x)
    exact = arithmetic.balls(FINE)
    with exact.scope():
        value = np.asarray(f(lifted(law, exact), exact.array(fractions(t)), exact.array(fractions(x))), dtype=object)
        return law.ar.array(np.where(np.asarray(np.frompyfunc(_is_zero, 1, 1)(value), dtype=bool), 0.0, exact.floats(value)))


def _is_zero(ball: Any) -> bool:
    """cos(pi/2) is: a narrow ball around 0, as narrow as nothing else that is computed from numbers of this size."""
    return bool(ball.is_finite() and ball.contains(0) and ball.rad() < 2.0 ** (-FINE / 2))
