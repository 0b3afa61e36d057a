"""Given one end or both: numbers by hand, the published forms, automatic derivatives, and the averages over finite data."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from analytic import arithmetic, conditional, empirical, gaussian, interpolant, mixture, path

ONE: dict[str, Any] = {"weights": [1], "means": [[0, 0]], "covs": [[[1, 0], [0, 1]]], "mean0": [1, 0], "cov0": [[2, 0], [0, 1]]}
X, X1 = [[1, 2], [F(1, 2), 0]], [[3, 1]]


@pytest.mark.parametrize("ar", ["symbols"], indirect=True)
def test_by_hand(ar: Any) -> None:
    """Linear path, t = 1/2: u = (x1 - x)/(1 - t), -u = (x0 - x)/t; score -4 S0^-1 (x - (m0 + x1)/2)."""
    law, t = mixture.mixture(ar, **ONE), F(1, 2)
    assert conditional.velocity(law, t, X, X1).tolist() == ar.array([[4, -2], [5, 2]]).tolist()
    assert conditional.velocity_from_source(law, t, X, X1).tolist() == ar.array([[-4, 2], [-5, -2]]).tolist()
    assert conditional.score(law, t, X, X1).tolist() == ar.array([[2, -6], [3, 2]]).tolist()
    noisy = interpolant.interpolant(
        gaussian.independent(ar, [0, 0], [[1, 0], [0, 1]], [0, 0], [[1, 0], [0, 1]]), interpolant.bridge(2)
    )
    x0 = [[1, 1]]
    at = conditional.bridge_velocity(noisy, F(1, 4), X, x0, X1)  # g^2 = 3/4, g g' = 1: x1 - x0 + 4/3 (x - (3/2, 1))
    assert at.tolist() == ar.array([[F(4, 3), F(4, 3)], [F(2, 3), F(-4, 3)]]).tolist()
    assert (
        conditional.bridge_score(noisy, F(1, 4), X, x0, X1).tolist() == ar.array([[F(2, 3), F(-4, 3)], [F(4, 3), F(4, 3)]]).tolist()
    )


def test_scores_are_the_slopes_of_the_densities_and_densities_have_mass_one() -> None:
    ar = arithmetic.torch()
    law = mixture.mixture(ar, **ONE)
    noisy = interpolant.interpolant(
        gaussian.independent(ar, [0, 0], [[1, 0], [0, 1]], [0, 0], [[1, 0], [0, 1]]), interpolant.bridge(2)
    )
    x = torch.tensor([[1.0, 2.0], [0.5, 0.0]], dtype=torch.float64, requires_grad=True)
    ends = torch.tensor([[1.0, -1.0]], dtype=torch.float64), torch.tensor([[3.0, 1.0]], dtype=torch.float64)
    for f, g, given in (
        (conditional.log_density, conditional.score, (law, 0.25, x, ends[1])),
        (conditional.bridge_log_density, conditional.bridge_score, (noisy, 0.25, x, *ends)),
    ):
        (slope,) = torch.autograd.grad(f(*given).sum(), x)
        assert_allclose(slope, g(*given).detach(), atol=1e-14)
    grid = np.linspace(-12, 12, 241)
    at = np.stack(np.meshgrid(grid, grid), axis=-1)
    ar64 = arithmetic.float64()
    noisy64 = interpolant.interpolant(gaussian.independent(ar64, [0, 0], np.eye(2), [0, 0], np.eye(2)), interpolant.constant(1))
    for found in (
        conditional.log_density(mixture.mixture(ar64, **ONE), 0.25, at, [3.0, 1.0]),
        conditional.bridge_log_density(noisy64, 0.25, at, [1.0, -1.0], [3.0, 1.0]),
    ):
        assert np.exp(found).sum() * 0.01 == pytest.approx(1, abs=1e-9)


def test_the_average_over_finite_data_is_what_memorises_them() -> None:
    ar = arithmetic.float64()
    cloud = empirical.cloud(ar, [[2, 0], [0, 2], [-1, 0.5]])
    law = mixture.mixture(ar, [1 / 3] * 3, cloud.y, np.zeros((3, 2, 2)))
    x, t = np.array([[0.6, 0.4], [-1.0, 2.0]]), 0.7
    w = ar.softmax(conditional.log_density(law, t, x[:, None], law.m))
    found = np.einsum("nk,nki->ni", w, conditional.velocity(law, t, x[:, None], law.m))
    assert_allclose(found, empirical.drift(cloud, t, x), atol=1e-13)


def test_a_time_for_each_point_and_each_arithmetic(ar: Any) -> None:
    exact = ar.name in ("symbols", "digits", "balls")
    taken = (lambda v: v) if exact else (lambda v: np.array(v, dtype=float).tolist())
    law = mixture.mixture(ar, **ONE)
    both = conditional.score(law, taken([F(1, 4), F(1, 2)]), taken(X), taken(X1))
    each = [conditional.score(law, taken(t), taken(x), taken(X1[0])) for t, x in zip((F(1, 4), F(1, 2)), X, strict=True)]
    value = np.vectorize(float)
    assert_allclose(value(np.asarray(both)), value(np.array([np.asarray(e) for e in each])), atol=1e-14)


def test_where_an_end_is_lost_it_is_refused() -> None:
    ar = arithmetic.float64()
    law = mixture.mixture(ar, **ONE)
    with pytest.raises(ValueError, match="a = 0"):
        conditional.velocity(law, 1, X, X1)
    with pytest.raises(ValueError, match="b = 0"):
        conditional.velocity_from_source(law, 0, X, X1)
    with pytest.raises(ValueError, match="give one end, or one for each point"):
        conditional.score(law, 0.5, np.zeros((4, 2)), np.zeros((3, 2)))
    pair = gaussian.joint(ar, [0], [[1]], [0], [[1]], [[0.5]])
    assert conditional.velocity(pair, 0.5, [[1.0]], [[2.0]]) == 2
    with pytest.raises(ValueError, match="independent ends only"):
        conditional.log_density(pair, 0.5, [[1.0]], [[2.0]])
    assert conditional.velocity(mixture.mixture(ar, **ONE, path=path.variance_exploding), 1, X, X1).shape == (2, 2)
