"""Boxes: an inequality holds on all of a box, is refuted at a point of it, or is left open, and never passes by looking away."""

from dataclasses import dataclass
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from verify.claim import Outcome, Regime, Test
from verify.evidence import decide


@dataclass(frozen=True)
class Bare:
    ar: Any


def run(margin: Any, times: Any = (F(0),), points: Any = (((F(-2), F(2)),),)) -> Any:
    where = Regime("bare", "a box", Bare, times, points)
    return decide(Test("boxes", lambda formula, case: formula(case.law, case.t, case.x), (where,)), margin, where, 0)


def polynomial(law: Any, t: Any, x: Any) -> Any:
    """(x^2 - 1)^2 + 1/50: positive, but its enclosure on a wide interval is not."""
    s = x * x - 1
    return s * s + law.ar.array(F(1, 50))


def test_a_positive_margin_is_certified_piece_by_piece() -> None:
    found = run(polynomial)
    assert found.outcome is Outcome.HOLDS
    assert found.measure == 0
    assert "1 boxes in" in found.scope


def test_a_dip_below_zero_is_found_with_an_exact_witness() -> None:
    found = run(lambda law, t, x: polynomial(law, t, x) - law.ar.array(F(1, 40)))
    assert found.outcome is Outcome.REFUTED
    assert "margin [-0.00" in found.witness
    assert "x = (" in found.witness


@pytest.mark.parametrize(
    "margin",
    [
        lambda law, t, x: (x - law.ar.array(F(1, 3))) ** 2,  # touches zero
        lambda law, t, x: 1 / (x * x),  # infinite at 0
        lambda law, t, x: law.ar.sqrt(x),  # no value on half of the box
        lambda law, t, x: x[:, :0],  # no entry
    ],
)
def test_what_touches_zero_or_has_no_value_stays_open(margin: Any) -> None:
    found = run(margin)
    assert found.outcome is Outcome.UNDECIDED
    assert found.measure > 0
    assert "not decided on the piece" in found.witness


def test_a_formula_that_raises_on_wide_pieces_is_asked_on_narrow_ones() -> None:
    def fussy(law: Any, t: Any, x: Any) -> Any:
        if float(x[0, 0].rad()) > 0.3:
            raise ValueError("too wide")
        return 5 + x

    assert run(fussy).outcome is Outcome.HOLDS
    assert run(lambda law, t, x: fussy(law, t, x + 1 / (x - x))).outcome is Outcome.UNDECIDED


def test_every_box_time_and_entry_counts() -> None:
    good = lambda law, t, x: 1 + t + 0 * x  # noqa: E731
    two = (((F(0), F(1)),), ((F(5), F(6)),))
    assert run(good, ((F(0), F(1)),), two).outcome is Outcome.HOLDS
    below = lambda law, t, x: law.ar.array(F(11, 2)) - x  # noqa: E731
    assert run(below, (F(0),), two[:1]).outcome is Outcome.HOLDS
    assert run(below, (F(0),), two).outcome is Outcome.REFUTED
    assert run(lambda law, t, x: np.stack([1 + 0 * x, below(law, t, x)], -1), (F(0),), two).outcome is Outcome.REFUTED
    assert run(lambda law, t, x: law.ar.array(F(99, 100)) - t + 0 * x, ((F(0), F(1)),), two).outcome is Outcome.REFUTED


def test_a_reversed_side_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"side \(2, 1\) is empty"):
        run(polynomial, points=(((F(2), F(1)),),))
