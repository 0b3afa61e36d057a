"""A derivation against its reference in one regime: in balls, or as floats within their predicted rounding error.

Balls: a difference that excludes zero refutes; one within 2^-200 agrees; else more bits. Floats: see rounding.py.
"""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import SingularCovariance
from verify.claim import Regime
from verify.derivation import Derivation
from verify.derivations import cases
from verify.derivations.watch import quiet

BITS = (256, 512, 1024, 2048)
SMALL = 2.0**-200


@dataclass(frozen=True)
class Difference:
    """Where the two differ beyond doubt."""

    regime: Regime
    t: Fraction
    x: tuple[Any, ...]
    entry: tuple[int, ...]
    found: str
    certified: str
    why: str = ""


@dataclass
class Look:
    """What was seen of a derivation, in one regime or in all so far."""

    agree: int = 0  # points
    difference: Difference | None = None
    undecided: list[str] = field(default_factory=list)  # balls too wide
    blurred: list[str] = field(default_factory=list)  # rounding too large to tell
    missing: list[str] = field(default_factory=list)  # no value where a formula may have none: ends of time, singular covariance
    error: str = ""
    ulps: list[tuple[float, str]] = field(default_factory=list)  # and in which regime
    top: int = 0  # the largest dimension
    parts: int = 0  # the most components

    def add(self, other: "Look") -> None:
        self.agree += other.agree
        self.top, self.parts = max(self.top, other.top), max(self.parts, other.parts)
        for mine, new in ((self.undecided, other.undecided), (self.blurred, other.blurred), (self.missing, other.missing)):
            mine += [n for n in dict.fromkeys(new) if n not in mine]
        self.ulps += other.ulps
        self.difference, self.error = self.difference or other.difference, self.error or other.error

    @property
    def sizes(self) -> str:
        return f"d <= {self.top}" + (f", K <= {self.parts}" if self.parts else "")

    @property
    def over(self) -> bool:
        return bool(self.difference or self.error)


def look(d: Derivation, regime: Regime) -> Look:
    """The derivation in one regime, at the times where its path is defined."""
    from verify.derivations.rounding import in_floats

    out = Look(top=len(regime.points[0]), parts=len(cases.parameters(regime).get("weights", ())))
    for t in regime.times:
        if d.convention.defined(t) and not out.over:
            out.add(in_balls(d, regime, t) if "balls" in d.arithmetics else in_floats(d, regime, t))
    return out


def in_balls(d: Derivation, regime: Regime, t: Fraction) -> Look:
    wide = ""
    for bits in BITS:
        ar = arithmetic.balls(bits)
        with ar.scope():
            law, at, x = regime.law(ar), ar.array(t), ar.array([list(p) for p in regime.points])
            try:
                known = np.asarray(d.reference(law, at, x), dtype=object)
            except SingularCovariance:
                return Look()  # there is nothing to compare with
            try:
                with quiet():
                    given = np.asarray(d.formula(law, at, x), dtype=object)
            except Exception as e:
                return raised(d, regime, t, e)
            try:
                found, known = _aligned(d, given, known, len(x))
                gap = found - known
            except (ValueError, TypeError) as e:
                return Look(error=f"{e} (at {describe(regime)}, t = {t})")
            if not all(hasattr(e, "is_finite") for e in gap.flat):
                return Look(error=f"returns {type(given.flat[0]).__name__} in balls: use the operations of law.ar")
            far = [(i, e) for i, e in np.ndenumerate(gap) if e.is_finite() and not e.contains(0)]
            if far:
                i = min(far, key=lambda f: f[0])[0]
                return Look(difference=difference_at(regime, t, i, ball(found[i]), ball(known[i]), _literal(gap[i], known[i])))
            lost = [i for i, e in np.ndenumerate(gap) if not e.is_finite()]
            if all(e.abs_upper() < SMALL for i, e in np.ndenumerate(gap) if i not in lost) and (not lost or bits == BITS[-1]):
                return _without_value(d, regime, t, len(x), lost)
            if lost and excused(regime, t):
                return Look(missing=[excuse(regime, t)])
            wide = f"{regime.name}, t = {t}: balls of {bits} bits are too wide"
    return Look(undecided=[wide])


def ball(e: Any) -> str:
    """The number, and how certain it is."""
    if not e.is_finite():
        return "no value"
    return f"{e.mid().str(15, radius=False)}" + (f" (certain to {float(e.rad()):.0e})" if float(e.rad()) else " (exact)")


def _aligned(d: Derivation, found: Any, known: Any, n: int) -> tuple[Any, Any]:
    """Both with the points as first axis; values that are the same at every point may come without it."""
    known = whole(d, known, n)
    if found.shape == known.shape[1:]:
        found = np.broadcast_to(found, known.shape)
    if found.shape != known.shape:
        raise ValueError(f"returns shape {found.shape} for {n} points; the {d.of} here has shape {known.shape}")
    return found, known


def whole(d: Derivation, known: Any, n: int) -> Any:
    from verify.quantities import find

    return known if "..." in find(d.of).shape else np.broadcast_to(known, (n, *known.shape))


def difference_at(regime: Regime, t: Fraction, i: tuple[int, ...], found: str, known: str, why: str = "") -> Difference:
    return Difference(regime, t, regime.points[i[0]], tuple(int(j) for j in i[1:]), found, known, why)


def _literal(gap: Any, known: Any) -> str:
    small = float(gap.abs_upper()) < 2.0**-40 * max(1.0, float(known.abs_upper()))
    said = "the difference is as small as a rounded number: a float literal such as 0.1? Write law.ar.array(Fraction(1, 10))"
    return said if small else ""


def _without_value(d: Derivation, regime: Regime, t: Fraction, n: int, lost: list[tuple[int, ...]]) -> Look:
    points = {i[0] for i in lost}
    out = Look(agree=n - len(points))
    if points:
        (out.missing if excused(regime, t) else out.undecided).append(excuse(regime, t))
    return out


def raised(d: Derivation, regime: Regime, t: Fraction, e: Exception) -> Look:
    """At the ends of time and where a covariance is singular a formula may have no value; elsewhere it must."""
    from verify.derivations.calling import Unusable

    if excused(regime, t) and not isinstance(e, (Unusable, TypeError, AttributeError, NameError)):
        return Look(missing=[excuse(regime, t)])
    said = str(e) if isinstance(e, Unusable) else f"raises {type(e).__name__}: {e}"
    if isinstance(e, TypeError) and "balls" in d.arithmetics:
        numpy = "; NumPy's own functions take floats only: use those of law.ar, or state a plain function"
        fraction = "; a Fraction becomes a number of the arithmetic by law.ar.array(Fraction(1, 3))"
        said += fraction if "'Fraction'" in said else numpy if "ufunc" in said else ""
    return Look(error=f"{said} (at {describe(regime)}, t = {t})")


def excused(regime: Regime, t: Fraction) -> bool:
    return t in (0, 1) or regime.name.startswith("singular")


def excuse(regime: Regime, t: Fraction) -> str:
    return f"t = {t}" if t in (0, 1) else f"{regime.name}" if regime.name.startswith("singular") else f"{regime.name}, t = {t}"


def describe(regime: Regime) -> str:
    """d=1, K=2, weights=(1/4, 3/4), means=(1, -1), covs=(4, 1), mean0=0, cov0=1."""
    p = cases.parameters(regime)
    d = len(p["mean0"])
    size = f"d={d}" + (f", K={len(p['weights'])}" if "weights" in p else "")
    return ", ".join([size, *(f"{name}={_number(value, d)}" for name, value in p.items())])


def _number(value: Any, d: int) -> str:
    if isinstance(value, (list, tuple)):
        if len(value) == 1 and d == 1:
            return _number(value[0], d)
        return f"({', '.join(_number(v, d) for v in value)})"
    return str(value)
