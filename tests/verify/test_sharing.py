"""What is shared while a claim and its near misses are looked at, and that nothing is kept beyond."""

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest

from verify.claim import Claim, Regime, Test
from verify.runner import run
from verify.sharing import shared, sharing


class Bare:
    def __init__(self, ar: Any) -> None:
        self.ar = ar


calls: list[Any] = []


@shared
def seen(a: Any, b: Any = None) -> Any:
    calls.append((a, b))
    if a is None:
        raise ValueError
    return [a, b]


@pytest.fixture(autouse=True)
def none_yet() -> None:
    calls.clear()


def test_the_same_objects_are_looked_at_once_and_others_again() -> None:
    one, equal = [1], [1]
    with sharing():
        assert seen(one, 2) is seen(one, 2)
        assert seen(equal, 2) is not seen(one, 2)
    assert len(calls) == 2


def test_an_object_that_has_gone_is_not_taken_for_a_new_one() -> None:
    with sharing():
        assert [seen([i])[0] for i in range(100)] == [[i] for i in range(100)]


def test_nothing_is_kept_outside_or_from_before() -> None:
    one = [1]
    assert seen(one) is not seen(one)
    with sharing():
        first = seen(one)
    with sharing():
        assert seen(one) is not first
        with sharing():
            seen(one)
        seen(one)
    assert len(calls) == 5


def test_an_error_ends_the_sharing_and_is_no_answer() -> None:
    with pytest.raises(ValueError), sharing():
        seen(None)
    assert seen([1]) is not seen([1])
    with sharing():
        for _ in range(2):
            with pytest.raises(ValueError):
                seen(None)
    assert len(calls) == 5


def test_what_is_given_by_name_is_not_kept() -> None:
    one = [1]
    with sharing():
        assert seen(one, b=2) is not seen(one, b=2)


def double(law: Any, t: Any, x: Any) -> Any:
    calls.append(law.ar.name)
    return x + x


CLAIM = Claim(
    "ZZ-1",
    "nowhere",
    "twice",
    "2x",
    lambda law, t, x: 2 * x,
    tests=(
        Test(
            "balls",
            lambda formula, case: case.value(formula) - case.value(double),
            (Regime("here", "one point", Bare, (F(1, 2),), ((1, 2),)), Regime("there", "one more", Bare, (F(1, 2),), ((3, 4),))),
        ),
    ),
    near_misses={"thrice": lambda law, t, x: 3 * x, "once": lambda law, t, x: x},
)


def test_the_reference_of_a_claim_is_evaluated_once_in_each_regime() -> None:
    found = run(CLAIM, CLAIM.tests[0])
    assert [(r.variant, r.regime, r.outcome) for r in found] == [
        ("", "here", "HOLDS"),
        ("", "there", "HOLDS"),
        ("thrice", "here", "REFUTED"),
        ("once", "here", "REFUTED"),
    ]
    assert calls == ["balls"] * 2


def test_a_reference_that_changes_between_two_runs_is_seen() -> None:
    """As one does in which a slip is planted."""
    slip = {"": 0}
    moved = replace(CLAIM.tests[0], subject=lambda formula, case: case.value(formula) - case.value(reference))

    def reference(law: Any, t: Any, x: Any) -> Any:
        return 2 * x + slip[""]

    assert run(CLAIM, moved)[0].outcome == "HOLDS"
    slip[""] = 1
    assert run(CLAIM, moved)[0].outcome == "REFUTED"
