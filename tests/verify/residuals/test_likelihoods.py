"""Residuals of likelihoods: by the determinants and means of Gaussian ends, made by NumPy, and by wrong ones."""

from typing import Any

import numpy as np
import pytest

from analytic import arithmetic, gaussian
from verify.claim import cases
from verify.regimes import LINE, PAIR, PAIR_CORRELATED, when
from verify.residuals import likelihoods

AR = arithmetic.float64()
CASE = cases(when((PAIR,), lambda t: 4 * t == 1)[0], AR)[0]


def volume(law: Any, s: Any, t: Any, x: Any) -> Any:
    """log det of the affine map by its values."""
    ends = likelihoods.carried(law, s, t, np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0]]))
    return np.full(len(x), np.log(np.linalg.det(ends[1:] - ends[0])))


def test_the_volume_of_the_map_leaves_nothing() -> None:
    assert np.abs(likelihoods.there_and_back(volume, CASE)).max() < 1e-12
    wrong = likelihoods.there_and_back(lambda *at: -volume(*at), CASE)
    assert np.abs(wrong[0]).min() > 0.1
    assert np.abs(wrong[1]).max() < 1e-12  # a sign that is wrong both ways is seen by the densities alone
    one_way = likelihoods.there_and_back(lambda law, s, t, x: abs(volume(law, s, t, x)), CASE)
    assert np.abs(one_way[1]).min() > 0.1


def test_the_volume_grows_by_the_divergence_of_any_coupling() -> None:
    pair, x, h = PAIR_CORRELATED.law(AR), np.zeros((1, 2)), 1e-5
    of, rate = likelihoods.growth(lambda law, t, x: np.linalg.slogdet(gaussian.moments(law, t)[2])[1] / 2)
    assert rate(pair, 0.4, x)[0] == pytest.approx((of(pair, 0.4 + h, x) - of(pair, 0.4 - h, x)) / (2 * h), rel=1e-8)


def test_on_a_line_it_is_the_divergence_where_the_point_has_come() -> None:
    mix, x, h = LINE.law(AR), np.array([[0.3]]), 1e-4

    def stretched(t: float) -> Any:
        away = likelihoods.carried(mix, 1, t, x + np.array([[h], [-h]]))
        return np.log((away[0] - away[1]) / (2 * h))

    rate = likelihoods.growth(lambda law, t, x: None)[1]
    assert rate(mix, 0.4, x)[0] == pytest.approx((stretched(0.4 + h) - stretched(0.4 - h))[0] / (2 * h), rel=1e-6)


def test_means_over_a_gaussian_are_exact() -> None:
    def square(law: Any, t: Any, x: Any) -> Any:
        """div v by parts: v(x) times the precision times x - m has its mean."""
        return -np.einsum("ni,ni->n", gaussian.drift(law, t, x), gaussian.score(law, t, x))

    assert abs(likelihoods.mean_divergence(square, CASE)) < 1e-12
    assert abs(likelihoods.mean_divergence(lambda *at: -square(*at), CASE)) > 0.1
