"""Families of laws along one parameter h, and no law at all."""

from fractions import Fraction
from typing import NamedTuple

from analytic.arithmetic import Arithmetic
from verify.claim import Formula, Regime, Test, Tests


class Bare(NamedTuple):
    """No law at all: the parameters are the points, or a formula makes the law of each h."""

    ar: Arithmetic


def family(about: str) -> Regime:
    """A law for each h, as h tends to 0: the time of the regime is h."""
    return Regime(about, about, Bare, (Fraction(0),), takes="t")


def falls(of: Formula, about: str, **options: bool) -> Tests:
    """`of(law, h)` is like h to the power of the formula, as h tends to 0; with `at_least`, or smaller."""
    return (Test("order", of, (family(about),), {"called": "h", **options}),)
