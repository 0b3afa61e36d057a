"""Draws of a law at a time: means, covariances and distributions within their standard errors, and what must hold of each draw."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.stats import kstest, norm

from analytic import arithmetic, gaussian, interpolant, mixture
from analytic.path import trigonometric
from verify.routes.draws import Draw, centred, root, sample

AR = arithmetic.float64()
N = 200_000
W, M = [0.25, 0.75], [[1.0, -1.0], [-2.0, 0.5]]
C = [[[0.5, -0.125], [-0.125, 1.0]], [[1.0, 0.5], [0.5, 0.75]]]
M0, S0 = [0.5, 0.0], [[1.0, 0.25], [0.25, 0.5]]
X = [[0.5, 0.25], [-0.25, 0.3]]


def mix(**path: Any) -> mixture.Mixture:
    return mixture.mixture(AR, W, M, C, mean0=M0, cov0=S0, **path)


def pair() -> gaussian.Pair:
    return gaussian.joint(AR, M0, S0, [1.0, 2.0], [[2.0, 0.5], [0.5, 1.0]], X)


def draws(law: Any, t: float = 0.3, n: int = N) -> Draw:
    return sample(law, t, n, np.random.default_rng(11))


def near(values: Any, mean: Any, errors: float = 5.0) -> bool:
    """The mean of independent rows is within five standard errors of `mean`, entry by entry."""
    values = np.asarray(values)
    error = values.std(0, ddof=1) / np.sqrt(len(values))
    return bool((np.abs(values.mean(0) - np.asarray(mean)) <= errors * error + 1e-12).all())


def products(a: Any, b: Any) -> Any:
    return (a - a.mean(0))[:, :, None] * (b - b.mean(0))[:, None]


def test_components_come_as_often_as_their_weights_and_each_has_its_own_law() -> None:
    d = draws(mix())
    assert near(np.eye(2)[d.k], W) and not near(np.eye(2)[d.k], W[::-1])
    assert near(d.x0, M0) and near(products(d.x0, d.x0), S0)
    for k in range(2):
        x1 = d.x1[d.k == k]
        assert near(x1, M[k]) and near(products(x1, x1), C[k])
        assert not near(products(x1, x1), C[1 - k])


def test_the_ends_of_a_mixture_and_its_noise_are_independent() -> None:
    d = draws(mix())
    assert near(products(d.x0, d.x1), np.zeros((2, 2)))
    assert near(products(d.z, d.x1), np.zeros((2, 2))) and near(products(d.z, d.z), np.eye(2))


def test_the_ends_of_a_pair_have_their_cross_covariance_the_right_way_round() -> None:
    d = draws(pair())
    assert near(d.x0, M0) and near(d.x1, [1.0, 2.0])
    assert near(products(d.x0, d.x1), X)
    assert not near(products(d.x0, d.x1), np.transpose(X))


def test_on_a_line_the_draws_at_t_have_the_distribution_of_the_mixture_of_normals() -> None:
    law = mixture.mixture(AR, [1 / 3, 2 / 3], [[-2.0], [1.0]], [[[0.25]], [[1.0]]], mean0=[0.5], cov0=[[2.0]])
    t = 0.6
    spread = [np.sqrt((1 - t) ** 2 * 2 + t**2 * c) for c in (0.25, 1.0)]
    centre = [(1 - t) * 0.5 + t * m for m in (-2.0, 1.0)]
    cdf = lambda x: norm.cdf(x, centre[0], spread[0]) / 3 + 2 * norm.cdf(x, centre[1], spread[1]) / 3  # noqa: E731
    x = draws(law, t, 20_000).xt[:, 0]
    assert kstest(x, cdf).pvalue > 1e-6
    assert kstest(x, lambda y: cdf(y - 0.1)).pvalue < 1e-6


def test_position_and_velocity_follow_the_path() -> None:
    d = draws(mix(path=trigonometric), 1 / 3, 1000)
    c, s, h = np.cos(np.pi / 6), np.sin(np.pi / 6), np.pi / 2
    assert_allclose(d.xt, c * d.x0 + s * d.x1, rtol=1e-12, atol=1e-12)
    assert_allclose(d.velocity, h * (c * d.x1 - s * d.x0), rtol=1e-12, atol=1e-12)
    straight = draws(mix(), 1 / 3, 1000)
    assert_allclose(straight.velocity, straight.x1 - straight.x0, rtol=1e-12)
    assert not np.allclose(d.velocity, straight.velocity)


def test_ends_tied_by_a_map_stay_tied() -> None:
    T = np.array([[2.0, 1.0], [0.0, 3.0]])
    law = gaussian.deterministic(AR, [0.0, 0.0], S0, [1.0, -1.0], T.tolist())
    d = draws(law, 0.5, 1000)
    assert_allclose(d.x1, d.x0 @ T.T + [1, -1], atol=1e-13)  # in the root of a singular matrix, rounding counts for zero
    assert not np.allclose(d.x1, d.x0 @ T + [1, -1], atol=1e-6)


@pytest.mark.parametrize("noise", ["constant", "bridge"])
def test_an_interpolant_adds_its_noise_to_position_and_velocity(noise: str) -> None:
    """g = s, g' = 0; or g = s sqrt(t (1 - t)), g' = s (1 - 2 t)/(2 sqrt(t (1 - t)))."""
    s, t = 0.7, 0.3
    law = interpolant.interpolant(pair(), getattr(interpolant, noise)(F(7, 10)))
    d = draws(law, t, 1000)
    between = np.sqrt(t * (1 - t))
    g, dg = (s, 0.0) if noise == "constant" else (s * between, s * (1 - 2 * t) / (2 * between))
    assert_allclose(d.xt, (1 - t) * d.x0 + t * d.x1 + g * d.z, rtol=1e-12, atol=1e-12)
    assert_allclose(d.velocity, d.x1 - d.x0 + dg * d.z, rtol=1e-12, atol=1e-12)
    assert d.law is law


@pytest.mark.parametrize("S", [C[0], S0, [[1.0, 1.0], [1.0, 1.0]], [[0.0, 0.0], [0.0, 2.0]]], ids=str)
def test_the_root_times_its_transpose_is_the_covariance_singular_or_not(S: Any) -> None:
    R = root(np.array(S))
    assert_allclose(R @ R.T, S, atol=1e-15)
    assert not np.allclose(R.T @ R, S) or np.allclose(S, np.diag(np.diag(S)))


def test_the_same_seed_draws_the_same() -> None:
    one, two, other = draws(mix(), n=10), draws(mix(), n=10), sample(mix(), 0.3, 10, np.random.default_rng(12))
    assert (one.xt == two.xt).all() and (one.z == two.z).all()
    assert not (one.xt == other.xt).any()


def test_centred_draws_average_to_mean_and_covariance_and_know_no_point() -> None:
    drawn = centred(mix(), 0.4, N, np.random.default_rng(0))
    x = sample(mix(), 0.4, N, np.random.default_rng(0)).xt
    assert not drawn.xt.any()
    assert_allclose(drawn.values.mean(0), np.concatenate([x.mean(0)[None], np.cov(x.T)]), rtol=1e-12)
