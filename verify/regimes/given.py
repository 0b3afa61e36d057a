"""Laws beside the exact parameters that they were made of: what a constructor does with them."""

from functools import partial
from types import SimpleNamespace
from typing import Any, NamedTuple

from analytic.arithmetic import Arithmetic, Law
from verify.claim import Regime


class Given(NamedTuple):
    """A law, and the parameters that it was made of, by their names."""

    ar: Arithmetic
    law: Law
    of: SimpleNamespace


def given(regimes: tuple[Regime, ...]) -> tuple[Regime, ...]:
    """The laws of these regimes, each a constructor with its parameters, beside them."""
    return tuple(Regime.once(f"{r.name}, as given", r.about, partial(_beside, r.law)) for r in regimes)


def _beside(make: Any, ar: Arithmetic) -> Given:
    return Given(ar, make(ar), SimpleNamespace(**{name: ar.array(value) for name, value in make.keywords.items()}))
