"""Other people's conventions, declared and converted.

Ours: t = 0 is the source, t = 1 the data; x_t = a x0 + b x1 with x0 from the source and x1 from the data; a = 1 - t, b = t.
A formula in another convention gets the law, t and x in that convention; so does the reference it is compared with:
  time "data at 0": their t is our 1 - t, and what is a rate in time changes sign
  ends "x0 is data": the letters 0 and 1 are exchanged: m0, S0 and mean0, cov0 belong to the data, m1, S1 to the source
  path, sigma_min: x_t = a x0 + b x1 with another a and b
Quantities keep their meaning: the denoiser is the mean of the data given x_t, whatever its letter; maps start at the source.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from analytic import path
from analytic.arithmetic import Array, Law
from analytic.path import Path
from verify.claim import Formula
from verify.derivations.quantities import Quantity
from verify.regimes.constructors import has_path, kind_of

TIMES = ("data at 1", "data at 0")
ENDS = ("x1 is data", "x0 is data")
PATHS = {"linear": path.linear, "trigonometric": path.trigonometric, "variance preserving": path.variance_preserving}


@dataclass(frozen=True)
class Convention:
    time: str = TIMES[0]
    ends: str = ENDS[0]
    path: str = "linear"
    sigma_min: Fraction = Fraction(0)  # a = 1 - (1 - sigma_min) t

    def __post_init__(self) -> None:
        for name, value, allowed in (("time", self.time, TIMES), ("ends", self.ends, ENDS), ("path", self.path, tuple(PATHS))):
            if value not in allowed:
                raise ValueError(f"{name}={value!r} is no known convention: use one of {', '.join(map(repr, allowed))}")
        if self.sigma_min and self.path != "linear":
            raise ValueError(f"sigma_min={self.sigma_min} belongs to the linear path, not to the {self.path} one")
        if isinstance(self.sigma_min, float) or not 0 <= self.sigma_min < 1:
            raise ValueError(f"sigma_min={self.sigma_min!r}: pass an exact number in [0, 1), e.g. Fraction(1, 1024)")

    @property
    def ours(self) -> bool:
        return self == OURS

    @property
    def backwards(self) -> bool:
        """Is their time our 1 - t?"""
        return self.time == TIMES[1]

    @property
    def swapped(self) -> bool:
        """Are the letters 0 and 1 exchanged?"""
        return self.ends == ENDS[1]

    @property
    def linear(self) -> bool:
        """Is x_t = (1 - t) x0 + t x1?"""
        return self.path == "linear" and not self.sigma_min

    def interpolation(self) -> Path:
        """a, b, a', b' as functions of our t."""
        if not self.sigma_min:
            return PATHS[self.path]
        gap = 1 - self.sigma_min
        return lambda ar, t: (1 - ar.array(gap) * t, t, 0 * t - ar.array(gap), 0 * t + 1)

    def theirs(self, law: Law) -> Any:
        """The law that their formula gets: with their path, in their time."""
        return along(law, reversed_path(self.interpolation()) if self.backwards else self.interpolation())

    def defined(self, t: Fraction) -> bool:
        """Whether the path has a value and a derivative at their t."""
        return self.path != "variance preserving" or (t > 0 if self.backwards else t < 1)


OURS = Convention()


def reference(quantity: Quantity, law: str, convention: Convention = OURS) -> Formula:
    """The quantity as f(law, t, x) in their convention, from its closed form in ours."""
    if law not in quantity.of:
        raise ValueError(f"{quantity.name} has no closed form for the law {law!r}: it has one for {', '.join(quantity.of)}")
    if not convention.linear and (quantity.linear or law == "transport"):
        raise ValueError(f"{quantity.name} of the law {law!r} has a closed form for the linear path only")
    f, back = quantity.of[law], convention.backwards
    if convention.ours:
        return f

    def converted(theirs: Any, t: Any, x: Any) -> Array:
        ours = along(exchanged(theirs) if convention.swapped else theirs, convention.interpolation())
        value = f(ours, 1 - theirs.ar.array(t) if back else t, x)
        return -value if back and quantity.rate else value

    return converted


def exchanged(law: Law) -> Any:
    """The law with the letters 0 and 1 exchanged; the source of a mixture has a place of its own, and keeps it."""
    if kind_of(law) == "mixture":
        return law
    changed = type(law)(**{**_fields(law), "m0": law.m1, "S0": law.S1, "m1": law.m0, "S1": law.S0})
    if kind_of(law) != "gaussian":
        return changed
    T = None if law.T is None else _inverse(law.ar, law.T)
    return replace(changed, X=law.X.T, T=T)


def reversed_path(given: Path) -> Path:
    """The same interpolation in the time 1 - t."""

    def theirs(ar: Any, t: Any) -> Any:
        a, b, da, db = given(ar, 1 - t)
        return a, b, -da, -db

    return theirs


def along(law: Law, given: Path) -> Any:
    """The same ends on another path, where the law has one."""
    return replace(law, path=given) if has_path(law) else law


def _fields(law: Law) -> dict[str, Any]:
    return {name: getattr(law, name) for name in law.__dataclass_fields__}


def _inverse(ar: Any, M: Array) -> Array:
    return ar.solve(M, ar.eye(len(M))).T
