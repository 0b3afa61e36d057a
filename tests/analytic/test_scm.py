"""Linear Gaussian causal models: covariance, partial correlation, intervention, labels."""

import numpy as np
import pytest

from analytic import scm
from analytic.arithmetic import float64, symbols

AR = float64()


def test_covariance_against_draws() -> None:
    model = scm.model(AR, [[0, 0, 0], [2, 0, 0], [-1, 0.5, 0]], [1, 0.25, 2])
    noise = np.random.default_rng(0).standard_normal((400_000, 3)) * np.sqrt([1, 0.25, 2])
    x0 = noise[:, 0]
    x1 = 2 * x0 + noise[:, 1]
    x2 = -x0 + 0.5 * x1 + noise[:, 2]
    assert np.allclose(np.cov(np.stack([x0, x1, x2])), scm.covariance(model), atol=0.05)
    assert np.allclose(scm.loading(model) @ scm.loading(model).T, scm.covariance(model), atol=1e-12)


def test_the_three_graphs() -> None:
    a, b = 0.75, 1.0
    cause, chain, collider = (f(AR, a, b) for f in (scm.common_cause, scm.mediator, scm.collider))
    assert scm.correlation(cause, 1, 2) == pytest.approx(a * b / np.sqrt((1 + a * a) * (1 + b * b)))
    assert scm.partial_correlation(cause, 1, 2, 0) == pytest.approx(0, abs=1e-15)
    assert scm.correlation(chain, 0, 2) > 0.4
    assert scm.partial_correlation(chain, 0, 2, 1) == pytest.approx(0, abs=1e-15)
    assert scm.correlation(collider, 0, 1) == 0
    assert scm.partial_correlation(collider, 0, 1, 2) == pytest.approx(-a * b / np.sqrt((1 + a * a) * (1 + b * b)))


def test_an_intervention_tells_a_mediator_from_a_common_cause() -> None:
    """do(the third): the mediator's arrow from its cause is cut, and nothing else; a common cause has no arrow to cut."""
    cause, chain = scm.common_cause(AR, 2, 3), scm.mediator(AR, 2, 3)
    assert scm.correlation(scm.do(chain, 1), 0, 2) == 0
    assert scm.correlation(scm.do(cause, 0), 1, 2) == scm.correlation(cause, 1, 2)


def test_labels() -> None:
    assert scm.threshold_correlation(AR, np.array(0.5)) == pytest.approx(1 / 3, abs=1e-15)
    ar = symbols()
    assert scm.threshold_correlation(ar, ar.array(1)) == 1


def test_errors_at_the_door() -> None:
    with pytest.raises(ValueError, match=r"effects\[0\]\[1\] = 2 points backwards: number the variables"):
        scm.model(AR, [[0, 2], [0, 0]], [1, 1])
    with pytest.raises(ValueError, match="variances has the entry 0: every variable needs noise"):
        scm.model(AR, [[0, 0], [1, 0]], [1, 0])
    with pytest.raises(ValueError, match=r"variances have shape \(\): they must be \(n,\)"):
        scm.model(AR, [[0]], 1)
    with pytest.raises(ValueError, match="take three different variables"):
        scm.partial_correlation(scm.collider(AR, 1, 1), 0, 1, 1)
