"""Loss floors and peaks against quadrature over t in float64, the numbers of the catalogue, and the door."""

from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from analytic import arithmetic, brenier, floors, gaussian

ENDS: dict[str, Any] = {
    "mean0": [0.5, -1.0],
    "cov0": [[1.0, 0.0], [0.0, 4.0]],
    "mean1": [1.0, 2.0],
    "cov1": [[2.0, 1.0], [1.0, 2.0]],
}
AR = arithmetic.float64()


def test_independent_floor_is_the_integral() -> None:
    pair = gaussian.independent(AR, **ENDS)
    integral = quad(lambda t: np.trace(floors.independent_residual(pair, t)), 0, 1, epsabs=1e-12)[0]
    assert float(floors.independent_floor(pair)) == pytest.approx(integral, rel=1e-12)
    energy = float(brenier.independent_energy(brenier.Transport(AR, 0 * pair.m0, pair.S0, 0 * pair.m1, pair.S1)))
    assert energy == pytest.approx(2.639430, abs=1e-6)
    assert float(floors.independent_straightness(pair)) == pytest.approx(1.738, abs=1e-3)


@pytest.mark.parametrize(("s0", "s1", "c"), [(1, 0.3, 0), (1, 2, 1.5), (2, 1 / 3, -0.5)])
def test_correlated_floor_is_the_integral(s0: float, s1: float, c: float) -> None:
    pair = gaussian.joint(AR, [0], [[s0 * s0]], [0], [[s1 * s1]], [[c]])
    for t in (0.3, 1.0):
        integral = quad(lambda u: gaussian.residual_covariance(pair, u)[0, 0], 0, t, epsabs=1e-12)[0]
        assert float(floors.running_floor(AR, s0, s1, c, t)) == pytest.approx(integral, rel=1e-10)
    assert float(floors.correlated_floor(AR, s0, s1, c)) == pytest.approx(float(floors.running_floor(AR, s0, s1, c, 1)), rel=1e-13)


def test_numbers_of_the_catalogue() -> None:
    assert float(floors.correlated_floor(AR, 1, 1, -0.442)) == pytest.approx(1.8197, abs=1e-4)
    assert [float(floors.peak(AR, 1, s)[0]) for s in (0.3, 0.05, 1, 2, 5)] == pytest.approx(
        [0.9174, 0.9975, 0.5, 0.2, 0.0385], abs=1e-4
    )
    assert [float(floors.lipschitz_floor(AR, L)) for L in (4, 10, 100, 1000)] == pytest.approx(
        [0.666667, 0.266667, 0.026667, 0.002667], abs=1e-6
    )
    for c in (2, -2):
        assert float(floors.correlated_floor(AR, 1, 2, c)) == 0


def test_at_the_door() -> None:
    with pytest.raises(ValueError, match="s0 s1 - "):
        floors.correlated_floor(AR, 1, 1, 1.5)
    with pytest.raises(ValueError, match="s0 = 0"):
        floors.peak(AR, 0, 1)
    with pytest.raises(ValueError, match="s0\\^2 s1\\^2 - c\\^2"):
        floors.running_floor(AR, 1, 1, 1, 0.5)
    with pytest.raises(ValueError, match="L - 2"):
        floors.lipschitz_floor(AR, 1)
    pair = gaussian.joint(AR, **ENDS, cross=[[0.5, 0.0], [0.0, 0.5]])
    with pytest.raises(ValueError, match="correlated"):
        floors.independent_floor(pair)
