"""Clocks: places, their times, ours, and the rates between them."""

from fractions import Fraction as F
from math import inf
from typing import Any

import pytest

from analytic import arithmetic
from verify.derivations.coordinates.clock import BACKWARD, FORWARD, Clock, clock

CLOCKS = (FORWARD, BACKWARD, Clock(F(1000), F(0)), Clock(F(-1), F(1)), Clock(F(1, 2), F(4)), Clock(inf, F(0)), Clock(F(1, 3), inf))
PLACES = (F(1, 4), F(1, 2), F(7, 8))


@pytest.mark.parametrize("c", CLOCKS, ids=str)
def test_there_and_back(c: Clock) -> None:
    ar = arithmetic.balls()
    with ar.scope():
        for place in PLACES:
            their = ar.array(c.at(place))
            unit, rate = c.unit(ar, their)
            back, inverse = c.their(ar, unit)
            assert abs(back - their) < 1e-60 and abs(rate * inverse - 1) < 1e-60
            assert abs(unit - c.place(c.place(unit))) < 1e-60 and abs(ar.array(place) - c.place(unit)) < 1e-60


@pytest.mark.parametrize("c", CLOCKS, ids=str)
def test_the_rate_is_the_derivative(c: Clock) -> None:
    ar, h = arithmetic.balls(), F(1, 2**80)
    with ar.scope():
        their, step = ar.array(c.at(F(1, 4))), ar.array(h)
        slope = (c.unit(ar, their + step)[0] - c.unit(ar, their - step)[0]) / (2 * step)
        assert abs(slope - c.unit(ar, their)[1]) < 1e-20
        assert abs(slope - 2 * c.unit(ar, their)[1]) > 1e-20


def test_places_are_ordered_as_their_times_and_ends_are_ends() -> None:
    for c in CLOCKS:
        times = [c.at(place) for place in PLACES]
        assert times == sorted(times) and (c.at(F(0)), c.backwards) == (min(c), c.data < c.source)
        if c.bounded:
            assert c.at(F(1)) == max(c)
    assert Clock(F(1000), F(0)).at(0.5) == 500.0 and type(BACKWARD.at(0.5)) is float


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("noise at 3", "use one of 'data at 1', 'data at 0'"),
        ((1, 2, 3), "two times"),
        (7, "two times"),
        ((1, 1), "different times"),
        ((float("nan"), 1), "no finite number"),
    ],
)
def test_what_is_no_clock(given: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        clock(given)
    assert clock((inf, 0)) == Clock(inf, F(0)) and clock("data at 0") == BACKWARD and clock((1000, 0.5)) == Clock(F(1000), F(1, 2))
