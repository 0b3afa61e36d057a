"""Penalties of columns that are not orthogonal: by turns of one law, by numbers, and where they have no value."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytic import disentanglement as d
from analytic.arithmetic import float64

AR = float64()
S = np.array([[2.0, 0.5, -0.3], [0.5, 1.0, 0.2], [-0.3, 0.2, 0.7]])
VALUES, AXES = np.linalg.eigh(S)


def turned(seed: int) -> np.ndarray:
    return np.linalg.cholesky(S) @ np.linalg.qr(np.random.default_rng(seed).standard_normal((3, 3)))[0]


def test_none_along_the_principal_axes() -> None:
    T = AXES * np.sqrt(VALUES)
    assert_allclose(T @ T.T, S, atol=1e-12)
    assert_allclose([d.squares(AR, T), d.cosines(AR, T), d.contrast(AR, T)], 0, atol=1e-12)
    assert_allclose(d.off_diagonal(AR, T), 0, atol=1e-12)


def test_one_law_has_every_penalty_up_to_the_most() -> None:
    found = [d.squares(AR, turned(seed)) for seed in range(200)]
    assert 0 < min(found) < 0.1 * max(found) and max(found) <= d.most_squares(AR, S)
    assert max(found) > 0.9 * d.most_squares(AR, S)


def test_the_most_is_reached_where_columns_are_equally_long() -> None:
    assert d.squares(AR, [[2, 1], [1, 2]]) == pytest.approx(d.most_squares(AR, [[5, 4], [4, 5]])) == 32


def test_column_by_column() -> None:
    T, found = turned(0), np.zeros((3, 3))
    for i, j in np.ndindex(3, 3):
        if i != j:
            found[i, j] = T[:, i] @ T[:, j]
    lengths = np.linalg.norm(T, axis=0)
    assert_allclose(d.off_diagonal(AR, T), found, atol=1e-12)
    assert d.squares(AR, T) == pytest.approx((found**2).sum())
    assert d.cosines(AR, T) == pytest.approx(((found / lengths / lengths[:, None]) ** 2).sum())
    assert d.contrast(AR, T) == pytest.approx(np.log(lengths).sum() - np.log(abs(np.linalg.det(T))))


def test_of_rows_the_contrast_is_the_total_correlation() -> None:
    assert d.contrast(AR, turned(1).T) == pytest.approx((np.log(np.diag(S)).sum() - np.log(np.linalg.det(S))) / 2)
    assert d.contrast(AR, turned(1)) != pytest.approx(d.contrast(AR, turned(2)))


def test_lengths_matter_to_squares_only() -> None:
    T, longer = turned(3), turned(3) * [1e-9, 1, 1e9]
    assert d.cosines(AR, longer) == pytest.approx(d.cosines(AR, T))
    assert d.contrast(AR, longer) == pytest.approx(d.contrast(AR, T))
    assert d.squares(AR, 2 * T) == pytest.approx(16 * d.squares(AR, T))


def test_columns_without_a_direction_and_columns_that_depend() -> None:
    with pytest.raises(ValueError, match="has no direction"):
        d.cosines(AR, [[1, 0], [1, 0]])
    with pytest.raises(ValueError, match="positive definite"):
        d.contrast(AR, [[1, 2], [1, 2]])
