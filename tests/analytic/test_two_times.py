"""The flow at two times: scipy's average velocity and tangents, MeanFlow's target by exact cubature, numbers by hand."""

from fractions import Fraction as F
from itertools import product
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.integrate import quad_vec, solve_ivp

from analytic import arithmetic, gaussian, line, mixture, two_times
from analytic.path import Path, linear, trigonometric

AR = arithmetic.float64()
ENDS: Any = {"mean0": [0.5, -1], "cov0": [[1, 0], [0, 4]], "mean1": [1, 2], "cov1": [[2, 1], [1, 2]]}
TURN: Any = {"mean0": [0.5, -1], "cov0": [[1, 0], [0, 4]], "mean1": [1, 2], "T": [[0.6, -0.8], [1.6, 1.2]]}
DATA: Any = {"weights": [0.5, 0.25, 0.25], "means": [[-2], [0], [3]], "covs": [[[0.25]], [[1]], [[2]]]}
MODES: Any = DATA | {"mean0": [0.5], "cov0": [[2.25]]}


def laws(path: Path) -> list[tuple[Any, Any, Any]]:
    """Law, its velocity, points."""
    pairs = [gaussian.independent(AR, **ENDS, path=path), gaussian.deterministic(AR, **TURN, path=path)]
    points = np.array([[0.6, 0.4], [-1.0, 2.0]])
    return [*((p, gaussian.drift, points) for p in pairs), (mixture.mixture(AR, **MODES, path=path), mixture.drift, points[:, :1])]


LAWS = [law for path in (linear, trigonometric) for law in laws(path)]


def way_of(law: Any, v: Any, t: float, s: float, x: Any) -> Any:
    """What scipy finds from (t, x) to s."""
    field = lambda r, y: v(law, r, y.reshape(x.shape)).ravel()  # noqa: E731
    return solve_ivp(field, (t, s), x.ravel(), rtol=1e-11, atol=1e-12, method="DOP853", dense_output=True).sol


def travelled(law: Any, v: Any, s: float, t: float, x: Any) -> Any:
    """The mean of the velocity along the way."""
    way = way_of(law, v, t, s, x)
    mean, _ = quad_vec(lambda r: v(law, r, way(r).reshape(x.shape)), s, t, epsabs=1e-10)
    return mean / (t - s)


@pytest.mark.parametrize(("law", "v", "x"), LAWS)
@pytest.mark.parametrize(("s", "t"), [(0.1, 0.6), (1, 0.5)])
def test_the_average_velocity_is_that_of_the_way(law: Any, v: Any, x: Any, s: float, t: float) -> None:
    assert_allclose(two_times.average_velocity(law, s, t, x), travelled(law, v, s, t, x), rtol=1e-7, atol=1e-8)


@pytest.mark.parametrize(("law", "v", "x"), LAWS)
def test_tangents_and_jacobians_are_differences(law: Any, v: Any, x: Any) -> None:
    s, t, h = 0.2, 0.7, 1e-5
    u = two_times.average_velocity
    e = h * np.eye(x.shape[-1])
    rate = (u(law, s, t + h, x) - u(law, s, t - h, x)) / (2 * h)
    slope = np.stack([(u(law, s, t, x + d) - u(law, s, t, x - d)) / (2 * h) for d in e], axis=-1)
    way = two_times.flow_map
    carried = np.stack([(way(law, t, s, x + d) - way(law, t, s, x - d)) / (2 * h) for d in e], axis=-1)
    assert_allclose(two_times.average_velocity_rate(law, s, t, x), rate, rtol=1e-6, atol=1e-7)
    assert_allclose(two_times.average_velocity_jacobian(law, s, t, x), slope, rtol=1e-6, atol=1e-7)
    assert_allclose(two_times.flow_jacobian(law, t, s, x), carried, rtol=1e-6, atol=1e-7)
    along = (u(law, s, t + h, x + h * v(law, t, x)) - u(law, s, t - h, x - h * v(law, t, x))) / (2 * h)
    assert_allclose(two_times.total_derivative(law, s, t, x), along, rtol=1e-6, atol=1e-7)
    w = np.cos(x)
    assert_allclose(two_times.tangent(law, s, t, x, w), rate + np.einsum("nij,nj->ni", slope, w), rtol=1e-6, atol=1e-7)
    target = w - (t - s) * (rate + np.einsum("nij,nj->ni", slope, w))
    assert_allclose(two_times.regression_target(law, s, t, x, w), target, rtol=1e-6, atol=1e-7)


def test_between_equal_normal_ends_the_target_is_twice_as_noisy() -> None:
    """N(0, 1) to N(0, 1), t = 1/2, s = 0: 4 against 2, exactly, by cubature of degree 5 over x0 and x1"""
    ar = arithmetic.digits(40)
    law, t = gaussian.independent(ar, [0], [[1]], [0], [[1]]), ar.array(F(1, 2))
    total: Any = 0
    for (p, wp), (q, wq) in product([(0, F(2, 3)), (1, F(1, 6)), (-1, F(1, 6))], repeat=2):
        x0, x1 = (ar.sqrt(ar.array(3)) * ar.array([[e]]) for e in (p, q))
        x = (x0 + x1) / 2
        miss = two_times.regression_target(law, 0, t, x, x1 - x0) - two_times.average_velocity(law, 0, t, x)
        total = total + ar.array(wp * wq) * miss * miss
    assert float(abs(total - 4)[0, 0]) < 1e-35
    assert float(abs(two_times.target_covariance(law, 0, t, x) - 4)[0, 0, 0]) < 1e-35
    assert float(abs(gaussian.residual_covariance(law, t) - 2)[0, 0]) < 1e-35


def test_the_target_of_a_mixture_is_as_noisy_as_its_draws() -> None:
    """Between the two modes: of the draws with x_t near 1/4, mean and variance of the target."""
    law, t, s, random = mixture.mixture(AR, **MODES), 0.6, 0.1, np.random.default_rng(0)
    k = random.choice(3, size=400_000, p=law.w)
    x0, x1 = 0.5 + 1.5 * random.standard_normal(k.shape), law.m[k, 0] + np.sqrt(law.C[k, 0, 0]) * random.standard_normal(k.shape)
    near = abs((1 - t) * x0 + t * x1 - 0.25) < 0.02
    x, w = (((1 - t) * x0 + t * x1)[near, None], (x1 - x0)[near, None])
    miss = two_times.regression_target(law, s, t, x, w) - two_times.average_velocity(law, s, t, x)
    expected = two_times.target_covariance(law, s, t, np.array([[0.25]]))[0, 0, 0]
    error = miss.std() / np.sqrt(len(miss))
    assert abs(miss.mean()) < 5 * error
    assert miss.var() == pytest.approx(expected, rel=5 * (((miss**2).std() / (miss**2).mean()) / np.sqrt(len(miss))) + 0.02)
    assert abs(mixture.residual_covariance(law, t, np.array([[0.25]]))[0, 0, 0] / expected - 1) > 0.3


@pytest.mark.parametrize(("law", "v", "x"), LAWS)
def test_the_consistency_function_is_where_the_flow_ends(law: Any, v: Any, x: Any) -> None:
    assert_allclose(two_times.consistency(law, 0.4, x), way_of(law, v, 0.4, 1, x)(1).reshape(x.shape), rtol=1e-8, atol=1e-8)
    assert_allclose(two_times.consistency(law, 1, x), x, atol=1e-12)
    D = two_times.consistency_jacobian(law, 0.4, x)
    assert_allclose(D, two_times.flow_jacobian(law, 0.4, 1, x), atol=0)
    back = two_times.flow_jacobian(law, 1, 0.4, two_times.consistency(law, 0.4, x))
    assert_allclose(D @ back, np.broadcast_to(np.eye(x.shape[-1]), D.shape), atol=1e-10)


def test_on_a_line_each_point_has_its_times() -> None:
    law, x = mixture.mixture(AR, **MODES), np.array([[0.3], [-1.0], [4.0]])
    s, t = np.array([0.2, 0.9, 1.0]), np.array([0.5, 0.1, 0.4])
    for f in (two_times.average_velocity, two_times.average_velocity_rate, two_times.average_velocity_jacobian):
        one = [f(law, s[i], t[i], x[i : i + 1])[0] for i in range(3)]
        assert_allclose(f(law, s, t, x), one, rtol=1e-12)
    assert_allclose(two_times.flow_map(law, 0.2, t, x), line.flow_map(law, 0.2, t, x), atol=0)


def test_what_has_no_value_is_refused() -> None:
    law, x = gaussian.independent(AR, **ENDS), [[0.6, 0.4]]
    with pytest.raises(ValueError, match="use drift"):
        two_times.average_velocity(law, 0.5, 0.5, x)
    with pytest.raises(ValueError, match="outside"):
        two_times.average_velocity(law, 1.5, 0.5, x)
    with pytest.raises(ValueError, match="no closed flow map"):
        two_times.flow_map(gaussian.joint(AR, **ENDS, cross=[[0.5, 0.3], [-0.5, 0.25]]), 0, 1, x)
    with pytest.raises(TypeError, match="law is a str"):
        two_times.flow_map("law", 0, 1, x)
