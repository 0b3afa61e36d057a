"""Noise added step by step: joint conditioning, the printed posterior of DDPM in its own letters, draws of the chain."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytic import arithmetic, mixture, noising
from analytic.path import linear, trigonometric, variance_exploding, variance_preserving

AR = arithmetic.float64()
LAW: Any = {
    "weights": [0.5, 0.5], "means": [[2, 1], [-1, 2]], "covs": [[[2, 1], [1, 1]], [[1, -0.5], [-0.5, 2]]],
    "mean0": [0, 1], "cov0": [[2, 1], [1, 3]],
}  # fmt: skip
X, X1 = np.array([[1.0, -1.0], [0.2, 1.5]]), np.array([[0.5, 0.3], [2.0, -1.0]])


@pytest.mark.parametrize("path", [linear, trigonometric, variance_preserving, variance_exploding])
def test_the_posterior_is_that_of_the_joint_law(path: Any) -> None:
    """(x_s, x_t) given x1, from the marginals at s and t and the linear transition, conditioned on x_t by numpy.linalg."""
    law, s, t = mixture.mixture(AR, **LAW, path=path), 0.7, 0.3
    (a, b, _, _), (at, bt, _, _) = path(AR, np.array(s)), path(AR, np.array(t))
    across = bt / b * a**2 * law.S0  # Cov[x_s, x_t | x1]
    gain = across @ np.linalg.inv(at**2 * law.S0)
    mean = b * X1 + a * law.m0 + (X - bt * X1 - at * law.m0) @ gain.T
    assert_allclose(noising.posterior_mean(law, s, t, X, X1), mean, rtol=1e-12, atol=1e-12)
    assert_allclose(noising.posterior_covariance(law, s, t), a**2 * law.S0 - gain @ across.T, rtol=1e-9, atol=1e-12)
    c, k = noising.transition(law, s, t)
    assert_allclose([c * b, c**2 * a**2 + k], [bt, at**2], rtol=1e-12)


def test_it_is_the_posterior_that_ddpm_prints() -> None:
    """mu = sqrt(abar_p) beta/(1 - abar) x1 + sqrt(alpha) (1 - abar_p)/(1 - abar) x_t, variance (1 - abar_p)/(1 - abar) beta."""
    law = mixture.mixture(AR, LAW["weights"], LAW["means"], LAW["covs"], path=trigonometric)
    s, t = 0.7, 0.3
    near, far = np.sin(np.pi * np.array([s, t]) / 2) ** 2
    alpha = far / near
    beta = 1 - alpha
    mean = near**0.5 * beta / (1 - far) * X1 + alpha**0.5 * (1 - near) / (1 - far) * X
    assert_allclose(noising.posterior_mean(law, s, t, X, X1), mean, rtol=1e-12)
    assert_allclose(noising.posterior_covariance(law, s, t), (1 - near) / (1 - far) * beta * np.eye(2), rtol=1e-12)
    assert_allclose(noising.transition(law, s, t), (alpha**0.5, beta), rtol=1e-12)


def test_numbers_by_hand_and_the_ends_of_time() -> None:
    """Linear, s = 1/2, t = 1/4: c = 1/2, k = 9/16 - 1/16 = 1/2; mean 2/9 x_t + 4/9 x1, variance 2/9."""
    ar = arithmetic.symbols()
    law = mixture.mixture(ar, [1], [[0]], [[[1]]])
    s, t = F(1, 2), F(1, 4)
    c, k = noising.transition(law, s, t)
    assert (c, k) == (F(1, 2), F(1, 2))
    assert noising.posterior_mean(law, s, t, [[9]], [[0]])[0, 0] == 2
    assert noising.posterior_mean(law, s, t, [[0]], [[9]])[0, 0] == 4
    assert noising.posterior_covariance(law, s, t)[0, 0] == F(2, 9)
    assert noising.ancestral_mean(law, s, t, [[1]])[0, 0] == F(2, 9) + F(4, 9) * F(2, 5)  # E[x1 | x_t] = (1/4)/(5/8) x_t
    assert noising.ancestral_covariance(law, s, t, [[1]])[0, 0, 0] == F(2, 9) + F(16, 81) * F(9, 10)
    assert noising.posterior_mean(law, 1, t, [[5]], [[9]])[0, 0] == 9 and noising.posterior_covariance(law, 1, t)[0, 0] == 0
    assert noising.posterior_mean(law, t, t, [[5]], [[9]])[0, 0] == 5 and noising.posterior_covariance(law, t, t)[0, 0] == 0
    assert noising.posterior_covariance(law, t, 0)[0, 0] == F(9, 16)


def test_one_step_back_is_what_the_chain_does() -> None:
    """Mean and covariance of x_s among draws with x_t near a point."""
    law, s, t, random = mixture.mixture(AR, [0.5, 0.5], [[-2], [2]], [[[0.25]], [[0.25]]]), 0.6, 0.3, np.random.default_rng(1)
    n = 1_000_000
    x1 = random.choice([-2, 2], n) + random.standard_normal(n) / 2
    xs = s * x1 + (1 - s) * random.standard_normal(n)
    xt = t / s * xs + np.sqrt((1 - t) ** 2 - (t / s * (1 - s)) ** 2) * random.standard_normal(n)
    found = xs[abs(xt - 0.1) < 0.01]
    mean, cov = noising.ancestral_mean(law, s, t, [[0.1]])[0, 0], noising.ancestral_covariance(law, s, t, [[0.1]])[0, 0, 0]
    assert found.mean() == pytest.approx(mean, abs=5 * found.std() / len(found) ** 0.5)
    assert found.var() == pytest.approx(cov, rel=0.05)
    assert noising.posterior_covariance(law, s, t)[0, 0] < 0.5 * cov  # what DDPM's step has


def test_what_has_no_value_is_refused() -> None:
    law = mixture.mixture(AR, **LAW)
    for s, t, why in ((0.3, 0.7, "away from the data"), (0, 0, "take s > 0"), (1, 1, "take t < 1"), ([0.5], 0.3, "two numbers")):
        with pytest.raises(ValueError, match=why):
            noising.transition(law, s, t)
