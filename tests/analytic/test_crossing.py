"""How often lines pass near each other."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytic import arithmetic, crossing


@pytest.mark.parametrize("d", [1, 2, 3])
def test_lines_that_need_not_be_near_pass_as_often_as_their_times_say(d: int) -> None:
    """For a large e what is left is the chance that the closest time is inside (0, 1)."""
    random = np.random.default_rng(d)
    e0, e1 = random.standard_normal((2, 200_000, d))
    way = e1 - e0
    s = -(e0 * way).sum(1) / (way * way).sum(1)
    chance = float(crossing.passing_chance(arithmetic.float64(), d, 1, 1, 0, 100))
    assert_allclose(((s > 0) & (s < 1)).mean(), chance, atol=5 * np.sqrt(chance / 200_000))


def test_bad_ends_meet_an_error_at_the_door() -> None:
    ar = arithmetic.float64()
    with pytest.raises(ValueError, match="s0"):
        crossing.passing_chance(ar, 2, 0, 1, 0, 1)
    with pytest.raises(ValueError, match=r"s0\^2 s1\^2 - c\^2"):
        crossing.passing_chance(ar, 2, 1, 1, 1, 1)
    with pytest.raises(ValueError, match="d = 4"):
        crossing.passing_chance(ar, 4, 1, 1, 0, 1)


def test_the_memoriser_has_the_velocity_of_each_line_in_space() -> None:
    ar = arithmetic.float64()
    x0, x1 = np.array([[0.0, 0, 0], [1, 0, 2], [0, 3, 1]]), np.array([[1.0, 1, 1], [0, 2, 0], [2, 2, 2]])
    law = crossing.pairs(ar, x0, x1)
    x = 0.75 * x0 + 0.25 * x1
    for points, v in ((x, x1 - x0), (x[:, None], (x1 - x0)[:, None]), (x[0], (x1 - x0)[0])):
        assert_allclose(crossing.memoriser(law, 0.25, points), v, rtol=1e-13)


@pytest.mark.parametrize("ar", ["digits", "balls", "float64", "torch"], indirect=True)
def test_lines_that_meet_at_nought_meet(ar: Any) -> None:
    """Both points are zero, and so is the size that rounding is measured by; elsewhere the lines are apart."""
    law = crossing.pairs(ar, [[0, 0], [0, 0]], [[0, 0], [1, 2]])
    with pytest.raises(crossing.SingularTransport, match=r"the lines of pairs 0 and 1 meet at t = 0"):
        crossing.memoriser(law, 0, [[1, 1]])
    assert ar.floats(crossing.memoriser(law, 1, [[1, 2]])).tolist() == [[1, 2]]


def test_lines_nearer_than_rounding_meet_and_others_do_not() -> None:
    """2^-49 of the larger end, which is 2, is rounding."""
    for gap, meets in ((2.0**-48, True), (2.0**-47, False)):
        law = crossing.pairs(arithmetic.float64(), [[1.0], [1.0 + gap]], [[2.0], [-2.0]])
        if meets:
            with pytest.raises(crossing.SingularTransport):
                crossing.memoriser(law, 0, [[1.0]])
        else:
            crossing.memoriser(law, 0, [[1.0]])
