"""Their time against ours: when x_t is the source, and when the data.

Ours runs from 0, the source, to 1, the data. The exact cases have a place s in [0, 1] for each time of theirs, 0 the earlier end:
their time is s itself on [0, 1], lo + (hi - lo) s, or lo + s/(1 - s) where an end is infinite.
"""

from fractions import Fraction
from math import inf, isfinite, lcm
from typing import Any, NamedTuple

from analytic.exact import fraction


class Clock(NamedTuple):
    """The times of the source and of the data: Fractions, or infinity."""

    source: Any
    data: Any

    @property
    def backwards(self) -> bool:
        """Does it run from the data to the source?"""
        return bool(self.data < self.source)

    @property
    def bounded(self) -> bool:
        return isfinite(max(self))

    def at(self, place: Any) -> Any:
        """Their time at this place; of a float a float. Symbols stand for their time itself."""
        lo, hi = sorted(self)
        if (lo == 0 and hi == 1) or getattr(place[()] if hasattr(place, "shape") else place, "free_symbols", None):
            return place
        if isinstance(place, float):
            return float(self.at(Fraction(place)))
        r = lcm(lo.denominator, 1 if not self.bounded else hi.denominator)  # whole numbers are numbers of every arithmetic
        if self.bounded:
            return _divided(int(r * lo) + int(r * (hi - lo)) * place, r)
        return _divided(int(r * lo) + r * place / (1 - place), r)

    def place(self, unit: Any) -> Any:
        """The place of our time."""
        return 1 - unit if self.backwards else unit

    def unit(self, ar: Any, t: Any) -> tuple[Any, Any]:
        """Our time at their time t, and its rate in theirs."""
        if self.bounded:
            return self.read(ar, t, FORWARD)
        s = 1 / (1 - _number(ar, min(self)) + t)
        return (s, -s * s) if self.backwards else (1 - s, s * s)

    def their(self, ar: Any, unit: Any) -> tuple[Any, Any]:
        """Their time at our time, and its rate in ours."""
        if self.bounded:
            return FORWARD.read(ar, unit, self)
        s = unit if self.backwards else 1 - unit
        rate = 1 / (s * s)
        return _number(ar, min(self)) + (1 - s) / s, -rate if self.backwards else rate

    def read(self, ar: Any, t: Any, other: "Clock") -> tuple[Any, Any]:
        """What the other clock shows at time t of this one, both bounded, and its rate in this one's time."""
        k = Fraction(other.data - other.source) / Fraction(self.data - self.source)
        c = other.source - k * self.source
        return (t if k == 1 and c == 0 else _number(ar, c) + (t if k == 1 else -t if k == -1 else _number(ar, k) * t)), _number(
            ar, k
        )


FORWARD = Clock(Fraction(0), Fraction(1))
BACKWARD = Clock(Fraction(1), Fraction(0))
TIMES = {"data at 1": FORWARD, "data at 0": BACKWARD}


def clock(given: Any) -> Clock:
    """ "data at 1", "data at 0", or the two times. ValueError: it is none."""
    if isinstance(given, str):
        if given not in TIMES:
            raise ValueError(
                f"time={given!r} is no known convention: use one of {', '.join(map(repr, TIMES))}, or (of source, of data)"
            )
        return TIMES[given]
    if not isinstance(given, (tuple, list)) or len(given) != 2:
        raise ValueError(f"time={given!r}: give two times, of the source and of the data")
    source, data = (inf if e == inf else fraction(e, "time") for e in given)
    if source == data:
        raise ValueError(f"time={given!r}: the source and the data are at different times")
    return Clock(source, data)


def _number(ar: Any, q: Fraction) -> Any:
    return int(q) if q == int(q) else ar.array(q)[()]


def _divided(a: Any, r: int) -> Any:
    return a if r == 1 else a / r
