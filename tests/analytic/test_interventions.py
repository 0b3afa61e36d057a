"""Interventions and counterfactuals: draws, text-book numbers, units one by one."""

from fractions import Fraction as F

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytic import interventions, scm
from analytic.arithmetic import float64, symbols

AR = float64()
B, V, C = np.array([[0, 0, 0], [2, 0, 0], [-1, 0.5, 0]]), np.array([1, 0.25, 2]), np.array([1, 0, -3])
TRIANGLE = scm.model(AR, B, V, C)


def unit(u: np.ndarray, k: int, value: float) -> np.ndarray:
    """The equations one after the other, x_k set."""
    x = np.zeros(3)
    for i in range(3):
        x[i] = value if i == k else B[i] @ x + u[i]
    return x


@pytest.mark.parametrize("k", range(3))
def test_doing_against_draws(k: int) -> None:
    u = C + np.random.default_rng(1).standard_normal((40_000, 3)) * np.sqrt(V)
    x = np.array([unit(row, k, 0.5) for row in u])
    done = interventions.do(TRIANGLE, k, 0.5)
    assert np.allclose(x.mean(0), scm.mean(done), atol=0.06) and np.allclose(np.cov(x.T), scm.covariance(done), atol=0.1)


def test_an_intervention_tells_a_mediator_from_a_common_cause() -> None:
    """The third drawn at random: the mediator's arrow from its cause is cut, and nothing else; a common cause has none to cut."""
    cause, chain = scm.common_cause(AR, 2, 3), scm.mediator(AR, 2, 3)
    assert scm.correlation(interventions.cut(chain, 1), 0, 2) == 0
    assert scm.correlation(interventions.cut(cause, 0), 1, 2) == scm.correlation(cause, 1, 2)


@pytest.mark.parametrize("k", range(3))
def test_each_unit_keeps_its_noise(k: int) -> None:
    x = np.random.default_rng(2).standard_normal((5, 3))
    u = interventions.abduct(TRIANGLE, x)
    wanted = [unit(row, k, v) for row, v in zip(u, x[:, 0] + 1, strict=True)]
    assert_allclose(interventions.counterfactual(TRIANGLE, x, k, x[:, :1] + 1), wanted, atol=1e-14)
    if k == 0:
        assert_allclose(interventions.counterfactual(TRIANGLE, x, k, x[:, :1]), x, atol=1e-14)


def test_joe() -> None:
    """Pearl, Glymour and Jewell 2016, 4.2.3."""
    model = scm.model(symbols(), [[0, 0, 0], [F(1, 2), 0, 0], [F(7, 10), F(2, 5), 0]], [1, 1, 1])
    joe = [F(1, 2), 1, F(3, 2)]
    assert interventions.abduct(model, joe).tolist() == [F(1, 2), F(3, 4), F(3, 4)]
    assert interventions.counterfactual(model, joe, 1, 2)[2] == F(19, 10)
    assert scm.mean(interventions.do(model, 1, 2))[2] == F(4, 5)


def test_all_the_evidence_or_none_of_it() -> None:
    """Seen in full the counterfactual is one point; a variable without influence leaves what doing gives."""
    x = [1.0, 2, 3]
    m, S = interventions.counterfactual_given(TRIANGLE, [2, 0, 1], [3.0, 1, 2], 1, 5)
    assert_allclose(m, interventions.counterfactual(TRIANGLE, x, 1, 5), atol=1e-12)
    assert_allclose(S, 0 * S, atol=1e-12)
    apart = scm.model(AR, [[0, 0], [0, 0]], [1, 2], [3, 4])
    m, S = interventions.counterfactual_given(apart, [0], [7.0], 0, 5)
    assert_allclose(m, [5, 4])
    assert_allclose(S, [[0, 0], [0, 2]])


def test_partial_evidence_against_draws() -> None:
    u = C + np.random.default_rng(3).standard_normal((200_000, 3)) * np.sqrt(V)
    x = np.linalg.solve(np.eye(3) - B, u.T).T
    near = u[abs(x[:, 2] + 3) < 0.1]
    after = np.array([unit(row, 0, 2.0) for row in near])
    m, S = interventions.counterfactual_given(TRIANGLE, [2], [-3.0], 0, 2)
    assert np.allclose(after.mean(0), m, atol=0.06) and np.allclose(np.cov(after.T), S, atol=0.1)
