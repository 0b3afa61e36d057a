"""Linear Gaussian causal models: covariance, evidence, partial correlation, labels."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytic import interventions, scm
from analytic.arithmetic import SingularCovariance, float64, symbols

AR = float64()
TRIANGLE = scm.model(AR, [[0, 0, 0], [2, 0, 0], [-1, 0.5, 0]], [1, 0.25, 2], [1, 0, -3])


def drawn(n: int = 400_000) -> np.ndarray:
    noise = np.random.default_rng(0).standard_normal((n, 3)) * np.sqrt([1, 0.25, 2])
    x0 = 1 + noise[:, 0]
    x1 = 2 * x0 + noise[:, 1]
    return np.stack([x0, x1, -x0 + 0.5 * x1 - 3 + noise[:, 2]])


def test_mean_and_covariance_against_draws() -> None:
    x = drawn()
    assert np.allclose(np.cov(x), scm.covariance(TRIANGLE), atol=0.05)
    assert np.allclose(x.mean(1), scm.mean(TRIANGLE), atol=0.02)
    assert np.allclose(scm.loading(TRIANGLE) @ scm.loading(TRIANGLE).T, scm.covariance(TRIANGLE), atol=1e-12)


def test_evidence_against_draws() -> None:
    x = drawn()
    near = x[:, abs(x[1] - 3) < 0.05]
    m, S = scm.given(TRIANGLE, [1], [3])
    assert np.allclose(near.mean(1), m, atol=0.05) and np.allclose(np.cov(near), S, atol=0.08)


def test_variables_in_any_order() -> None:
    turned = [2, 0, 1]
    other = scm.model(AR, TRIANGLE.B[turned][:, turned], TRIANGLE.V[turned], TRIANGLE.c[turned])
    assert scm.causal_order(other) == (1, 2, 0) and scm.causal_order(TRIANGLE) == (0, 1, 2)
    assert_allclose(scm.covariance(other), scm.covariance(TRIANGLE)[turned][:, turned], rtol=1e-14)


def test_the_three_graphs() -> None:
    a, b = 0.75, 1.0
    cause, chain, collider = (f(AR, a, b) for f in (scm.common_cause, scm.mediator, scm.collider))
    assert scm.correlation(cause, 1, 2) == pytest.approx(a * b / np.sqrt((1 + a * a) * (1 + b * b)))
    assert scm.partial_correlation(cause, 1, 2, [0]) == pytest.approx(0, abs=1e-15)
    assert scm.correlation(chain, 0, 2) > 0.4
    assert scm.partial_correlation(chain, 0, 2, [1]) == pytest.approx(0, abs=1e-15)
    assert scm.correlation(collider, 0, 1) == 0
    assert scm.partial_correlation(collider, 0, 1, [2]) == pytest.approx(-a * b / np.sqrt((1 + a * a) * (1 + b * b)))


def test_labels() -> None:
    assert scm.threshold_correlation(AR, np.array(0.5)) == pytest.approx(1 / 3, abs=1e-15)
    ar = symbols()
    assert scm.threshold_correlation(ar, ar.array(1)) == 1


def test_errors_at_the_door() -> None:
    with pytest.raises(ValueError, match="the arrows have the cycle 0 -> 2 -> 1 -> 0: no order puts causes first"):
        scm.model(AR, [[0, 1, 0], [0, 0, 1], [1, 0, 0]], [1, 1, 1])
    with pytest.raises(ValueError, match=r"variances = -1\.0: it must be zero or positive"):
        scm.model(AR, [[0, 0], [1, 0]], [1, -1])
    with pytest.raises(ValueError, match=r"variances have shape \(\): they must be \(n,\)"):
        scm.model(AR, [[0]], 1)
    with pytest.raises(ValueError, match="what is given does not vary, so take others"):
        scm.partial_correlation(scm.collider(AR, 1, 1), 0, 1, [1])
    with pytest.raises(SingularCovariance, match=r"the covariance of the nodes \[0\] is singular: leave out those that were set"):
        scm.given(interventions.do(TRIANGLE, 0, 1), [0], [2])


def test_an_effect_that_is_a_symbol_is_an_arrow() -> None:
    with pytest.raises(ValueError, match="the cycle 0 -> 1 -> 0"):
        scm.model(symbols(), [[0, "a"], ["b", 0]], [1, 1])
