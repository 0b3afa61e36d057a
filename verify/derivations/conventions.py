"""Other people's conventions, declared and converted.

Ours: t = 0 is the source, t = 1 the data; x_t = a x0 + b x1 with x0 from the source and x1 from the data; a = 1 - t, b = t.
A formula in another convention gets the law, t and x in that convention; so does the reference it is compared with:
  path   x_t = a x0 + b x1 with another a and b: a name (`coordinates.paths`), or a and b of one's own, of their time; or a, b
         and c of x_t = a x0 + b x1 + c z, z ~ N(0, I) a noise of its own (`coordinates.latent`)
  time   when x_t is the source, and when the data: "data at 1", "data at 0", or the two times, as (1000, 0)
  ends   "x0 is data": the letters 0 and 1 are exchanged: m0, S0 and mean0, cov0 belong to the data, m1, S1 to the source
Quantities keep their meaning: the denoiser is the mean of the data given x_t, whatever its letter; maps start at the source.
What is a rate in time is one in their time.
"""

from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from math import inf
from typing import Any

from analytic import arithmetic
from analytic.arithmetic import Array, Law
from analytic.exact import fraction
from analytic.path import Path, linear
from verify.claim import Formula
from verify.derivations.coordinates import latent, paths
from verify.derivations.coordinates.clock import BACKWARD, FORWARD, Clock, clock
from verify.derivations.coordinates.ends import along, exchanged
from verify.derivations.coordinates.paths import Own
from verify.derivations.coordinates.presets import declared
from verify.derivations.quantities import Quantity
from verify.regimes.laws import TIMED, WITH_PATH
from verify.regimes.operands import other_time, paced

ENDS = ("x1 is data", "x0 is data")
BITS = 64  # of the balls that say whether a path has a value


@dataclass(frozen=True)
class Convention:
    time: Clock = FORWARD
    ends: str = ENDS[0]
    path: str | Own = "linear"
    noise: bool = field(default=False, compare=False)  # is the source N(0, I) for a formula that takes none of it?

    def __post_init__(self) -> None:
        object.__setattr__(self, "time", clock(self.time))
        if self.ends not in ENDS:
            raise ValueError(f"ends={self.ends!r} is no known convention: use one of {', '.join(map(repr, ENDS))}")
        natural = self._natural
        if natural != self.time and inf in (*natural, *self.time):
            raise ValueError(
                f"path={self.path!r} is the source at {natural.source} and the data at {natural.data}: leave time= out"
            )

    @property
    def ours(self) -> bool:
        return self == OURS

    @property
    def swapped(self) -> bool:
        """Are the letters 0 and 1 exchanged?"""
        return self.ends == ENDS[1]

    @property
    def linear(self) -> bool:
        """Is x_t = (1 - t) x0 + t x1 in our time?"""
        return isinstance(self.path, str) and self.path.startswith("linear") and not any(paths.read(self.path)[1])

    @property
    def letter(self) -> str:
        """Of the time."""
        return paths.read(self.path)[0].letter if isinstance(self.path, str) else "t"

    @property
    def latent(self) -> "Convention | None":
        """The convention whose path is c of x_t = a x0 + b x1 + c z; None without it."""
        own = None if isinstance(self.path, str) else self.path.latent
        return None if own is None else replace(self, path=own)

    def interpolation(self) -> Path:
        """a, b, a', b' as functions of our t."""

        def ours(ar: Any, t: Any) -> Any:
            their, rate = self.time.their(ar, t)
            a, b, da, db = self._curve(ar, their)
            return a, b, da * rate, db * rate

        return ours

    def theirs(self, law: Law) -> Any:
        """The law that their formula gets: with their path, in their time."""
        return along(law, self._curve)

    def defined(self, place: Fraction) -> bool:
        """Whether the path has a value and a derivative there."""
        if place == 1 and not self.time.bounded:
            return False
        ar = arithmetic.balls(BITS)
        with ar.scope():
            try:
                return all(ar.array(e)[()].is_finite() for e in self._curve(ar, ar.array(self.time.at(place))))
            except (ValueError, ZeroDivisionError):
                return False

    @property
    def grows(self) -> bool:
        """Does the scale of the data depend on the time?"""
        ar = arithmetic.balls(BITS)
        with ar.scope():
            return bool(ar.array(self._curve(ar, ar.array(self.time.at(Fraction(1, 2))))[3])[()] != 0)

    @property
    def _natural(self) -> Clock:
        """The time of the path itself."""
        return paths.read(self.path)[0].time if isinstance(self.path, str) else self.time

    @cached_property
    def _curve(self) -> Path:
        """a, b, a', b' as functions of their time."""
        f, natural = paths.of(self.path), self._natural
        if natural == self.time:
            return f

        def theirs(ar: Any, t: Any) -> Any:
            own, rate = self.time.read(ar, t, natural)
            a, b, da, db = f(ar, own)
            return a, b, da * rate, db * rate

        return theirs


OURS = Convention()


def convention(name: str = "", **options: Any) -> Convention:
    """From what a user declares: a name, and options that go before what it stands for. ValueError, TypeError: it is none."""
    return _convention(**{**(declared(name) if name else {}), **options})


def _convention(time: Any = None, ends: str = ENDS[0], path: Any = "linear", sigma_min: Any = 0, noise: bool = False) -> Convention:
    """The time is the path's own unless given."""
    if sigma_min:
        if path != "linear" or isinstance(sigma_min, float):
            raise ValueError(f"sigma_min={sigma_min!r} belongs to the linear path, and is an exact number, e.g. Fraction(1, 1024)")
        path = f"linear({fraction(sigma_min, 'sigma_min')})"
    chosen: Any = path if isinstance(path, str) else paths.own(path)
    natural = paths.read(chosen)[0].time if isinstance(chosen, str) else _direction(chosen) if time is None else FORWARD
    return Convention(natural if time is None else clock(time), ends, chosen, noise)


def _direction(path: Own) -> Clock:
    """The source is where more of it is left, at 0 or at 1."""
    f, ar = paths.of(path), arithmetic.balls(BITS)
    with ar.scope():
        early, late = (abs(ar.array(f(ar, ar.array(t))[0])[()]) for t in (Fraction(1, 64), Fraction(63, 64)))
        return FORWARD if early > late else BACKWARD


def reference(quantity: Quantity, law: str, convention: Convention = OURS) -> Formula:
    """The quantity as f(law, place, x) in their convention, from its closed form in ours."""
    if law not in quantity.of:
        raise ValueError(f"{quantity.name} has no closed form for the law {law!r}: it has one for {', '.join(quantity.of)}")
    if not convention.ours and law not in TIMED:
        raise ValueError(f"{quantity.name} of the law {law!r} has a closed form without time and ends: leave the convention out")
    if not convention.linear and (quantity.linear or law not in WITH_PATH):
        raise ValueError(f"{quantity.name} of the law {law!r} has a closed form for the linear path only")
    if quantity.flows and not convention.time.bounded:
        raise ValueError(f"{quantity.name} starts at the source, which is at an infinite time on path={convention.path!r}")
    if quantity.arrives and not convention.defined(Fraction(convention.time.place(1))):
        raise ValueError(f"{quantity.name} ends at the data, where path={convention.path!r} has no rates")
    if quantity.grows and not convention.grows:
        raise ValueError(f"{quantity.name}: the scale of the data does not grow on path={convention.path!r}")
    f = quantity.of[law]
    if convention.ours:
        return f
    if quantity.of_time:
        return lambda law, place, x: _shown(convention, law, place, quantity.of_time == "step")
    if convention.latent and not quantity.carried:
        noisy, c = latent.form(quantity.name, law, f), convention.latent.interpolation()
        f = lambda law, t, x: noisy(law, t, x, c)  # noqa: E731

    def converted(theirs: Any, place: Any, x: Any) -> Array:
        ar = theirs.ar
        unit, rate = convention.time.unit(ar, ar.array(convention.time.at(place)))
        law = along(exchanged(theirs) if convention.swapped else theirs, linear if quantity.linear else convention.interpolation())
        if quantity.takes and not quantity.carried:
            uneven = not convention.time.bounded and "later" in quantity.takes
            law = paced(law, unit, rate, _shown(convention, law, place, True) if uneven else None)
        value = f(law, unit, x)
        return value if quantity.rate is None else quantity.rate(rate) * value

    return converted


def _shown(convention: Convention, law: Law, place: Any, step: bool) -> Any:
    """What their clock shows at the other time; of a step, by how much more than at t."""
    now = law.ar.array(convention.time.at(place))[()]
    unit, _ = convention.time.unit(law.ar, now)
    then, _ = convention.time.their(law.ar, other_time(law, unit))
    return then - now if step else then
