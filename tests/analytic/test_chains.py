"""Many steps between Gaussians: exact numbers, draws, limits of small steps."""

from fractions import Fraction as F
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import sympy as sp
from numpy.testing import assert_allclose

from analytic import arithmetic, chains, gaussian, samplers

AR, SYMBOLS = arithmetic.float64(), arithmetic.symbols()
LAW: dict[str, Any] = {"mean0": [0, 1], "cov0": [[1, 0], [0, 2]], "mean1": [1, 2], "cov1": [[2, 1], [1, 3]]}


def line(ar: Any, cov1: Any) -> gaussian.Pair:
    return gaussian.independent(ar, [0], [[1]], [0], [[cov1]])


def grid(N: int) -> list[F]:
    return [F(k, N) for k in range(N + 1)]


def exact(cov1: Any, e: Any, N: int) -> Any:
    with arithmetic.balls().scope():
        found = chains.after(line(arithmetic.balls(), cov1), e, grid(N))[1]
        return arithmetic.balls().floats(found)[0, 0]


@pytest.mark.parametrize(("N", "S"), [(1, 0), (2, F(1, 25)), (4, F(63, 185) ** 2)])
def test_euler_from_one_to_a_quarter_in_fractions(N: int, S: F) -> None:
    assert chains.after(line(SYMBOLS, F(1, 4)), 0, grid(N))[1][0, 0] == sp.Rational(S)


@pytest.mark.parametrize(("N", "deviation"), [(1, 0), (2, 0.2), (4, 0.34054), (10, 0.43078), (50, 0.48540)])
def test_euler_from_one_to_a_quarter(N: int, deviation: float) -> None:
    assert np.sqrt(exact(F(1, 4), 0, N)) == pytest.approx(deviation, abs=5e-6)
    assert chains.euler_deviation(AR, 1, 0.5, np.linspace(0, 1, N + 1)) == pytest.approx(deviation, abs=5e-6)


@pytest.mark.parametrize(("N", "variance"), [(5, 0.7356), (10, 0.8478), (20, 0.9182), (50, 0.9658), (200, 0.9913)])
def test_euler_maruyama_from_one_to_one(N: int, variance: float) -> None:
    """With 2 e = 1 - t at the start of each step: the variances that it ends in."""
    assert exact(1, [(1 - t) / 2 for t in grid(N)[:-1]], N) == pytest.approx(variance, abs=5e-5)


def test_without_the_score_the_variance_is_one_and_a_quarter_of_pi() -> None:
    assert sp.simplify(chains.uncorrected_variance(SYMBOLS, 1, 1, 1, 1) - 1 - sp.pi / 4) == 0
    S, N = 1.0, 4000
    for t in np.arange(N) / N:
        S = (1 + (2 * t - 1) / ((1 - t) ** 2 + t * t) / N) ** 2 * S + (1 - t) / N
    assert pytest.approx(1 + np.pi / 4, abs=2e-3) == S


def test_equal_angles_leave_most() -> None:
    N, bound = 6, np.cos(np.pi / 12) ** 6 * 2
    best = chains.euler_times(AR, 0.5, 2, N)
    assert_allclose(chains.euler_deviation(AR, 0.5, 2, best), bound, rtol=1e-14)
    random = np.random.default_rng(1)
    for _ in range(20):
        t = np.sort([0, *np.clip(best[1:-1] + 0.05 * random.standard_normal(N - 1), 0, 1), 1])
        assert chains.euler_deviation(AR, 0.5, 2, t) < bound
    assert_allclose(chains.euler_times(AR, 0.5, 2, 1), [0, 1])


def test_an_affine_step_is_euler_maruyamas() -> None:
    pair, x = gaussian.independent(AR, **LAW), np.array([[1.0, -2.0], [0.5, 0.25]])
    for t, s in ((0.25, 0.5), (0.5, 0.125)):
        M, c, V = chains.affine_step(pair, 2, t, s)
        mean, covariance = samplers.euler_maruyama(pair, 2, t, s, x)
        assert_allclose(x @ M.T + c, mean, rtol=1e-13)
        assert_allclose(V, covariance, rtol=1e-15)


def test_draws_have_the_law_after_the_steps() -> None:
    pair, random, n, times = gaussian.independent(AR, **LAW), np.random.default_rng(3), 200_000, [0.25, 0.5, 0.75]
    m, _, S, _ = gaussian.moments(pair, 0.25)
    x = m + random.standard_normal((n, 2)) @ np.linalg.cholesky(S).T
    for t, s in pairwise(times):
        mean, V = samplers.euler_maruyama(pair, 1, t, s, x)
        x = mean + random.standard_normal((n, 2)) @ np.sqrt(V)
    mean, covariance = chains.after(pair, 1, times)
    assert_allclose(x.mean(0), mean, atol=5 * np.sqrt(covariance.max() / n))
    assert_allclose(np.cov(x.T), covariance, atol=5 * covariance.max() * np.sqrt(2 / n))
