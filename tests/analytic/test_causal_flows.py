"""Flows made to answer about causes: numbers of two and three variables, by Runge and Kutta where there is no closed form."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.integrate import solve_ivp

from analytic import causal_flows, gaussian, knothe, scm
from analytic.arithmetic import float64
from analytic.path import trigonometric

AR = float64()
TRIANGLE = scm.covariance(scm.model(AR, [[0, 0, 0], [10, 0, 0], [1, 0.5, 0]], [1, 1, 1]))


def pair(r: float, **path: object) -> gaussian.Pair:
    return gaussian.independent(AR, [0, 0], np.eye(2), [0, 0], [[1, r], [r, 1]], **path)  # type: ignore[arg-type]


def carried(A: object) -> np.ndarray:
    n = len(A(0.5))  # type: ignore[operator]
    turn = lambda t, y: (A(t) @ y.reshape(n, n)).ravel()  # type: ignore[operator]  # noqa: E731
    return solve_ivp(turn, (0, 1), np.eye(n).ravel(), rtol=1e-10, atol=1e-12).y[:, -1].reshape(n, n)


def root(S: np.ndarray) -> np.ndarray:
    w, Q = np.linalg.eigh(S)
    return (Q * np.sqrt(w)) @ Q.T


def test_latents_held_in_the_triangle() -> None:
    assert_allclose(causal_flows.held(AR, knothe.knothe(AR, TRIANGLE, [0, 1, 2]), 0), [1, 10, 6], rtol=1e-9)
    T = root(TRIANGLE)
    assert causal_flows.held(AR, T, 1)[2] == pytest.approx(0.54465, abs=5e-6)
    assert causal_flows.held(AR, T, 0)[2] == pytest.approx(2.62947, abs=5e-6)


def test_least_norm_is_the_least() -> None:
    T, random = root(TRIANGLE), np.random.default_rng(0)
    for k in range(3):
        assert_allclose(causal_flows.least_norm(AR, T, k), TRIANGLE[:, k] / TRIANGLE[k, k], rtol=1e-9)
        least = T[k] / (T[k] @ T[k])
        aside = random.standard_normal((50, 3))
        others = least + aside - np.outer(aside @ T[k], T[k]) / (T[k] @ T[k])
        assert_allclose(others @ T[k], 1)
        assert (np.linalg.norm(others, axis=1) >= np.linalg.norm(least)).all()


def test_a_masked_velocity_ends_elsewhere() -> None:
    M = carried(lambda t: causal_flows.masked_slope(pair(0.8), t, [[0, 0], [1, 0]]))
    assert_allclose(M, [[1, 0], [0.46728, 0.77460]], atol=5e-6)
    assert_allclose(M @ M.T, [[1, 0.46728], [0.46728, 0.81835]], atol=5e-6)


def test_without_a_mask_it_is_the_velocity() -> None:
    law = gaussian.independent(AR, [1, 2], [[2, 1], [1, 3]], [0, 1], [[1, 0.5], [0.5, 1]], trigonometric)
    assert_allclose(causal_flows.masked_slope(law, 0.3, [[0, 1], [1, 0]]), gaussian.slope(law, 0.3), rtol=1e-12)


@pytest.mark.parametrize(("r", "slope", "variance"), [(0.8, 0.34684, 0.67218), (0.5, 0.18053, 0.89425)])
def test_a_clamped_coordinate(r: float, slope: float, variance: float) -> None:
    C = carried(lambda t: causal_flows.clamped_slope(pair(r), t, 0))
    assert C[1, 2] == pytest.approx(slope, abs=5e-6)
    assert C[1, 0] ** 2 + C[1, 1] ** 2 == pytest.approx(variance, abs=5e-6)


def test_clamped_where_it_goes_anyway_the_velocity_is_as_before() -> None:
    law, t, xi, c = pair(0.6, path=trigonometric), 0.4, 0.3, -1.2
    a, b, _, _ = trigonometric(AR, np.array(t))
    x, y = np.array([0.7, a * xi + b * c]), np.array([0.7, xi, c])
    assert causal_flows.clamped_slope(law, t, 1)[0] @ y == pytest.approx(gaussian.drift(law, t, x)[0])
