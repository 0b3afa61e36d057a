"""Limits: a formula that is one is told from an offset, a pole and a root."""

from dataclasses import replace
from fractions import Fraction as F
from typing import Any

import pytest

from analytic import mixture
from verify.claim import Outcome, Test
from verify.evidence import decide
from verify.regimes import LINE, PAIR

ENDS = replace(PAIR, times=(F(0), F(1)))


@pytest.mark.parametrize(
    ("g", "outcome"),
    [
        (lambda law, t, x: x + t * (1 - t), Outcome.HOLDS),
        (lambda law, t, x: x + law.ar.array(1) / 10**15, Outcome.REFUTED),
        (lambda law, t, x: x / (t * (1 - t)), Outcome.REFUTED),
        (lambda law, t, x: x + law.ar.sqrt(t * (1 - t)), Outcome.REFUTED),
    ],
    ids=["equal in the limit", "offset", "pole", "root"],
)
def test_a_limit_is_told_from_an_offset_a_pole_and_a_root(g: Any, outcome: Outcome) -> None:
    assert decide(Test("limit", g, (ENDS,)), lambda law, t, x: x, ENDS, 0).outcome is outcome


def test_a_limit_inside_is_an_error() -> None:
    with pytest.raises(ValueError, match="a limit is taken at 0 or 1"):
        decide(Test("limit", mixture.drift, (LINE,)), mixture.drift, LINE, 0)


def test_what_is_not_finite_decides_nothing() -> None:
    """In digits log 0 is -inf; a limit or a derivative there is no number, whatever is claimed of it."""
    infinite = lambda law, t, x: law.ar.log(0 * t) + 0 * x  # noqa: E731
    seven = lambda law, t, x: 7 + 0 * x  # noqa: E731
    assert decide(Test("limit", infinite, (ENDS,)), seven, ENDS, 0).outcome is Outcome.UNDECIDED
    start = replace(PAIR, times=(F(0),))
    test = Test("rate", lambda law, t, x: law.ar.log(t) + 0 * x, (start,), {"along": "t"})
    assert decide(test, seven, start, 0).outcome is Outcome.UNDECIDED
