"""Instruments of the widened claims: near crossings, errors of fields, costs of flows, the panels of Fig. 2."""

import numpy as np
import pytest
from flint import acb, ctx
from numpy.testing import assert_allclose

from analytic import arithmetic, crossing, mixture
from verify.published import scripts
from verify.routes import displacement_costs
from verify.routes.time_integrals import field_error


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


def test_the_error_of_a_shifted_field_is_the_shift() -> None:
    """Equal covariances I: v^ - v = g - A g t, A = (2 t - 1)/((1 - t)^2 + t^2)."""
    ar = arithmetic.balls(64)
    eye = ar.eye(2)
    with ctx.workprec(64):
        at = field_error(ar.array([0, 0]), eye, ar.array([3, 4]), eye)(acb(0.25))
    assert_allclose(float(at.real), 5 * (1 + 0.5 * 0.25 / 0.625), rtol=1e-12)


def test_the_cost_of_a_shift_is_enclosed() -> None:
    """N(0, 1) to N(2, 1): every source moves by 2."""
    mix = mixture.mixture(arithmetic.balls(64), [1], [[2]], [[[1]]])
    found = displacement_costs.rectified(mix)
    wanted = (2, 4, np.cosh(2))
    assert all(float(f.lower()) <= w <= float(f.upper()) for f, w in zip(found, wanted, strict=True))
    assert all(float(f.rad()) < 0.5 * w for f, w in zip(found, wanted, strict=True))


def test_a_direction_without_spread_costs_its_mean() -> None:
    ar = arithmetic.balls(128)
    size = displacement_costs.size(ar, ar.array([3, 1]), ar.array([[1, 1], [1, 1]]), ar.array([1, -1]))
    assert size.contains(2) and float(size.rad()) < 1e-9


def test_every_panel_has_means_of_its_own() -> None:
    firsts = [tuple(panel[0].tolist()) for panel in scripts.panels()]
    assert len(firsts) == len(set(firsts)) == 5
    assert [f"{v:.2f}" for v in (*firsts[0], *firsts[1])] == ["1.86", "0.75", "1.00", "0.26"]
    assert scripts.panels(1)[0][0].tolist() != scripts.panels()[0][0].tolist()
