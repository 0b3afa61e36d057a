"""How often lines pass near each other."""

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
