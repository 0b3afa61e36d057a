"""The one judge in balls: where zero is excluded the two differ, and nowhere else; what has no value is not counted as equal."""

import math
from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from flint import arb

from analytic import arithmetic
from verify.evidence.enclosure import BITS, compare

BALLS = arithmetic.balls()


def balls(*entries: Any) -> np.ndarray:
    return np.array(entries, dtype=object)


def test_bits_only_grow() -> None:
    assert list(BITS) == sorted(set(BITS))


@pytest.mark.parametrize(
    ("middle", "radius", "differs"),
    [(1, 0, True), (1, 0.5, True), (1, 1, False), (0, 0, False), (-1, 2, False), (-3, 2, True), (0, 2.0**-300, False)],
)
def test_two_differ_where_the_ball_of_their_difference_excludes_zero(middle: float, radius: float, differs: bool) -> None:
    with BALLS.scope():
        found = compare(balls(arb(middle, radius) + 7), balls(arb(7)))
        assert bool(found.differs) is differs and found.undefined == ()
        assert abs(middle) + radius <= found.width <= (abs(middle) + radius) * (1 + 2.0**-20)


@pytest.mark.parametrize("value", [arb("nan"), arb("inf"), arb("nan") - 1])
def test_what_has_no_value_neither_differs_nor_agrees(value: arb) -> None:
    with BALLS.scope():
        found = compare(balls(value, arb(2)), balls(arb(1), arb(2)))
    assert (found.undefined, found.differs) == (((0,),), ())
    assert math.isinf(found.width) and found.width_where_defined == 0.0


def test_entries_keep_their_places() -> None:
    with BALLS.scope():
        known = BALLS.array([[1, 2], [3, 4]])
        found = known.copy()
        found[1, 0] = found[1, 0] + BALLS.array(F(1, 10**60))[()]
        assert compare(found, known).differs == ((1, 0),)
        assert compare(known, known).differs == ()
        assert compare(found[1], known).gap.shape == (2, 2)  # shapes that broadcast


def test_nothing_to_compare_has_no_width() -> None:
    found = compare(np.empty((0, 2), dtype=object), np.empty((0, 2), dtype=object))
    assert (found.width, found.width_where_defined, found.differs, found.undefined) == (0.0, 0.0, (), ())


@pytest.mark.parametrize("value", [1, 0.5, F(1, 3)])
def test_what_is_no_ball_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        compare(balls(value), balls(F(1, 3)))
