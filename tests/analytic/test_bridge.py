"""Schroedinger bridges: against Sinkhorn's iterations on a grid, simulated paths, and numbers by hand."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytic import arithmetic, bridge

ENDS: dict[str, Any] = {"mean0": [F(1, 2), -1], "cov0": [[1, 0], [0, 4]], "mean1": [1, 2], "cov1": [[2, 1], [1, 2]]}
numeric = pytest.mark.parametrize("ar", ["digits", "balls", "float64", "torch"], indirect=True)


@numeric
def test_a_line_by_hand(ar: Any) -> None:
    """N(0, 1) to N(1, 4), sigma = 1: X^2 + X = 4, and b(0, x) = E[x1 | x0] - x = 1 + (X - 1) x."""
    law, X = bridge.bridge(ar, [0], [[1]], [1], [[4]], 1), (17**0.5 - 1) / 2
    for found, wanted in (
        (bridge.cross(law), X),
        (bridge.drift(law, 0, ar.array([[2]])), 1 + 2 * (X - 1)),
        (bridge.drift_matrix(law, 0), X - 1),
        (bridge.backward_drift(law, 1, ar.array([[3]])), 3 - X / 4 * 2),
        (bridge.covariance(law, F(1, 2)), 5 / 4 + X / 2 + 1 / 4),
    ):
        assert_allclose(ar.floats(ar.array(found)), wanted, rtol=1e-14)


@numeric
def test_it_ends_on_its_ends(ar: Any) -> None:
    law = bridge.bridge(ar, **ENDS, sigma=F(4, 5))
    for t, S in ((F(0), ENDS["cov0"]), (F(1), ENDS["cov1"])):
        assert_allclose(ar.floats(ar.array(bridge.covariance(law, t))), S, rtol=1e-13)


def test_paths_that_follow_the_drift_have_its_law() -> None:
    """40 000 paths of 200 Euler steps: the ends to three standard errors and a step's error."""
    ar, random, n, steps = arithmetic.float64(), np.random.default_rng(0), 40_000, 200
    law = bridge.bridge(ar, [0.5, -1.0], [[1.0, 0.0], [0.0, 4.0]], [1.0, 2.0], [[2.0, 1.0], [1.0, 2.0]], 0.8)
    start = x = np.array([0.5, -1.0]) + random.standard_normal((n, 2)) * [1.0, 2.0]
    for k in range(steps):
        x = x + bridge.drift(law, k / steps, x) / steps + 0.8 * random.standard_normal((n, 2)) / steps**0.5
    assert_allclose(x.mean(0), [1, 2], atol=0.05)
    assert_allclose(np.cov(x.T), [[2, 1], [1, 2]], atol=0.06)
    assert_allclose(np.cov(start.T, x.T)[:2, 2:], bridge.cross(law), atol=0.06)
    assert abs(np.cov(start.T, x.T)[:2, 2:] - bridge.cross(law).T).max() > 0.2


def test_noise_is_positive() -> None:
    with pytest.raises(ValueError, match="sigma = 0"):
        bridge.bridge(arithmetic.float64(), [0], [[1]], [1], [[4]], 0)
    with pytest.raises(ValueError, match="positive definite"):
        bridge.bridge(arithmetic.float64(), [0], [[0]], [1], [[4]], 1)
