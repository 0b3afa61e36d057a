"""Laws fitted to graphs and orders: Cholesky, effects, equivalent orders."""

from itertools import permutations

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytic import knothe, scm
from analytic.arithmetic import float64, symbols

AR = float64()
TRIANGLE = scm.model(AR, [[0, 0, 0], [10, 0, 0], [1, 0.5, 0]], [1, 1, 1], [1, 0, 0])


def test_cholesky_of_any_order() -> None:
    S = scm.covariance(TRIANGLE)
    for order in permutations(range(3)):
        wanted, back = np.linalg.cholesky(S[np.ix_(order, order)]), np.argsort(order)
        assert_allclose(knothe.knothe(AR, S, order), wanted[np.ix_(back, back)], atol=1e-10)


def test_what_an_order_says_of_interventions() -> None:
    S = scm.covariance(TRIANGLE)
    assert_allclose(knothe.do_jacobian(AR, S, [0, 1, 2]), [[1, 0, 0], [10, 1, 0], [6, 0.5, 1]], atol=1e-9)
    assert knothe.do_jacobian(AR, S, [1, 0, 2])[2, 1] == pytest.approx(121 / 202)


def test_a_law_fitted_to_its_graph_is_itself_and_to_less_is_another() -> None:
    m, S = scm.mean(TRIANGLE), scm.covariance(TRIANGLE)
    whole = knothe.fitted(AR, m, S, TRIANGLE.B)
    assert_allclose(scm.covariance(whole), S, rtol=1e-9)
    assert_allclose(scm.mean(whole), m, rtol=1e-9)
    less = knothe.fitted(AR, m, S, [[0, 0, 0], [1, 0, 0], [0, 1, 0]])
    assert scm.covariance(less)[2, 2] == pytest.approx(S[2, 2]) and abs(scm.covariance(less)[2, 0] - S[2, 0]) > 0.009
    assert_allclose(scm.mean(less), m, rtol=1e-9)


@pytest.mark.parametrize(
    ("make", "orders"),
    [
        (scm.mediator, {(0, 1, 2), (1, 0, 2), (1, 2, 0), (2, 1, 0)}),
        (scm.common_cause, {(0, 1, 2), (0, 2, 1), (1, 0, 2), (2, 0, 1)}),
        (scm.collider, {(0, 1, 2), (1, 0, 2)}),
    ],
)
def test_equivalent_orders(make: object, orders: set[tuple[int, ...]]) -> None:
    assert set(knothe.equivalent_orders(make(symbols(), "a", "b"))) == orders  # type: ignore[operator]
    assert len(knothe.equivalent_orders(TRIANGLE)) == 6


def test_errors_at_the_door() -> None:
    with pytest.raises(ValueError, match=r"order = \[0, 1\] leaves variables out: name each of the 3 once, causes first"):
        knothe.knothe(AR, np.eye(3), [0, 1])
    with pytest.raises(ValueError, match="names one twice"):
        knothe.knothe(AR, np.eye(3), [0, 1, 1])
