"""Residuals of velocities and flow maps: zero for flows that scipy integrates or that are known by hand, and for no others."""

from fractions import Fraction as F
from functools import cache
from typing import Any

import mpmath
import numpy as np
import pytest
import sympy as sp
from numpy.testing import assert_allclose
from scipy.integrate import solve_ivp
from scipy.stats import norm

from analytic import arithmetic, gaussian, mixture
from verify.claim import Case
from verify.regimes import LINE, symbolic_mixture
from verify.residuals import flows
from verify.routes.draws import Draw

AR = arithmetic.float64()
S0, S1, X = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([[1.0, -0.5], [-0.5, 2.0]]), np.array([[0.5, 0.25], [-0.25, 0.25]])
M0, M1 = np.array([1.0, 0.0]), np.array([-1.0, 2.0])
POINTS = AR.array([[1.0, 2.0], [-1.0, 0.5]])
FREE = gaussian.independent(AR, M0, S0, M1, S1)
TIED = gaussian.joint(AR, M0, S0, M1, S1, X)
ALIGNED = gaussian.joint(AR, M0, S0, M1, S1, S0 / 4)  # its flow has a closed map: X S0^-1 commutes with all


def case(law: Any, t: float = 0.3, x: Any = POINTS) -> Case:
    return Case(AR, law, AR.array(t), x, F(t).limit_denominator(100))


def drift(law: Any, t: Any, x: Any) -> Any:
    """m' + Cov[x1 - x0, x_t] Cov[x_t]^-1 (x - m), by numpy.linalg."""
    t = float(t)
    S = (1 - t) ** 2 * law.S0 + t * t * law.S1 + t * (1 - t) * (law.X + law.X.T)
    D = (1 - t) * (law.X.T - law.S0) + t * (law.S1 - law.X)
    return law.m1 - law.m0 + (x - (1 - t) * law.m0 - t * law.m1) @ (D @ np.linalg.inv(S)).T


def integrated(law: Any, t: Any, x: Any) -> Any:
    """The flow from 0 to t by scipy."""
    if float(t) == 0:
        return np.asarray(x, dtype=float)
    path = solve_ivp(lambda s, z: drift(law, s, z.reshape(x.shape)).ravel(), (0, float(t)), np.ravel(x), rtol=1e-11, atol=1e-12)
    return path.y[:, -1].reshape(x.shape)


def straight(law: Any, t: Any, x: Any) -> Any:
    """No flow at all: the mean of x_t."""
    return (1 - t) * x + t * law.m1


def test_at_the_start_a_flow_stays_where_it_is() -> None:
    assert_allclose(flows.at_start(integrated, case(FREE)), 0)
    assert abs(flows.at_start(lambda law, t, x: x + 1e-9, case(FREE))).max() > 1e-10


def test_the_matrix_of_an_affine_map_is_read_from_its_values() -> None:
    A = np.array([[2.0, 1.0], [-3.0, 0.5]])
    assert_allclose(flows.matrix(lambda law, t, x: x @ A.T + [5.0, 7.0], FREE, AR.array(0.3)), A)
    assert not np.allclose(flows.matrix(lambda law, t, x: x @ A + [5.0, 7.0], FREE, AR.array(0.3)), A)


@pytest.mark.parametrize("law", [FREE, TIED], ids=["independent", "correlated"])
def test_a_velocity_keeps_mean_and_covariance_of_the_path(law: Any) -> None:
    assert_allclose(flows.second_moments(drift, case(law)), 0, atol=1e-13)
    for wrong in (
        lambda law, t, x: drift(law, t, x) + 1e-6,
        lambda law, t, x: 1.001 * drift(law, t, x),
        lambda law, t, x: drift(law, 1 - t, x),
        lambda law, t, x: drift(law, t, x)[:, ::-1],
    ):
        assert abs(flows.second_moments(wrong, case(law))).max() > 1e-7


def test_a_velocity_that_turns_besides_keeps_both_and_is_not_seen() -> None:
    """A S + S A^T does not know R S^-1 with antisymmetric R: second moments alone do not fix a velocity."""
    S = 0.49 * S0 + 0.09 * S1
    turn = np.array([[0.0, 1.0], [-1.0, 0.0]]) @ np.linalg.inv(S)
    mean = 0.7 * M0 + 0.3 * M1
    assert_allclose(flows.second_moments(lambda *at: drift(*at) + (at[2] - mean) @ turn.T, case(FREE)), 0, atol=1e-12)


def slope_in_time(f: Any, law: Any, t: float, *x: Any, h: float = 1e-5) -> Any:
    return (f(law, AR.array(t + h), *x) - f(law, AR.array(t - h), *x)) / (2 * h)


@pytest.mark.parametrize("law", [FREE, TIED], ids=["independent", "correlated"])
def test_both_sides_of_the_covariance_rate_agree_for_the_drift_alone(law: Any) -> None:
    left, right = flows.covariance_rate(drift)
    moving = slope_in_time(left, law, 0.3)
    assert_allclose(right(law, AR.array(0.3)), moving, atol=1e-8)
    _, wrong = flows.covariance_rate(lambda *at: 1.01 * drift(*at))
    assert abs(wrong(law, AR.array(0.3)) - moving).max() > 1e-3


def test_both_sides_along_a_path_agree_for_its_velocity_alone() -> None:
    position = lambda law, t, x: x * (1 + t * t)  # noqa: E731
    left, right = flows.along_the_path(position)(lambda law, t, x: 2 * t / (1 + t * t) * x)
    assert left is position
    assert_allclose(right(None, 0.3, POINTS), slope_in_time(position, None, 0.3, POINTS), rtol=1e-8)
    _, wrong = flows.along_the_path(position)(lambda law, t, x: 2 * t * x)
    assert abs(wrong(None, 0.3, POINTS) - slope_in_time(position, None, 0.3, POINTS)).max() > 1e-2


@pytest.mark.parametrize("law", [FREE, ALIGNED], ids=["independent", "correlated"])
def test_the_end_map_is_the_flow_that_scipy_integrates(law: Any) -> None:
    end = lambda law, t, x: integrated(law, 1, x)  # noqa: E731
    assert_allclose(flows.end_map(end, case(law)), 0, atol=1e-8)
    assert abs(flows.end_map(lambda *at: end(*at) + 1e-3, case(law)) + 1e-3).max() < 1e-8  # the flow less the formula
    assert abs(flows.end_map(lambda law, t, x: integrated(TIED, 1, x), case(law))).max() > 1e-3


def test_a_flow_pushes_the_source_forward_in_the_plane() -> None:
    assert_allclose(flows.push_forward(integrated, case(FREE)), 0, atol=1e-8)
    assert abs(flows.push_forward(straight, case(FREE))).max() > 0.1


def on_a_line() -> Any:
    return mixture.mixture(AR, [1 / 3, 2 / 3], [[-2.0], [1.0]], [[[0.25]], [[1.0]]], mean0=[0.5], cov0=[[2.0]])


def quantile_map(law: Any, t: Any, x: Any) -> Any:
    """F_t^-1(F_0(x)) by bisection on scipy's distribution functions."""
    from scipy.optimize import brentq

    t = float(t)
    parts = [(w, (1 - t) * 0.5 + t * m, np.sqrt((1 - t) ** 2 * 2 + t * t * c)) for w, m, c in ((1 / 3, -2, 0.25), (2 / 3, 1, 1))]
    goal = norm.cdf(x[:, 0], 0.5, np.sqrt(2))
    found = [brentq(lambda y, g=g: sum(w * norm.cdf(y, m, s) for w, m, s in parts) - g, -20, 20, xtol=1e-13) for g in goal]
    return np.array(found)[:, None]


def test_on_a_line_the_flow_keeps_quantiles() -> None:
    here = case(on_a_line(), 0.6, AR.array([[0.5], [-1.0], [2.0]]))
    assert_allclose(flows.push_forward(quantile_map, here), 0, atol=1e-10)
    assert abs(flows.push_forward(lambda *at: quantile_map(*at) + 1e-3, here)).max() > 1e-4
    assert_allclose(flows.flow_from_start(here.law, here.t, here.x), quantile_map(here.law, here.t, here.x), atol=1e-9)


def test_the_flow_from_the_start_in_the_plane_is_the_one_that_scipy_integrates() -> None:
    assert_allclose(flows.flow_from_start(ALIGNED, 0.3, POINTS), integrated(ALIGNED, 0.3, POINTS), atol=1e-8)
    assert not np.allclose(flows.flow_from_start(ALIGNED, 0.3, POINTS), integrated(FREE, 0.3, POINTS), atol=1e-3)


def test_the_wiggle_of_an_affine_flow_is_its_matrix_times_the_direction_at_any_size() -> None:
    A, z = np.array([[2.0, 1.0], [-3.0, 0.5]]), np.array([1.0, 2.0])
    affine = lambda law, t, x: x @ A.T + 3  # noqa: E731
    assert_allclose(flows.wiggle(affine, FREE, 0.3, POINTS, z), np.broadcast_to(A @ z, (2, 2)), rtol=1e-10)
    assert_allclose(flows.spread(affine, case(FREE)), np.broadcast_to(A @ A.T, (2, 2, 2)), rtol=1e-10)
    assert not np.allclose(flows.spread(affine, case(FREE)), A.T @ A)
    bent = flows.wiggle(lambda law, t, x: x * x, FREE, 0.3, POINTS, z)
    assert_allclose(bent, 2 * POINTS * z + 0.01 * z * z, rtol=1e-10)  # where it is not affine, off by eps z^2


def test_outer_products_have_rows_and_columns_of_the_vector() -> None:
    assert flows.outer(np.array([[1.0, 2.0]])).tolist() == [[[1, 2], [2, 4]]]


def test_a_transport_keeps_the_ends_and_forgets_the_coupling() -> None:
    plan = flows.as_transport(TIED)
    assert [plan.m0 is TIED.m0, plan.S0 is TIED.S0, plan.m1 is TIED.m1, plan.S1 is TIED.S1] == [True] * 4
    assert not hasattr(plan, "X") and flows.as_transport(TIED) is plan


def cubic(law: Any, t: Any, x: Any) -> Any:
    return np.stack([x[:, 0] ** 3 * x[:, 1], t * x[:, 1] ** 2], axis=-1)


def test_derivatives_are_exact_in_symbols_and_to_36_digits_in_digits() -> None:
    """d/dx (x^3 y, t y^2) = [[3 x^2 y, x^3], [0, 2 t y]]; the step 1e-20 leaves its square."""
    law = symbolic_mixture(2, 1).law(arithmetic.symbols())
    x, y, t = sp.symbols("x y t")
    found = flows.jacobian(cubic)(law, t, np.array([[x, y]], dtype=object))[0]
    assert sp.simplify(sp.Matrix(found) - sp.Matrix([[3 * x**2 * y, x**3], [0, 2 * t * y]])) == sp.zeros(2)
    ar = arithmetic.digits(60)
    with ar.scope():
        law = mixture.mixture(ar, [1], [[0, 0]], [[[1, 0], [0, 1]]])
        found = flows.jacobian(cubic)(law, ar.array(F(1, 2)), ar.array([[2, 3]]))[0]
        errors = found - ar.array([[36, 8], [0, 3]])
        assert max(abs(e) for e in errors.flat) < mpmath.mpf(10) ** -36
        assert abs(found[0, 1] - found[1, 0]) == pytest.approx(8)


def test_a_step_that_would_be_lost_is_refused() -> None:
    with pytest.raises(ValueError, match="float64"):
        flows.jacobian(cubic)(FREE, 0.5, POINTS)


def velocity_of_the_line(law: Any, t: Any, x: Any) -> Any:
    """E[x1 - x0 | x_t = x] component by component: slopes of one-dimensional regressions, weighed by normal densities."""
    a, b = 1 - t, t
    S = a * a * law.S0[0, 0] + b * b * law.C[:, 0, 0]
    away = x - a * law.m0[0] - b * law.m[:, 0]
    p = law.w * law.ar.exp(-away * away / (2 * S)) / law.ar.sqrt(S)
    each = law.m[:, 0] - law.m0[0] + (b * law.C[:, 0, 0] - a * law.S0[0, 0]) / S * away
    return ((p * each).sum(-1) / p.sum(-1))[:, None]


@pytest.mark.parametrize("factor", [F(1), F(1001, 1000)])
def test_both_sides_of_continuity_agree_for_the_velocity_alone(factor: F) -> None:
    ar = arithmetic.digits(60)
    with ar.scope():
        law, t, x = LINE.law(ar), ar.array(F(2, 5)), ar.array([[F(1, 3)], [-1]])
        left, right = flows.continuity(lambda *at: ar.array(factor) * velocity_of_the_line(*at))
        h = ar.array(F(1, 10**20))
        gap = (left(law, t + h, x) - left(law, t - h, x)) / (2 * h) - right(law, t, x)
        largest = max(abs(e) for e in gap.flat)
        assert largest < mpmath.mpf(10) ** -30 if factor == 1 else largest > 1e-5


@cache
def component_draw() -> Draw:
    random, n = np.random.default_rng(5), 200_000
    law = on_a_line()
    k = random.choice(2, size=n, p=law.w)
    x0 = 0.5 + np.sqrt(2) * random.standard_normal((n, 1))
    x1 = law.m[k] + np.sqrt(law.C[k, 0, 0])[:, None] * random.standard_normal((n, 1))
    return Draw(law, 0.6, x0, x1, k, (0.4, 0.6, -1.0, 1.0), random.standard_normal((n, 1)))


@pytest.mark.parametrize("shift", [0.0, 0.3])
def test_by_component_both_sides_have_one_mean_for_the_conditional_mean_alone(shift: float) -> None:
    """E[1_k x1] = E[P(k | x_t) E[x1 | x_t, k]]: regressions by numpy on the draws of each component."""
    draw = component_draw()

    def conditional(law: Any, t: Any, x: Any) -> Any:
        out = []
        for k in range(2):
            fit = np.polyfit(draw.xt[draw.k == k, 0], draw.x1[draw.k == k, 0], 1)
            out.append(np.polyval(fit, x[:, 0]) + shift)
        return np.stack(out, axis=1)[..., None]

    picked, weighed = flows.by_component(lambda d: d.x1)(conditional)
    target, found = picked(draw), weighed(draw.law, draw.t, draw.xt)
    assert target.shape == found.shape == (200_000, 2, 1)
    assert (target[draw.k == 0][:, 1] == 0).all() and (target[draw.k == 1][:, 0] == 0).all()
    gap = (target - found)[..., 0]
    z = abs(gap.mean(0)) / (gap.std(0) / np.sqrt(len(gap)))
    assert (z.max() < 5) == (shift == 0.0)


def test_the_slope_of_each_component_takes_its_drift_from_0_to_x() -> None:
    """A_k = (t C_k - (1 - t) S0)/S_k on a line, by hand; another slope is seen, also where a component has no weight left."""
    mix = mixture.mixture(AR, [0.5, 0.5], [[-1.0], [2.0]], [[[0.5]], [[2.0]]], [0.25], [[3.0]])
    S, D = (np.array([a * 3 + b * c for c in (0.5, 2.0)]) for a, b in ((0.49, 0.09), (-0.7, 0.3)))
    slope = lambda law, t, x: (D / S)[None, :, None, None] + 0 * x[:, None, None]  # noqa: E731
    on_line = case(mix, x=AR.array([[900.0]]))
    assert_allclose(flows.affine_in_each(slope, on_line), 0, atol=1e-9)
    assert abs(flows.affine_in_each(lambda *at: slope(*at) + 1e-6, on_line)).min() > 1e-4


def test_the_covariance_of_the_path_is_that_of_draws() -> None:
    ends = np.random.default_rng(4).multivariate_normal([0] * 4, np.block([[S0, X], [X.T, S1]]), 200_000)
    assert_allclose(flows.covariance(TIED, AR.array(0.3)), np.cov(0.7 * ends[:, :2].T + 0.3 * ends[:, 2:].T), atol=0.02)
    assert abs(flows.covariance(TIED, AR.array(0.3)) - flows.covariance(FREE, AR.array(0.3))).max() > 0.1
