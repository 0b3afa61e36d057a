"""Both sides of every door: a check that is missing, moved by one, too strict or silent about the reason shows."""

from collections.abc import Callable
from typing import Any

import pytest

from analytic import door, exact, options
from verify.claim import Outcome
from verify.suites.refusals import table
from verify.suites.refusals.door import Door


def rows_of(start: str) -> list[dict[str, Any]]:
    return table.rows([d for d in table.DOORS if d.of.startswith(start)])


def test_every_door_stands_where_it_is_said_to_be() -> None:
    assert table.decide(table.rows()) == (Outcome.HOLDS, "")


def test_every_door_must_say_something_of_its_own() -> None:
    assert [d.of for d in table.DOORS if len(d.says) < 3] == []


def test_no_two_doors_have_one_name() -> None:
    assert len({d.of for d in table.DOORS}) == len(table.DOORS)


def nothing(*_: Any, **__: Any) -> None:
    pass


def below_one_more(name: str, k: Any, n: int) -> int:
    return int(door.whole(name, k)) % (n + 1)


def no_reason(name: str, given: Any) -> int:
    if door.whole("seed", given) < 0:
        raise ValueError("no")
    return int(given)


@pytest.mark.parametrize(
    ("module", "name", "wrong", "start"),
    [
        (door, "covariance", nothing, "a covariance is symmetric"),
        (door, "weights", nothing, "exactly, as fractions"),
        (door, "member", below_one_more, "an index is below n"),
        (door, "probability", nothing, "a probability is below 1"),
        (exact, "fraction", lambda value, *_, **__: None, "lists, at most so large"),
        (options, "seeded", lambda v: no_reason("seed", v), "a seed"),
    ],
)
def test_a_door_that_is_open_moved_or_silent_is_refuted(
    monkeypatch: pytest.MonkeyPatch, module: Any, name: str, wrong: Callable[..., Any], start: str
) -> None:
    assert table.decide(rows_of(start))[0] is Outcome.HOLDS
    monkeypatch.setattr(module, name, wrong)
    outcome, why = table.decide(rows_of(start))
    assert outcome is Outcome.REFUTED and start in why


def strict(ar: Any, v: Any) -> Any:
    if v <= 0:
        raise ValueError("v must be positive")
    return v


def test_a_door_that_refuses_what_it_should_take_or_gives_another_number_is_refuted() -> None:
    assert table.decide(table.rows([Door("v", strict, 1, 0, "must be positive", gives=1)]))[0] is Outcome.HOLDS
    for inside, gives in ((0, None), (1, 2)):
        outcome, why = table.decide(table.rows([Door("v", strict, inside, 0, "must be positive", gives=gives)]))
        assert outcome is Outcome.REFUTED and "inside " in why


def test_no_rows_are_no_pass() -> None:
    assert table.decide([])[0] is Outcome.UNDECIDED
