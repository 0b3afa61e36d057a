"""Residuals of bridges: zero for the drift of a bridge on a line, written by hand, and for no other."""

from fractions import Fraction as F
from typing import Any

import numpy as np
from numpy.testing import assert_allclose

from analytic import arithmetic, bridge
from verify.claim import Case
from verify.residuals import bridges

AR = arithmetic.float64()
LAW = bridge.bridge(AR, [0.0], [[1.0]], [1.0], [[4.0]], 1.0)
K = (17**0.5 - 1) / 2  # K^2 + K = 4
W = 1 / K - 1
CASE = Case(AR, LAW, AR.array(0.25), AR.array([[2.0], [-1.0]]), F(1, 4))


def by_hand(law: Any, t: Any, x: Any) -> Any:
    return (1 / K - W * x) / (1 + (1 - t) * W)


def slope(law: Any, t: Any, x: Any = None) -> Any:
    return np.array([[-W / (1 + (1 - t) * W)]])


def test_the_drift_by_hand_arrives_and_is_straight_and_others_do_not() -> None:
    left, right = bridges.straight(by_hand)
    rate = (by_hand(LAW, 0.25 + 1e-6, CASE.x) - by_hand(LAW, 0.25 - 1e-6, CASE.x)) / 2e-6
    assert_allclose(right(LAW, CASE.t, CASE.x), rate, rtol=1e-8)
    assert left is by_hand
    assert_allclose(bridges.arrives(by_hand, CASE), 0, atol=1e-13)
    assert abs(bridges.arrives(lambda *at: 1.01 * by_hand(*at), CASE)).max() > 1e-3


def test_a_slope_is_symmetric_and_that_of_the_system() -> None:
    case = Case(AR, LAW, AR.array(0.25), None, F(1, 4), "t")
    assert_allclose(bridges.slope(slope, case), 0, atol=1e-14)
    assert abs(bridges.slope(lambda law, t: 2 * slope(law, t), case)).max() > 0.1
    turned = bridges.skew(lambda law, t: np.array([[1.0, 2.0], [0.0, 1.0]]), case)
    assert_allclose(turned, [[0, 2], [-2, 0]])
