"""Printed numbers: agreeing, refuted, undecided, and what is no number."""

from fractions import Fraction as F
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from verify.claim import Outcome, Regime, Test
from verify.evidence import decide
from verify.evidence.printed import interval

REGIME = Regime("a number", "a number", lambda ar: SimpleNamespace(ar=ar), (F(0),), ((0,),))


def found(value: Any, *texts: str) -> Any:
    return decide(Test("printed", lambda case: texts, (REGIME,)), lambda law, t, x: value(law.ar), REGIME, 0)


def third(ar: Any) -> Any:
    return ar.array([F(1, 3)])


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("0.333", Outcome.HOLDS),
        ("0.33", Outcome.HOLDS),
        ("0.334", Outcome.REFUTED),
        ("0.3334", Outcome.REFUTED),
        ("<0.334", Outcome.HOLDS),
        ("<0.333", Outcome.REFUTED),
    ],
)
def test_a_third(text: str, outcome: Outcome) -> None:
    assert found(third, text).outcome is outcome


def test_all_of_several_must_agree() -> None:
    both = lambda ar: ar.array([F(1, 3), F(1, 4)])  # noqa: E731
    assert found(both, "0.333", "0.250").outcome is Outcome.HOLDS
    wrong = found(both, "0.333", "0.251")
    assert wrong.outcome is Outcome.REFUTED
    assert "0.25000000 is printed as 0.251" in wrong.witness


def test_an_enclosure_across_the_edge_is_undecided() -> None:
    wide = lambda ar: np.array([ar.array(F(1, 4))[()] + type(ar.array(1)[()])(0, 1)])  # noqa: E731
    assert found(wide, "0.250").outcome is Outcome.UNDECIDED


def test_no_number_is_undecided_and_never_a_pass() -> None:
    assert found(lambda ar: ar.array([0]) / 0, "0.250").outcome is Outcome.UNDECIDED
    assert found(lambda ar: ar.array([]).reshape(0)).outcome is Outcome.UNDECIDED


def test_one_number_for_each_that_is_printed() -> None:
    with pytest.raises(ValueError, match="2 numbers are printed, the formula gives 1"):
        found(third, "0.333", "0.250")


def test_intervals() -> None:
    assert interval("0.284") == (F(284, 1000), F(1, 2000))
    assert interval("200 000") == (F(200_000), F(1, 2))
    assert interval("<0.001") == (None, F(1, 1000))
    for text in ("about 3", "", "nan"):
        with pytest.raises(ValueError, match="is no printed number"):
            interval(text)
