"""In balls: what excludes zero differs, what lies within 2^-200 agrees, and more bits decide what is too wide."""

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from analytic import gaussian
from tests.verify.derivations.samples import PATIENT, RUNG, drift, jacobian, settled
from verify import check
from verify.claim import Role
from verify.derivations.judging.in_balls import in_balls

HALF = F(1, 2)


@pytest.mark.parametrize("epsilon", [F(1, 10**9), F(1, 10**40)])
def test_balls_see_the_smallest_slip(epsilon: F) -> None:
    answer = check(lambda law, t, x: jacobian(law, t, x) * law.ar.array(1 + epsilon), "jacobian", budget=PATIENT)
    assert answer.verdict == "REFUTED"


def test_float_literals_are_named() -> None:
    answer = check(lambda law, t, x: jacobian(law, t, x) * (0.1 * 3 / 0.3), "jacobian", budget=PATIENT)
    assert answer.verdict == "REFUTED" and "a float literal" in answer.why


@pytest.mark.parametrize(("bits", "differs"), [(190, True), (220, True), (300, False)])
def test_what_excludes_zero_differs_and_what_lies_within_the_bound_agrees(bits: int, differs: bool) -> None:
    """An error of 2^-220 is below the bound and refutes all the same: balls of 256 bits see it. They do not see 2^-300."""
    seen = in_balls(settled(lambda law, t, x: drift(law, t, x) + law.ar.array(F(1, 2**bits))), RUNG, HALF)
    assert (seen.difference is not None) is differs
    assert differs or seen.agree == len(RUNG.points)


@pytest.mark.parametrize(("bits", "decided"), [(100, True), (700, True), (1700, True), (5000, False)])
def test_more_bits_decide_what_is_too_wide(bits: int, decided: bool) -> None:
    """u + 2^bits - 2^bits loses so many bits; 2048 are the most that are tried."""

    def cancels(law: Any, t: Any, x: Any) -> Any:
        large = law.ar.array(F(2**bits) + F(1, 3))
        return (drift(law, t, x) + large) - large

    seen = in_balls(settled(cancels), RUNG, HALF)
    assert seen.difference is None and bool(seen.agree) is decided
    assert seen.undecided == ([] if decided else [f"{RUNG.name}, t = 1/2: balls of 2048 bits are too wide"])


@pytest.mark.parametrize("t", [F(0), HALF, F(1)])
@pytest.mark.parametrize("role", Role)
def test_a_missing_value_is_excused_at_the_ends_of_time_and_where_a_covariance_is_singular(role: Role, t: F) -> None:
    seen = in_balls(settled(lambda law, t, x: drift(law, t, x) / (0 * x)), replace(RUNG, role=role), t)
    excused = t in (0, 1) or role is Role.SINGULAR
    assert (bool(seen.missing), bool(seen.undecided)) == (excused, not excused)
    assert seen.agree == 0 and seen.difference is None


def test_a_point_that_must_have_a_value_and_has_none_is_left_undecided() -> None:
    """Divided by x - p, at one point p, and multiplied by it again: right, but without a value there."""
    first = RUNG.points[0]

    def removable(law: Any, t: Any, x: Any) -> Any:
        gap = x[:, :1] - law.ar.array(F(first[0]))
        return drift(law, t, x) * gap / gap

    points = (first, *(p for p in RUNG.points if p[0] != first[0]))
    seen = in_balls(settled(removable), replace(RUNG, points=points, role=Role.GENERIC), HALF)
    assert len(points) > 1 and seen.agree == len(points) - 1 and seen.undecided == [f"{RUNG.name}, t = 1/2"]


class Liar:
    """Less whatever else, it is what it is; it says that it holds zero."""

    is_finite, contains = (lambda self: True), (lambda self, other: True)
    __sub__ = __rsub__ = lambda self, other: self


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        (lambda law, t, x: np.full(x.shape, Liar(), dtype=object), "returns Liar in balls"),
        (lambda law, t, x: gaussian.drift(law, t, x)[..., None], "returns shape"),
        (lambda law, t, x: [["text"] * x.shape[-1]] * len(x), ""),
        (lambda law, t, x: 1 / F(0), "raises ZeroDivisionError"),
    ],
)
def test_what_cannot_be_compared_is_an_error_in_words(formula: Any, words: str) -> None:
    seen = in_balls(settled(formula), RUNG, HALF)
    assert seen.error and words in seen.error and not seen.agree
