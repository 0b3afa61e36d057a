"""What a claim enters, computes, and notices: its own evidence asked of the claim as stated, cheapest first."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    **dict.fromkeys(("rate", "limit", "order"), partial(arithmetic.digits, 50)),
    "symbols": arithmetic.symbols,
}
SAME = 1e-12  # relative: what is compared is the same number, up to rounding


def tests_of(claim: Claim) -> list[Test]:
    """Its deterministic evidence, cheapest first; of a claim that has none, the random kinds."""
    found = sorted((t for t in claim.tests if t.kind not in RANDOM), key=lambda t: KINDS[t.kind].cost)
    return found or list(claim.tests)


def noticed(claim: Claim, seed: int = 0) -> str:
    """The first kind of evidence in whose eyes the claim does not hold, "error" where the formula raises; else empty."""
    for test in tests_of(claim):
        for regime in test.regimes:
            try:
                found = decide(test, claim.formula, regime, seed)
            except Exception:
                return "error"
            if found.outcome is not Outcome.HOLDS:
                return test.kind
    return ""


def entered(claim: Claim) -> set[str]:
    """The functions of the closed forms that the claim's numbers come from: what runs where its evidence looks."""
    codes = {f.__code__: name for name, f in functions().items()}
    seen: set[str] = set()

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code in codes:
            seen.add(codes[frame.f_code])

    with _profiled(note):
        for test in tests_of(claim):
            for regime in test.regimes:
                if looked(test, claim.formula, regime) is None:
                    decide(test, claim.formula, regime, 0)
    return seen


def numbers(claim: Claim) -> list[Any]:
    """All that the evidence compares, as floats: formula, subject, what an inequality is asked of; None where that cannot be had."""
    return [looked(test, claim.formula, regime) for test, regime in _places(claim)]


def same(old: list[Any], new: list[Any]) -> bool:
    """Whether no number that is compared has changed."""
    return all(a is not None and b is not None and _equal(a, b) for a, b in zip(old, new, strict=True))


def looked(test: Test, formula: Formula, regime: Regime) -> Any:
    """What the test looks at in this regime, as floats in order; None where nothing can be had."""
    found: list[Any] = []

    def note(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code is excess.__code__:
            found.append(frame.f_locals["over"])

    ar = ARITHMETICS.get(test.kind, arithmetic.float64)()
    try:
        with ar.scope(), _profiled(note):
            for case in cases(regime, ar):
                for of in _sides(test, formula):
                    found.append(of(case))
            return found if test.kind == "symbols" else [np.asarray(ar.floats(np.asarray(v)), dtype=float) for v in found]
    except Exception:
        return None


def _sides(test: Test, formula: Formula) -> Iterator[Callable[[Case], Any]]:
    if test.options.get("sides"):
        left, right = test.subject(formula)
        yield from (lambda case: case.value(left), lambda case: case.value(right))
        return
    yield lambda case: case.value(formula)
    if test.kind in ("limit", "order"):
        yield lambda case: case.value(test.subject, t=_inside(case, test.options.get("reciprocal", False)))
    elif "along" in test.options:
        yield lambda case: case.value(test.subject)
    elif test.kind not in RANDOM and test.kind != "printed":
        yield lambda case: test.subject(formula, case)


def _places(claim: Claim) -> Iterator[tuple[Test, Regime]]:
    """Where numbers can be had: each subject in each regime once, in symbols only if nowhere else."""
    seen = set()
    for test in tests_of(claim):
        for regime in test.regimes:
            if (key := (test.subject, regime.name)) not in seen and test.kind != "symbols":
                seen.add(key)
                yield test, regime


def _inside(case: Case, reciprocal: bool) -> Any:
    """A time near the end that the test looks at."""
    t = case.ar.array(NEAR if case.when == 0 else 1 - NEAR)
    return 1 / t if reciprocal else t


def _equal(a: list[Any], b: list[Any]) -> bool:
    for old, new in zip(a, b, strict=True):
        scale = max(1.0, float(np.abs(old).max(initial=0.0)))
        if old.shape != new.shape or not np.allclose(old, new, rtol=SAME, atol=SAME * scale, equal_nan=True):
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
