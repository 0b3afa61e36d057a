"""What a prompt shows of a model, an instance, a claim and an answer fits a screen and holds no address of memory."""

from typing import Any

import pytest

from analytic import arithmetic
from driftproof import check
from learned import model
from tests.analytic.test_shown import SCREEN, plain
from verify import papers
from verify.claims import catalogue, find
from verify.derivations.quantities import find as quantity
from verify.handbook.arguments import laws
from verify.suites.table4 import reading


def test_instances_models_and_claims_are_plain() -> None:
    assert repr(model.load("gauss-1d")).startswith("Model('gauss-1d', a flow of ")
    assert repr(reading.load(laws(arithmetic.float64())["mixture"])).startswith("Instance(")
    claims = catalogue().values()
    assert [c.id for c in claims if not plain(c.tests[0].regimes[0])] == []
    assert max(len(repr(c)) for c in claims) < 2 * SCREEN and not any(" at 0x" in repr(c) for c in claims)


def test_an_answer_shows_its_words() -> None:
    answer = check(lambda law, t, x: x, of="mean", law="gaussian")
    assert repr(answer) == str(answer) and repr(answer).startswith("REFUTED")


@pytest.mark.parametrize(
    "ask",
    [lambda: quantity("velocty"), lambda: find("CD-4.66"), lambda: papers.of_key("nobody")],
    ids=["quantity", "claim", "paper"],
)
def test_an_unknown_name_is_told_in_words(ask: Any) -> None:
    with pytest.raises(KeyError) as caught:
        ask()
    assert str(caught.value) == caught.value.args[0] and not str(caught.value).startswith('"')


def test_a_mistake_of_use_is_shown_at_the_line_of_its_caller() -> None:
    with pytest.raises(KeyError) as caught:
        check(lambda law, t, x: x, of="velocty", law="gaussian")
    assert [entry.name for entry in caught.traceback.filter(caught)] == ["test_a_mistake_of_use_is_shown_at_the_line_of_its_caller"]
