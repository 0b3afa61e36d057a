"""The one judge in balls: what enclosures of a formula and of its reference say of their difference, entry by entry.

An enclosure is certified: where the ball of the difference excludes zero the two differ, whatever the precision; where it lies
within SMALL of zero they agree. A ball that does neither is too wide, and more bits may decide it; one that is not finite has no
value.
"""

from dataclasses import dataclass
from numbers import Rational
from typing import Any

import numpy as np

BITS = (256, 512, 1024, 2048)  # tried in turn until every entry is decided

Index = tuple[int, ...]


@dataclass(frozen=True)
class Enclosure:
    """The balls of found - known, and which of them differ from zero, or have no value."""

    gap: Any  # object array of balls
    differs: tuple[Index, ...]
    undefined: tuple[Index, ...]

    @property
    def width(self) -> float:
        """An upper bound of |found - known| over all entries; infinite where one has no value."""
        return max((_above(e) for e in self.gap.flat), default=0.0)

    @property
    def width_where_defined(self) -> float:
        """The same over the entries that have a value."""
        return max((_above(e) for e in self.gap.flat if e.is_finite()), default=0.0)


def compare(found: Any, known: Any) -> Enclosure:
    """`found` and `known` hold balls, in shapes that broadcast; TypeError if `found` holds anything else."""
    from flint import arb  # whoever imports this module need not have it

    found = np.asarray(found, dtype=object)
    gap = np.asarray(found - known, dtype=object) if all(isinstance(e, (arb, Rational)) for e in found.flat) else found
    for e in gap.flat:
        if not isinstance(e, arb):
            raise TypeError(f"returns {type(e).__name__} in balls: use the operations of law.ar")
    entries = list(np.ndenumerate(gap))
    differs = tuple(i for i, e in entries if e.is_finite() and not e.contains(0))
    undefined = tuple(i for i, e in entries if not e.is_finite())
    return Enclosure(gap, differs, undefined)


def _above(e: Any) -> float:
    return float(e.abs_upper()) if e.is_finite() else float("inf")
