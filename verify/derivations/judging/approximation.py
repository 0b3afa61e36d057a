"""How far a formula is from its quantity, in units of max(1, |value|): of an approximation, which states the tolerance that it may
need, and of a formula that states none and is near.
"""

from dataclasses import replace
from math import ceil, log10
from statistics import median

from verify.claim import Role
from verify.derivations.judging.climb import climb
from verify.derivations.seen import Apart, Seen
from verify.derivations.spent import spent
from verify.derivations.statement import Derivation
from verify.evidence.rounding import UNIT

SMALL = 0.01  # of the quantity itself is the most that a tolerance may be
CLOSE = 1e-3  # a formula that is nowhere farther off may be meant as an approximation. Chosen
SHARE = 0.3  # of the time that is left, to find that out: the diagnosis needs the rest
OF = "of max(1, |value|)"


def within(d: Derivation, tolerance: float) -> Derivation:
    """The same, allowed to be so far off."""
    return replace(d, formula=replace(d.formula, tolerance=tolerance))  # type: ignore[type-var]


def farthest(seen: Seen) -> Apart:
    return max(seen.apart, key=lambda a: a.gap)


def too_large(tolerance: float, seen: Seen) -> str:
    """Why a tolerance shows nothing: at the simple and generic cases it is more than SMALL of most values; or nothing."""
    size = median([a.size for a in seen.apart if a.regime.role in (Role.SIMPLE, Role.GENERIC)] or [0.0])
    most = SMALL * size / max(1.0, size)
    if tolerance <= most:
        return ""
    return f"the tolerance {tolerance:.3g} is more than a hundredth of the quantity, which is {size:.3g} in most cases: " + (
        f"state at most {most:.2g}"
    )


def approximate(tolerance: float, seen: Seen) -> str:
    """The scope of an approximation that is within its tolerance."""
    far = farthest(seen)
    asked = f"an approximation: within {tolerance:.3g} {OF} (asked) at {seen.agree} cases in {seen.sizes}"
    return f"{asked}, the largest gap {far.gap:.2g} ({far})"


def closeness(d: Derivation, seed: int, end: float) -> str:
    """Of a formula that differs, that it is nowhere far off; or nothing."""
    now = spent()
    seen, stopped = climb(within(d, CLOSE), seed, now + SHARE * (end - now))
    if stopped or seen.decided or seen.doubt or not seen.apart:
        return ""
    common = max((a.gap for a in seen.apart if a.regime.role in (Role.SIMPLE, Role.GENERIC)), default=0.0)
    again, stopped = climb(within(d, _power(common)), seed, now + SHARE * (end - now))
    if not (stopped or again.decided or again.doubt):  # what is farther off at the others is their rounding
        seen = again
    tolerance = _power(farthest(seen).gap)
    if too_large(tolerance, seen):
        return ""
    said = f"close: within {farthest(seen).gap:.2g} {OF} at all {seen.agree} cases"
    return f"{said}; if it is meant as an approximation, state tolerance={tolerance:g}"


def _power(gap: float) -> float:
    """The power of ten that is not below it, nor below the last place."""
    return float(10.0 ** ceil(log10(max(gap, UNIT))))
