"""Residuals of two times: zero for what scipy finds along the way, and for nothing else."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.integrate import solve_ivp

from analytic import arithmetic, gaussian, mixture, two_times
from verify.claim import Case
from verify.regimes import symbolic_independent
from verify.residuals import two_times as residuals
from verify.routes.draws import sample

AR = arithmetic.float64()
PAIR = gaussian.independent(AR, [0.5, -1], [[1, 0], [0, 4]], [1, 2], [[2, 1], [1, 2]])
MODES = mixture.mixture(AR, [0.5, 0.5], [[-2], [2]], [[[0.25]], [[1]]])
LAWS = pytest.mark.parametrize(
    ("law", "v", "x"), [(PAIR, gaussian.drift, [[0.6, 0.4], [-1, 2]]), (MODES, mixture.drift, [[0.1], [-3]])]
)
T = 0.6


def case(law: Any, x: Any) -> Case:
    return Case(AR, law, AR.array(T), AR.array(x), F(3, 5))


def displaced(v: Any, law: Any, s: float, t: float, x: Any) -> Any:
    """(x - x_s)/(t - s) by scipy."""
    x, t, s = np.asarray(x), float(t), float(s)
    end = solve_ivp(lambda r, y: v(law, r, y.reshape(x.shape)).ravel(), (t, s), x.ravel(), rtol=1e-11, atol=1e-12).y[:, -1]
    return (x - end.reshape(x.shape)) / (t - s)


@LAWS
def test_the_way_meets_where_scipy_ends(law: Any, v: Any, x: Any) -> None:
    right = residuals.from_each(lambda law, s, t, x: displaced(v, law, s, t, x))
    assert abs(residuals.meets(right, case(law, x))).max() < 1e-7
    assert abs(residuals.meets(lambda *at: 1.001 * right(*at), case(law, x))).max() > 1e-5


@LAWS
def test_what_grows_along_the_way_is_the_velocity_there(law: Any, v: Any, x: Any) -> None:
    way, rate = residuals.travelled(residuals.average)
    h, x = 1e-5, AR.array(x)
    found = (way(law, AR.array(T + h), x) - way(law, AR.array(T - h), x)) / (2 * h)
    assert_allclose(found, rate(law, AR.array(T), x), rtol=1e-6, atol=1e-7)
    there = residuals.there(lambda law, t, y: v(law, t, y))(law, AR.array(T), x)
    assert_allclose(rate(law, AR.array(T), x)[:, 1], there, rtol=1e-9)


@LAWS
def test_meanflows_identity_is_met_by_differences_along_the_way(law: Any, v: Any, x: Any) -> None:
    def rate(law: Any, s: Any, t: Any, x: Any) -> Any:
        h, w = 1e-4, v(law, t, x)
        u = lambda r: displaced(v, law, s, t + r, x + r * w)  # noqa: E731
        return (u(h) - u(-h)) / (2 * h)

    right = residuals.from_each(rate)
    assert abs(residuals.identical(right, case(law, x))).max() < 1e-4
    assert abs(residuals.identical(residuals.from_each(residuals.exchanged), case(law, x))).max() > 1e-2


@LAWS
def test_displacements_are_those_that_scipy_finds(law: Any, v: Any, x: Any) -> None:
    y, s = AR.array(x), 0.2
    expected = displaced(v, law, s, T, y)
    assert_allclose(residuals.displaced_at(law, AR.array(s), AR.array(T), y), expected, rtol=1e-6, atol=1e-7)
    left, right = residuals.along_flow(residuals.from_each(residuals.displaced_at))
    assert_allclose(left(law, AR.array(T), y), right(law, AR.array(T), y), rtol=1e-9)
    mean = lambda law, t, y: displaced(v, law, 0, t, y)  # noqa: E731
    assert abs(residuals.target_mean(mean, case(law, x))).max() < 1e-6
    assert abs(residuals.target_mean(lambda *at: 1.001 * mean(*at), case(law, x))).max() > 1e-4


@LAWS
def test_exchanged_tangents_are_differences_in_s(law: Any, v: Any, x: Any) -> None:
    s, h, x = AR.array(0.2), 1e-5, AR.array(x)
    u = lambda r: displaced(v, law, float(s) + r, T, x + r * v(law, T, x))  # noqa: E731
    assert_allclose(residuals.exchanged(law, s, AR.array(T), x), (u(h) - u(-h)) / (2 * h), rtol=1e-3, atol=1e-4)


@LAWS
def test_a_jacobian_that_carries_the_law_is_one_of_differences(law: Any, v: Any, x: Any) -> None:
    def slope(law: Any, s: Any, t: Any, x: Any) -> Any:
        steps = 1e-5 * np.eye(x.shape[-1])
        return np.stack([(displaced(v, law, s, t, x + e) - displaced(v, law, s, t, x - e)) / 2e-5 for e in steps], axis=-1)

    right = residuals.from_each(slope)
    assert abs(residuals.carries(right, case(law, x))).max() < 1e-3
    assert abs(residuals.carries(lambda *at: 1.1 * right(*at), case(law, x))).max() > 1e-2


@LAWS
def test_the_noise_of_the_target_is_that_of_its_draws(law: Any, v: Any, x: Any) -> None:
    """In the mean over x_t."""
    draw = sample(law, 0.5, 10_000, np.random.default_rng(0))
    found = residuals.target_spread(draw).mean(0)
    start = two_times.flow_map(law, 0.5, 0, draw.xt)
    assert_allclose(residuals.target_noise(law, AR.array(0.5), draw.xt, start).mean(0), found, rtol=0.08, atol=0.08)
    right = lambda law, t, x: two_times.target_covariance(law, 0, t, x)  # noqa: E731
    assert abs(residuals.noisy(right, case(law, x))).max() < 1e-9
    assert abs(residuals.noisy(lambda *at: 1.001 * right(*at), case(law, x))).max() > 1e-4
    missed = residuals.target_from_start(draw) - two_times.average_velocity(law, 0, 0.5, draw.xt)
    assert_allclose(missed.T @ missed / len(missed), found, rtol=1e-12)


def test_each_time_has_its_distance() -> None:
    assert_allclose(residuals.apart(PAIR, AR.array(T))[:, 0], [0.4, -0.35])
    assert residuals.apart(PAIR, AR.array(T), 2).shape == (2, 1, 1)
    assert residuals.each(PAIR, np.ones((3, 2))).shape == (3, 2, 2)
    symbolic = symbolic_independent(1).law(arithmetic.symbols())
    assert [str(s) for s in residuals.others(symbolic)] == ["s"]
