"""What was seen of a derivation at exact cases, and how a case is described."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Regime, Role
from verify.derivations import cases
from verify.derivations.asked import Asked
from verify.derivations.marked import Mark
from verify.derivations.quantities import find
from verify.derivations.statement import Derivation
from verify.regimes.laws import LAWS
from verify.regimes.operands import OPERANDS

LEAST = 20  # points must agree before anything is said. Chosen: one given law has a few more, the shortest ladder thrice as many
FEW = Fraction(1, 10)  # of the points where it must have a value a formula may leave open. Chosen

LONG = 1000  # denominators that are not written out


class Gap(StrEnum):
    """In what the two differ. A case of one kind is never made simpler into one of another."""

    WRONG_VALUE = "wrong value"
    NO_VALUE = "no value"
    ROUNDING_NOISE = "rounding noise"


@dataclass(frozen=True)
class Difference:
    """Where the two differ beyond doubt."""

    regime: Regime
    t: Fraction
    x: tuple[Any, ...]
    entry: tuple[int, ...]
    found: str
    certified: str
    distance: float  # of the two, and what is allowed
    bound: float
    gap: Gap = Gap.WRONG_VALUE
    why: str = ""


@dataclass(frozen=True)
class Apart:
    """How far the two are apart at one point, |found - value| / max(1, |value|) in its worst entry; how large |value| is; where."""

    gap: float
    size: float
    regime: Regime
    t: Fraction

    def __str__(self) -> str:
        return f"{self.regime.name}, t = {short(self.t)}"


def apart(gaps: Any, sizes: Any, regime: Regime, t: Fraction) -> Apart:
    """Of the entries at one point."""
    return Apart(float(np.max(gaps / np.maximum(1.0, sizes), initial=0.0)), float(np.max(sizes, initial=0.0)), regime, t)


@dataclass
class Seen:
    """What was seen of a derivation, in one regime or in all so far."""

    agree: int = 0  # points
    difference: Difference | None = None
    undecided: list[str] = field(default_factory=list)  # balls too wide
    blurred: list[str] = field(default_factory=list)  # rounding too large to tell
    missing: list[str] = field(default_factory=list)  # no value where a formula may have none: ends of time, singular covariance
    valueless: int = 0  # points where the formula must have a value, and none could be told
    error: str = ""
    misused: bool = False  # is it that the formula names what is not there?
    mark: Mark | None = None  # where in its text
    ulps: list[tuple[float, str, float]] = field(default_factory=list)  # at each point; in which regime; how many rounding allows
    apart: list[Apart] = field(default_factory=list)  # at each point that agrees
    dimension: int = 0  # the largest
    components: int = 0  # the most
    asked: Sequence[Asked] = ()  # what the formula asks of its numbers: then it is no expression

    def add(self, other: "Seen") -> None:
        self.agree += other.agree
        self.valueless += other.valueless
        self.dimension = max(self.dimension, other.dimension)
        self.components = max(self.components, other.components)
        for mine, new in ((self.undecided, other.undecided), (self.blurred, other.blurred), (self.missing, other.missing)):
            mine += [n for n in dict.fromkeys(new) if n not in mine]
        self.ulps += other.ulps
        self.apart += other.apart
        self.difference, self.error = self.difference or other.difference, self.error or other.error
        self.misused, self.mark = self.misused or other.misused, self.mark or other.mark

    @property
    def sizes(self) -> str:
        return f"d <= {self.dimension}" + (f", K <= {self.components}" if self.components else "")

    @property
    def doubt(self) -> str:
        """Why nothing is decided though nothing differs; empty if enough was seen."""
        n, places = self.agree + self.valueless, "; ".join(self.undecided[:3])
        if self.valueless > FEW * n:
            return f"has no value at {self.valueless} of {n} points where it must have one: {places}"
        if self.agree < LEAST:
            return f"too little was tried: {self.agree} points, where {LEAST} are asked for; give more points, or a larger budget"
        return ""

    @property
    def decided(self) -> bool:
        """Is nothing left to look at?"""
        return bool(self.difference or self.error)


def difference_at(
    regime: Regime, t: Fraction, index: tuple[int, ...], found: str, known: str, distance: float, bound: float, **more: Any
) -> Difference:
    """The difference in entry `index`, whose first axis runs over the points of the regime."""
    entry = tuple(int(j) for j in index[1:])
    return Difference(regime, t, regime.points[index[0]], entry, found, known, distance, bound, **more)


def may_be_undefined(regime: Regime, t: Fraction) -> bool:
    """Within 2^-20 of the ends of time, and where a covariance is singular, a formula may have no value; elsewhere it must."""
    return min(t, 1 - t) < cases.TINY or regime.role is Role.SINGULAR


def when(d: Derivation, place: Fraction) -> str:
    """The author's time at this place of the cases: t = 1/2, sigma = 3."""
    return f"{d.convention.letter} = {short(d.convention.time.at(place))}"


def at(d: Derivation, case: str, t: Fraction) -> str:
    """The case, and the author's time there, if its law moves."""
    return f"{case}, {when(d, t)}" if LAWS[d.law].timed else case


def place_without_value(d: Derivation, regime: Regime, t: Fraction) -> str:
    if t in (0, 1):
        return when(d, t)
    return regime.name if regime.role is Role.SINGULAR else at(d, regime.name, t)


def short(t: Fraction) -> str:
    """1/4; 0.7312; and next to 1, 1 - 9.1e-13."""
    if t.denominator < LONG:
        return str(t)
    return f"1 - {float(1 - t):.2g}" if 1 - t < Fraction(1, LONG) else f"{float(t):.4g}"


def describe(regime: Regime, letters: Mapping[str, str]) -> str:
    """d=1, K=2, w=(1/4, 3/4), m=(1, -1), C=(4, 1), m0=0, S0=1; `letters` are those of the parameters."""
    p, d = cases.parameters(regime), len(regime.points[0])
    size = f"d={d}" + (f", K={len(p['weights'])}" if "weights" in p else "")
    return ", ".join(
        [size, *(f"{letters.get(name, name)}={_number(value, d)}" for name, value in p.items() if name not in OPERANDS)]
    )


def operands_at(d: Derivation, regime: Regime, t: Fraction) -> str:
    """What the formula is given of them at this case, by the author's names, as exact numbers: s = 3/4, w = 2."""
    own = [(name, find(of)) for name, of in d.given if find(of).carried]
    if not own:
        return ""
    ar = arithmetic.symbols()
    law, x = regime.law(ar), ar.array([list(p) for p in regime.points])
    shown = [(name, np.asarray(d.reference_of(q)(law, ar.array(t), x), dtype=object)) for name, q in own]
    return ", ".join(f"{name} = {_number(value.tolist(), len(x[0]))}" for name, value in shown)


def _number(value: Any, d: int) -> str:
    if isinstance(value, (list, tuple)):
        if len(value) == 1 and d == 1:
            return _number(value[0], d)
        return f"({', '.join(_number(v, d) for v in value)})"
    return str(value)
