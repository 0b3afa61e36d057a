"""Enclosures of Frechet distances by eigenvalues: of values known by hand, of singular values, and of samples by numpy."""

from fractions import Fraction as F

import numpy as np
import pytest
from flint import arb, fmpq
from numpy.testing import assert_allclose

from verify.routes import product_eigenvalues as exact


def floats(M: object) -> np.ndarray:
    return np.array([[float(F(int(e.p), int(e.q))) for e in row] for row in M.tolist()])  # type: ignore[attr-defined]


def of(S0: object, S1: object, digits: int = 15) -> arb:
    zero = exact.rational([0] * len(S0))  # type: ignore[arg-type]
    return exact.distance2(zero, exact.rational(S0), zero, exact.rational(S1), digits)


def test_values_by_hand_are_enclosed() -> None:
    found = of([[1, 0], [0, 4]], [[2, 1], [1, 2]], 40)
    truth = 9 - 2 * (10 + 2 * arb(12).sqrt()).sqrt()
    assert found.overlaps(truth) and found.rad() < 1e-38
    assert of([[1, 0], [0, 0]], [[1, 1], [1, 1]]).contains(1) and of([[1, 1], [1, 1]], [[1, 1], [1, 1]]).contains(0)
    assert not of([[1, 0], [0, 0]], [[1, 1], [1, 1]]).contains(arb("1.0001"))


def test_singular_values_are_enclosed() -> None:
    """Rank three and five of eight, eigenvalues zero many times."""
    random = np.random.default_rng(1)
    A, B = random.integers(-2, 3, (8, 3)), random.integers(-2, 3, (8, 5))
    wanted = np.trace(A @ A.T + B @ B.T) - 2 * np.linalg.svd(A.T @ B, compute_uv=False).sum()
    assert float(of(A @ A.T, B @ B.T)) == pytest.approx(wanted, rel=1e-13)


def test_moments_are_those_of_numpy_and_exact() -> None:
    x = np.random.default_rng(2).standard_normal((7, 3))
    mean, cov = exact.moments(x)
    assert_allclose(floats(mean)[:, 0], x.mean(0), rtol=1e-13)
    assert_allclose(floats(cov), np.cov(x.T), rtol=1e-13)
    mean, cov = exact.moments([[0, 1], [1, 3]])
    assert mean.tolist() == [[fmpq(1, 2)], [fmpq(2)]] and cov.tolist() == [[fmpq(1, 2), fmpq(1)], [fmpq(1), fmpq(2)]]


def test_a_negative_eigenvalue_is_shifted_away_and_zero_is_not() -> None:
    S = exact.rational([[1, 2], [2, 1]])
    s = exact.shift(S)
    assert 1 <= s < 1 + fmpq(1, 10**9) and exact.shift(exact.shifted(S, s)) == 0
    assert exact.shift(exact.rational([[1, 1], [1, 1]])) == 0
    with pytest.raises(ValueError, match="no covariance"):
        of([[1, 2], [2, 1]], [[1, 0], [0, 1]])


def test_more_digits_than_any_precision_has_are_refused() -> None:
    with pytest.raises(ValueError, match="ask for fewer digits"):
        of([[1, 0], [0, 4]], [[2, 1], [1, 2]], 2000)


def test_halves_and_squares() -> None:
    assert exact.symmetric(exact.rational([[1, 2], [0, 1]])).tolist() == exact.rational([[1, 1], [1, 1]]).tolist()
    assert exact.square(exact.rational([3, 4])) == 25
