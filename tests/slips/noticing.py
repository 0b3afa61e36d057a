"""What a claim enters, computes, and notices: its own evidence asked of the claim as stated, cheapest first."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from fractions import Fraction
from functools import partial
from types import FrameType
from typing import Any

import numpy as np

from analytic import arithmetic
from tests.slips.planting import functions
from verify.claim import Case, Claim, Formula, Outcome, Regime, Test, cases, excess
from verify.evidence import decide
from verify.evidence.kinds import KINDS

RANDOM = ("sampling", "distribution", "network")
NEAR = Fraction(1, 64)
ARITHMETICS: dict[str, Callable[[], Any]] = {
    **dict.fromkeys(("balls", "printed"), partial(arithmetic.balls, 256)),
    **dict.fromkeys(("rate", "limit", "order"), partial(arithmetic.digits, 80)),
    "symbols": arithmetic.symbols,
}
SAME = 1e-12  # relative: what is compared is the same number, up to rounding
ZERO = 1e-30  # of exact arithmetics: differences of step 1e-20 in 80 digits, and 256 bits, round below it


class NoEnd(BaseException):
    """Time is up; no handler of what a formula raises takes it for an error."""


def tests_of(claim: Claim) -> list[Test]:
    """Its deterministic evidence, cheapest first; of a claim that has none, the random kinds."""
    found = sorted((t for t in claim.tests if t.kind not in RANDOM), key=lambda t: KINDS[t.kind].cost)
    return found or list(claim.tests)


def _everywhere(claim: Claim) -> list[tuple[Test, Regime]]:
    return [(test, regime) for test in tests_of(claim) for regime in test.regimes]


def noticed(claim: Claim, first: tuple[Test, Regime]) -> str:
    """The first kind of evidence in whose eyes the claim does not hold, "error" where the formula raises; else empty."""
    for test, regime in (first, *_everywhere(claim)):
        try:
            found = decide(test, claim.formula, regime, 0)
        except Exception:
            return "error"
        if found.outcome is not Outcome.HOLDS:
            return test.kind
    return ""


def entered(claim: Claim, most: int | None = None) -> set[str]:
    """The functions of the closed forms that run where the claim's evidence looks, or at the first `most` such places."""
    codes = {f.__code__: name for name, f in functions().items()}
    seen: set[str] = set()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code in codes:
            seen.add(codes[frame.f_code])

    with _profiled(note):
        for test, regime in _everywhere(claim)[:most]:
            if looked(test, claim.formula, regime) is None:
                decide(test, claim.formula, regime, 0)
    return seen


def numbers(claim: Claim) -> list[Any]:
    """All that the evidence compares, as floats: formula, subject, what an inequality is asked of; None where it has none."""
    return [looked(test, claim.formula, regime) for test, regime in _places(claim)]


def changed(claim: Claim, right: list[Any]) -> tuple[Test, Regime] | None:
    """The first place at which a number that is compared is not what it was; None if there is none. Symbols have no numbers."""
    if not right:
        test = tests_of(claim)[0]
        return test, test.regimes[0]
    for (test, regime), old in zip(_places(claim), right, strict=True):
        new = looked(test, claim.formula, regime)
        if old is None or new is None or not _equal(old, new, test.kind in ARITHMETICS):
            return test, regime
    return None


def looked(test: Test, formula: Formula, regime: Regime) -> Any:
    """What the test looks at in this regime, as floats in order; None where nothing can be had."""
    found: list[Any] = []

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code is excess.__code__:
            found.append(frame.f_locals["over"])

    ar = ARITHMETICS.get(test.kind, arithmetic.float64)()
    try:
        with ar.scope(), _profiled(note):
            for case in cases(_corner(regime), ar):
                found += [_value(of, case) for of in _sides(test, formula)]
            found = [np.asarray(ar.floats(np.asarray(v)), dtype=float) for v in found if v is not None]
    except Exception:
        return None
    return found or None


def _value(of: Callable[[Case], Any], case: Case) -> Any:
    """None where a side has no value of its own: a residual may ask a formula of another law."""
    try:
        return of(case)
    except Exception:
        return None


def _sides(test: Test, formula: Formula) -> Iterator[Callable[[Case], Any]]:
    if test.options.get("sides"):
        left, right = test.subject(formula)
        yield from (lambda case: case.value(left), lambda case: case.value(right))
        return
    if test.kind in ("limit", "order"):
        yield lambda case: case.value(formula, t=_inside(case, test))
        yield lambda case: case.value(test.subject, t=_inside(case, test))
        return
    yield lambda case: case.value(formula)
    if "along" in test.options:
        yield lambda case: case.value(test.subject)
    elif test.kind not in RANDOM and test.kind != "printed":
        yield lambda case: test.subject(formula, case)


def _places(claim: Claim) -> Iterator[tuple[Test, Regime]]:
    """Where numbers can be had: each subject in each regime once."""
    seen = set()
    for test in tests_of(claim):
        for regime in test.regimes:
            if (key := (test.subject, regime.name)) not in seen and test.kind != "symbols":
                seen.add(key)
                yield test, regime


def _corner(regime: Regime) -> Regime:
    """Of a box the corner with the least of everything."""
    least: Any = lambda v: v[0] if isinstance(v, tuple) else v  # noqa: E731
    return replace(regime, times=tuple(map(least, regime.times)), points=tuple(tuple(map(least, p)) for p in regime.points))


def _inside(case: Case, test: Test) -> Any:
    """A time near the end that the test looks at."""
    t = case.ar.array(NEAR if case.when == 0 else 1 - NEAR)
    return 1 / t if test.options.get("reciprocal") else t


def _equal(a: list[Any], b: list[Any], exact: bool) -> bool:
    """Up to rounding: in floats, residuals are differences of numbers of size 1 or of the largest."""
    if len(a) != len(b):
        return False
    for old, new in zip(a, b, strict=True):
        floor = ZERO if exact else SAME * max(1.0, float(np.abs(old).max(initial=0.0)))
        if old.shape != new.shape or not np.allclose(old, new, rtol=SAME, atol=floor, equal_nan=True):
            return False
    return True


@contextmanager
def _profiled(note: Callable[[FrameType, str, Any], None]) -> Iterator[None]:
    """`note` is told of every call, and so is whoever was told before."""
    before: Any = sys.getprofile()

    def both(frame: FrameType, event: str, arg: Any) -> None:
        note(frame, event, arg)
        if before:
            before(frame, event, arg)

    sys.setprofile(both)
    try:
        yield
    finally:
        sys.setprofile(before)
