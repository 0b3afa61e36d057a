"""Frechet distances of covariances of any rank, in each arithmetic: against eigenvalues, singular values, and samples."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.special import gammaln

from analytic import arithmetic, brenier, frechet

AR = arithmetic.float64()
everywhere = pytest.mark.parametrize("ar", ["symbols", "digits", "balls", "float64", "torch"], indirect=True)
RANKS = (
    ([[1, 0], [0, 0]], [[1, 1], [1, 1]], 1),
    ([[1, 0], [0, 0]], [[0, 0], [0, 4]], 0),
    ([[0, 0], [0, 0]], [[2, 1], [1, 2]], 0),
    ([[1, 2], [2, 4]], [[1, 2], [2, 4]], 5),
    ([[1, 1], [1, 1]], [[2, 1], [1, 2]], 6**0.5),
    ([[F(1, 3), F(1, 3)], [F(1, 3), F(1, 3)]], [[2, 1], [1, 2]], 2**0.5),
    ([[1, 0], [0, 4]], [[2, 1], [1, 2]], (10 + 2 * 12**0.5) ** 0.5),
)


def number(ar: Any, a: Any) -> float:
    return float(a) if ar.name == "symbols" else float(ar.floats(ar.array(a)))


@everywhere
@pytest.mark.parametrize(("one", "two", "wanted"), RANKS)
def test_the_overlap_in_the_plane(ar: Any, one: Any, two: Any, wanted: float) -> None:
    given = [np.array(S, dtype=float).tolist() if ar.name in ("float64", "torch") else S for S in (one, two)]
    assert number(ar, frechet.overlap(ar, *given)) == pytest.approx(wanted, rel=1e-14, abs=1e-14)
    assert number(ar, frechet.overlap(ar, *given[::-1])) == pytest.approx(wanted, rel=1e-14, abs=1e-14)
    trace = float(sum(one[i][i] + two[i][i] for i in (0, 1)))
    found = frechet.distance2(ar, [0, 3], given[0], [4, 0], given[1])
    assert number(ar, found) == pytest.approx(25 + trace - 2 * wanted, rel=1e-14)


@pytest.mark.parametrize(("k", "m"), [(5, 5), (2, 5), (3, 2), (1, 1), (4, 3)])
def test_the_overlap_is_the_sum_of_singular_values(k: int, m: int) -> None:
    """Of A^T B, for A A^T and B B^T: ranks k and m of five; of integers, so that ranks are exact in balls."""
    random = np.random.default_rng(k)
    A, B = random.integers(-3, 4, (5, k)), random.integers(-3, 4, (5, m))
    wanted = np.linalg.svd(A.T @ B, compute_uv=False).sum()
    assert_allclose(frechet.overlap(AR, (A @ A.T).astype(float), (B @ B.T).astype(float)), wanted, rtol=1e-7)
    balls = arithmetic.balls(256)
    with balls.scope():
        found = frechet.overlap(balls, A @ A.T, B @ B.T)
        assert float(found) == pytest.approx(wanted, rel=1e-12) and found.rad() < 1e-50


def test_definite_ones_are_those_of_brenier() -> None:
    S0, S1 = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([[1.0, -0.5], [-0.5, 2.0]])
    pair = brenier.transport(AR, [0.5, 1], S0, [1, 2], S1)
    assert_allclose(frechet.distance2(AR, [0.5, 1], S0, [1, 2], S1), brenier.distance2(pair), rtol=1e-14)


@everywhere
@pytest.mark.parametrize("n", [2, 3, 4, 7, 50])
def test_the_bias_of_a_root_is_a_quotient_of_gamma_functions(ar: Any, n: int) -> None:
    wanted = np.sqrt(2 / (n - 1)) * np.exp(gammaln(n / 2) - gammaln((n - 1) / 2))
    assert number(ar, frechet.root_bias(ar, n)) == pytest.approx(wanted, rel=1e-13)


def test_the_distance_of_samples_on_average() -> None:
    """50 draws; and 5 and 8 of another variance, drawn."""
    assert f"{frechet.mean_distance2(AR, 50, 1):.5f}" == "0.03018"
    assert f"{frechet.mean_distance2(AR, 50, 1, 50):.5f}" == "0.06030"
    random = np.random.default_rng(0)
    x, y = 2 * random.standard_normal((200_000, 5)), 2 * random.standard_normal((200_000, 8))
    found = (x.mean(1) - y.mean(1)) ** 2 + (x.std(1, ddof=1) - y.std(1, ddof=1)) ** 2
    assert frechet.mean_distance2(AR, 5, 4, 8) == pytest.approx(found.mean(), abs=5 * found.std() / 200_000**0.5)


def test_many_draws_and_none() -> None:
    assert frechet.mean_distance2(AR, 10**4, 1) == pytest.approx(1.5e-4, rel=1e-3)
    with pytest.raises(ValueError, match="n = 1"):
        frechet.mean_distance2(AR, 1, 1)


def test_what_is_no_covariance_is_refused() -> None:
    with pytest.raises(ValueError, match="eigenvalue -1"):
        frechet.overlap(AR, [[1, 2], [2, 1]], [[1, 0], [0, 1]])
    with pytest.raises(ValueError, match="mean1 has shape"):
        frechet.distance2(AR, [0, 0], [[1, 0], [0, 1]], [0], [[1, 0], [0, 1]])
