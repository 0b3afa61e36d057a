"""A derivation against its reference in one regime: in balls, or as floats within their predicted rounding error.

Balls: a difference that excludes zero refutes; one within 2^-200 agrees; else more bits. Floats: the prediction is the radius of
the reference in balls of the same precision, times FACTOR, since the order of a plain function's operations is not known. A value
farther off is tried again with inputs changed in the last place, and in the other precision: rounding noise is not counted where
the regime is an extreme one, and refutes at a simple one.
"""

import math
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import SingularCovariance
from verify import cases
from verify.claim import Regime
from verify.derivation import Derivation
from verify.watch import quiet

FACTOR = 2.0**10
BITS = (256, 512, 1024, 2048)
SMALL = 2.0**-200
SHIFTS = 8
RATIO = {
    True: 2.0**-22,
    False: 2.0**-6,
}  # of the errors in float64 and float32, 2^-29 if all is rounding: at simple cases, at extremes


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

    def add(self, other: "Look") -> None:
        self.agree += other.agree
        self.top = max(self.top, other.top)
        for mine, new in ((self.undecided, other.undecided), (self.blurred, other.blurred), (self.missing, other.missing)):
            mine += [n for n in dict.fromkeys(new) if n not in mine]
        self.ulps += other.ulps
        self.difference, self.error = self.difference or other.difference, self.error or other.error

    @property
    def over(self) -> bool:
        return bool(self.difference or self.error)


def look(d: Derivation, regime: Regime) -> Look:
    """The derivation in one regime, at the times where its path is defined."""
    out = Look(top=len(regime.points[0]))
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
                return _raised(d, regime, t, e)
            try:
                found, known = _aligned(d, given, known, len(x))
                gap = found - known
            except (ValueError, TypeError) as e:
                return Look(error=str(e))
            if not all(hasattr(e, "is_finite") for e in gap.flat):
                return Look(error=f"returns {type(given.flat[0]).__name__} in balls: use the operations of law.ar")
            far = [(i, e) for i, e in np.ndenumerate(gap) if e.is_finite() and not e.contains(0)]
            if far:
                i = min(far, key=lambda f: f[0])[0]
                return Look(difference=_difference(regime, t, i, ball(found[i]), ball(known[i]), _literal(gap[i], known[i])))
            lost = [i for i, e in np.ndenumerate(gap) if not e.is_finite()]
            if all(e.abs_upper() < SMALL for i, e in np.ndenumerate(gap) if i not in lost) and (not lost or bits == BITS[-1]):
                return _without_value(d, regime, t, len(x), lost)
            if lost and _excused(regime, t):
                return Look(missing=[_excuse(regime, t)])
            wide = f"{regime.name}, t = {t}: balls of {bits} bits are too wide"
    return Look(undecided=[wide])


def in_floats(d: Derivation, regime: Regime, t: Fraction) -> Look:
    x = np.array([[float(c) for c in p] for p in regime.points])
    try:
        value, radius = certified(d, regime, t)
    except SingularCovariance:
        return Look()
    try:
        found = np.asarray(d.formula(regime.law(arithmetic.float64()), float(t), x), dtype=float)
    except Exception as e:
        return _raised(d, regime, t, e)
    if found.shape != value.shape:
        return Look(error=f"returns shape {found.shape}, the {d.of} here has {value.shape}")
    allowed, gap = FACTOR * radius, np.abs(found - value)
    out = Look()
    for n in range(len(x)):
        if not (radius[n] <= math.sqrt(d.unit) / 8 * max(1.0, np.abs(value[n]).max(initial=0.0))).all():
            out.blurred.append(f"{regime.name}, t = {t} (rounding alone could explain any value)")
        elif not np.isfinite(found[n]).all():
            if not _excused(regime, t):
                i = (n, *map(int, np.argwhere(~np.isfinite(found[n]))[0]))
                name = "NaN" if math.isnan(found[i]) else "infinity"
                out.difference = _difference(regime, t, i, name, exact(value[i], radius[i]), f"returns {name} at a finite input")
                return out
            out.missing.append(_excuse(regime, t))
        elif (gap[n] > allowed[n]).any():
            worst = np.unravel_index(np.argmax(gap[n] / allowed[n]), gap[n].shape) if gap[n].ndim else ()
            simple = regime.name.startswith("d=")
            noise = _noise(d, regime, t, x[n : n + 1], found[n : n + 1], value[n : n + 1], RATIO[simple])
            rounding = noise * 64 > gap[n][worst]
            if rounding and not simple:
                out.blurred.append(f"{regime.name}, t = {t} (off by its own rounding, {gap[n][worst]:.1g})")
                continue
            i = (n, *map(int, worst))
            why = (
                f"rounding noise: it is off by {gap[n][worst]:.1g} where this precision allows {allowed[n][worst]:.1g}"
                if rounding
                else ""
            )
            out.difference = _difference(
                regime, t, i, f"{found[i]:.{17 if d.unit < 2**-50 else 9}g}", exact(value[i], radius[i]), why
            )
            return out
        else:
            out.agree += 1
            size = np.abs(value[n]).max(initial=0.0)
            size = size if size > radius[n].max(initial=0.0) else 1.0  # next to zero, in units of a number next to one
            out.ulps.append((float(np.max(gap[n], initial=0.0) / (2 * d.unit * size)), regime.name))
    return out


def certified(d: Derivation, regime: Regime, t: Fraction) -> tuple[Any, Any]:
    """The reference at 256 bits, rounded to float64, and the radius that it has in balls of the function's own precision."""
    parts = []
    for bits in (256, round(-math.log2(d.unit))):
        ar = arithmetic.balls(bits)
        with ar.scope():
            x = ar.array([list(p) for p in regime.points])
            try:
                parts.append(np.asarray(d.reference(regime.law(ar), ar.array(t), x), dtype=object))
            except (ValueError, ZeroDivisionError):
                if bits == 256:
                    raise
                parts.append(parts[0] + ar.array(0) / ar.array(0))
    value = np.asarray(np.frompyfunc(float, 1, 1)(parts[0]), dtype=float)
    radius = np.asarray(np.frompyfunc(lambda e: float(e.rad()) if e.is_finite() else np.inf, 1, 1)(parts[1]), dtype=float)
    value, radius = _whole(d, value, len(regime.points)), _whole(d, radius, len(regime.points))
    return value, radius.clip(d.unit * np.maximum(1.0, np.abs(value)))


def ball(e: Any) -> str:
    """The number, and how certain it is."""
    if not e.is_finite():
        return "no value"
    return f"{e.mid().str(15, radius=False)}" + (f" (certain to {float(e.rad()):.0e})" if float(e.rad()) else " (exact)")


def exact(value: float, radius: float) -> str:
    return f"{value:.15g} (rounding explains {FACTOR * radius:.1g})"


def _noise(d: Derivation, regime: Regime, t: Fraction, x: Any, found: Any, value: Any, ratio: float) -> float:
    """What rounding does to these values: how far they move when the inputs change in the last place; and where the error grows
    or shrinks with the precision, like rounding and unlike a wrong formula, all of it."""
    random, ar, moved = np.random.default_rng(0), arithmetic.float64(), 0.0
    p, step = cases.parameters(regime), 2 * d.unit
    for _ in range(SHIFTS):
        with suppress(Exception):
            law = cases.regime(d.law, {k: _shifted(v, k, step, random) for k, v in p.items()}, (), ()).law(ar)
            s = min(1.0, float(t) * (1 + step * random.integers(-1, 2)))
            y = x + step * np.maximum(1.0, np.abs(x)) * random.integers(-1, 2, x.shape)
            moved = max(moved, float(np.nanmax(np.abs(np.asarray(d.formula(law, s, y)) - found))))
    with suppress(Exception):
        other = d.formula.in_other_precision()(regime.law(ar), t, x)  # type: ignore[attr-defined]
        errors = sorted(float(np.abs(v - value).max()) for v in (other, found))
        moved = max(moved, errors[1] if errors[0] < ratio * errors[1] else 0.0)
    return moved


def _shifted(value: Any, name: str, step: float, random: Any) -> Any:
    a = np.array(value, dtype=float)
    change = step * random.integers(-1, 2, a.shape)
    if name.startswith("cov"):
        change = (change + change.swapaxes(-1, -2)) / 2
    return a if name == "weights" else a * (1 + change)


def _aligned(d: Derivation, found: Any, known: Any, n: int) -> tuple[Any, Any]:
    """Both with the points as first axis; values that are the same at every point may come without it."""
    known = _whole(d, known, n)
    if found.shape == known.shape[1:]:
        found = np.broadcast_to(found, known.shape)
    if found.shape != known.shape:
        raise ValueError(f"returns shape {found.shape} for {n} points; the {d.of} here has shape {known.shape}")
    return found, known


def _whole(d: Derivation, known: Any, n: int) -> Any:
    from verify.quantities import find

    return known if "..." in find(d.of).shape else np.broadcast_to(known, (n, *known.shape))


def _difference(regime: Regime, t: Fraction, i: tuple[int, ...], found: str, known: str, why: str = "") -> Difference:
    return Difference(regime, t, regime.points[i[0]], tuple(int(j) for j in i[1:]), found, known, why)


def _literal(gap: Any, known: Any) -> str:
    small = float(gap.abs_upper()) < 2.0**-40 * max(1.0, float(known.abs_upper()))
    return "the difference is as small as a rounded number: a float literal such as 0.1? Use a Fraction" if small else ""


def _without_value(d: Derivation, regime: Regime, t: Fraction, n: int, lost: list[tuple[int, ...]]) -> Look:
    points = {i[0] for i in lost}
    out = Look(agree=n - len(points))
    if points:
        (out.missing if _excused(regime, t) else out.undecided).append(_excuse(regime, t))
    return out


def _raised(d: Derivation, regime: Regime, t: Fraction, e: Exception) -> Look:
    """At the ends of time and where a covariance is singular a formula may have no value; elsewhere it must."""
    from verify.calling import Unusable

    if _excused(regime, t) and not isinstance(e, (Unusable, TypeError, AttributeError, NameError)):
        return Look(missing=[_excuse(regime, t)])
    said = str(e) if isinstance(e, Unusable) else f"raises {type(e).__name__}: {e}"
    return Look(error=f"{said} (at {describe(regime)}, t = {t})")


def _excused(regime: Regime, t: Fraction) -> bool:
    return t in (0, 1) or regime.name.startswith("singular")


def _excuse(regime: Regime, t: Fraction) -> str:
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
