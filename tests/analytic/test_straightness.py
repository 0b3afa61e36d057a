"""How trajectories bend, against differences of flows, draws, and integrals over time; the door."""

from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from analytic import arithmetic, gaussian, straightness
from analytic.path import trigonometric

AR = arithmetic.float64()
ENDS: dict[str, Any] = {
    "mean0": [0.5, -1.0],
    "cov0": [[1.0, 0.0], [0.0, 4.0]],
    "mean1": [1.0, 2.0],
    "cov1": [[2.0, 1.0], [1.0, 2.0]],
}
X = np.array([[0.6, 0.4], [-1.0, 2.0]])


def test_acceleration_is_the_second_difference_of_a_trajectory() -> None:
    pair, h = gaussian.independent(AR, **ENDS), 1e-3
    on, back = gaussian.flow(pair, 0.3, 0.3 + h, X), gaussian.flow(pair, 0.3, 0.3 - h, X)
    assert straightness.acceleration(pair, 0.3, X) == pytest.approx((on - 2 * X + back) / h**2, rel=1e-4)


def test_its_mean_square_is_that_of_draws() -> None:
    pair, n = gaussian.joint(AR, **ENDS, cross=[[0.5, 0.3], [-0.5, 0.25]]), 200_000
    m, _, S, _ = gaussian.moments(pair, 0.4)
    x = m + np.random.default_rng(0).standard_normal((n, 2)) @ np.linalg.cholesky(S).T
    squares = (straightness.acceleration(pair, 0.4, x) ** 2).sum(1)
    assert float(straightness.mean_square(pair, 0.4)) == pytest.approx(squares.mean(), abs=6 * squares.std() / n**0.5)


@pytest.mark.parametrize(("s0", "s1"), [(1, 1), (1, 2), (3, 0.25)])
def test_over_all_times_it_is_the_integral(s0: float, s1: float) -> None:
    pair = gaussian.independent(AR, [0], [[s0**2]], [1], [[s1**2]])
    total = quad(lambda t: float(straightness.mean_square(pair, t)), 0, 1, epsabs=1e-11, points=[s0**2 / (s0**2 + s1**2)])[0]
    assert float(straightness.bending_energy(AR, s0, s1)) == pytest.approx(total, rel=1e-9)


@pytest.mark.parametrize(("s0", "s1"), [(1, 1), (1, 2), (3, 0.25)])
def test_length_is_the_sum_of_small_steps(s0: float, s1: float) -> None:
    pair, times = gaussian.independent(AR, [1], [[s0**2]], [1], [[s1**2]]), np.linspace(0, 1, 4001)
    S = (1 - times) ** 2 * s0**2 + times**2 * s1**2
    assert gaussian.flow(pair, 0, 0.25, [[1 + s0]])[0, 0] == pytest.approx(1 + S[1000] ** 0.5)
    assert float(straightness.length(AR, s0, s1)) == pytest.approx(np.abs(np.diff(S**0.5)).sum(), rel=1e-6)


def test_numbers_between_equal_ends() -> None:
    assert float(straightness.bending_energy(AR, 1, 1)) == pytest.approx(2 + 3 * np.pi / 4)
    assert float(straightness.length(AR, 1, 1)) == pytest.approx(2 - 2**0.5)


def test_at_the_door() -> None:
    pair = gaussian.independent(AR, **ENDS, path=trigonometric)
    for call in (lambda: straightness.acceleration(pair, 0.5, X), lambda: straightness.mean_square(pair, 0.5)):
        with pytest.raises(ValueError, match="not the linear one"):
            call()
    with pytest.raises(ValueError, match="s1 = 0"):
        straightness.length(AR, 1, 0)
    with pytest.raises(ValueError, match="s0 = -1"):
        straightness.bending_energy(AR, -1, 1)
