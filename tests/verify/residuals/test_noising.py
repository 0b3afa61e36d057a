"""Noise added step by step: the bridge by joint conditioning, the step back by quadrature, the chain by its covariances."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from analytic import arithmetic, mixture
from analytic.path import linear, trigonometric
from verify.residuals import noising

AR = arithmetic.float64()
LAW = mixture.mixture(AR, [1], [[1, 0]], [[[2, 1], [1, 1]]], [0.5, -1], [[1, 0.5], [0.5, 3]])
MODES = mixture.mixture(AR, [0.25, 0.75], [[-2], [2]], [[[0.25]], [[0.5]]], [0.5], [[2]])
T = AR.array(0.3)
PATHS = pytest.mark.parametrize("path", [linear, trigonometric])
X, X1 = np.array([[0.3, -1.0]]), np.array([[2.0, 0.5]])


def joint(law: Any) -> tuple[Any, Any]:
    """Mean and covariance of (x1, x_s, x_t) for one Gaussian: x_t = c x_s + rest, the rest what the law of x_t leaves."""
    (a, b, _, _), (at, bt, _, _) = law.path(AR, AR.array(0.75)), law.path(AR, T)
    S1, S0, c = law.C[0], law.S0, bt / b
    s, t = b * b * S1 + a * a * S0, bt * bt * S1 + at * at * S0
    cov = np.block([[S1, b * S1, bt * S1], [b * S1, s, c * s], [bt * S1, c * s, t]])
    return np.concatenate([law.m[0], b * law.m[0] + a * law.m0, bt * law.m[0] + at * law.m0]), cov


def given(mean: Any, cov: Any, at: list[int], seen: list[int], value: Any) -> tuple[Any, Any]:
    gain = cov[np.ix_(at, seen)] @ np.linalg.inv(cov[np.ix_(seen, seen)])
    return mean[at] + (value - mean[seen]) @ gain.T, cov[np.ix_(at, at)] - gain @ cov[np.ix_(seen, at)]


@PATHS
def test_the_bridge_and_the_step_back_are_conditioned_gaussians(path: Any) -> None:
    law = replace(LAW, path=path)
    mean, cov = noising.bridge(law, T, X, X1)
    expected = given(*joint(law), [2, 3], [4, 5, 0, 1], np.hstack([X, X1]))
    assert_allclose(mean, expected[0], rtol=1e-10)
    assert_allclose(cov, expected[1], rtol=1e-9)
    mean, cov = noising.denoised(law, T, X)
    expected = given(*joint(law), [2, 3], [4, 5], X)
    assert_allclose(mean, expected[0], rtol=1e-10)
    assert_allclose(cov[0], expected[1], rtol=1e-9)


@PATHS
def test_a_step_back_of_modes_is_a_quadrature_over_the_data(path: Any) -> None:
    """E[. | x_t] = int p(x1 | x_t) E[. | x_t, x1] by the bridge, on a grid."""
    law, x = replace(MODES, path=path), np.array([[0.4]])
    at, bt, _, _ = path(AR, T)
    y = np.linspace(-9, 9, 20_001)[:, None]
    density = (law.w / np.sqrt(law.C[:, 0, 0]) * np.exp(-((y - law.m[:, 0]) ** 2) / (2 * law.C[:, 0, 0]))).sum(1)
    p = density * np.exp(-((x - bt * y - at * law.m0) ** 2 / (2 * at**2 * law.S0))[:, 0])
    p = p / p.sum()
    m, C = noising.bridge(law, T, x + 0 * y, y)
    mean = p @ m[:, 0]
    assert_allclose(noising.denoised(law, T, x)[0], [[mean]], rtol=1e-8)
    assert_allclose(noising.denoised(law, T, x)[1][0], C + p @ (m[:, 0] - mean) ** 2, rtol=1e-8)


@PATHS
def test_the_chain_has_the_covariances_of_its_steps(path: Any) -> None:
    law, n = replace(LAW, path=path), 200_000
    draw = noising.chain(law, T, n, np.random.default_rng(0))
    mean, cov = joint(law)
    found = np.hstack([draw.xt[:, 2:], draw.xs, draw.xt[:, :2]])
    assert_allclose(found.mean(0), mean, atol=0.03)
    assert_allclose(np.cov(found.T), cov, atol=0.06)
    alone = noising.chain_alone(law, T, n, np.random.default_rng(0))
    assert_allclose(alone.xt, draw.xt[:, :2])
    assert_allclose(noising.parts(law, draw.xt)[1], draw.xt[:, 2:])


def test_spreads_have_the_moments_of_bridge_and_step() -> None:
    draw = noising.chain(LAW, T, 200_000, np.random.default_rng(1))
    mean, cov = noising.bridge(LAW, T, *noising.parts(LAW, draw.xt))
    expected = noising.moments(mean, cov).mean(0)
    assert_allclose(noising.posterior_spread(draw).mean(0), expected, atol=0.03)
    alone = noising.chain_alone(LAW, T, 200_000, np.random.default_rng(1))
    expected = noising.moments(*noising.denoised(LAW, T, alone.xt)).mean(0)
    assert_allclose(noising.step_spread(alone).mean(0), expected, atol=0.03)


def test_what_is_slipped_is_far_off() -> None:
    x = np.hstack([X, X1])
    right = noising.moments(*noising.bridge(LAW, T, X, X1))
    assert_allclose(noising.slipped(LAW, T, x), right, rtol=1e-9)
    assert abs(noising.slipped(LAW, T, x, power=-1) - right).max() > 0.1
    assert abs(noising.slipped(LAW, T, x, step=True) - right).max() > 0.1
    step = noising.moments(*noising.denoised(LAW, T, X))
    assert_allclose(noising.slipped_step(LAW, T, X, weight=2), step, rtol=1e-9)
    assert abs(noising.slipped_step(LAW, T, X) - step).max() > 0.1
    assert abs(noising.slipped_step(LAW, T, X, weight=2, data=False) - step).max() > 0.1
