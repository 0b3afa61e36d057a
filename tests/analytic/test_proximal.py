"""Proximal points against minimisation, velocities and Jacobians against each other in every arithmetic, and errors at the door."""

import doctest
from fractions import Fraction as Q
from typing import Any

import numpy as np
import pytest
import sympy as sp
from scipy.optimize import minimize

from analytic import manifold, minibatch, proximal
from analytic.arithmetic import SingularCovariance, balls, digits, float64, symbols
from analytic.arithmetic import torch as torch_arithmetic
from analytic.path import trigonometric

NUMBERS = [balls(), digits(), float64(), torch_arithmetic()]
B, C = [[2, 1], [1, 1]], [Q(1, 2), -1]


def test_the_proximal_point_of_a_quadratic_is_the_minimiser() -> None:
    law, z, s = proximal.quadratic(float64(), B, [0.5, -1.0]), np.array([0.3, 2.0]), 0.7
    inverse = np.linalg.inv(np.array(B, dtype=float))

    def objective(y: Any) -> float:
        e = y - [0.5, -1]
        return float(s * e @ inverse @ e / 2 + (y - z) @ (y - z) / 2)

    found = minimize(objective, z, tol=1e-12).x
    assert abs(law.prox(np.asarray(s), z) - found).max() < 1e-7
    assert abs(law.prox(np.asarray(1.0), z) - found).max() > 0.01  # near miss: another step


@pytest.mark.parametrize("ar", NUMBERS, ids=lambda ar: ar.name)
@pytest.mark.parametrize("path", [proximal.linear, trigonometric])
def test_denoiser_source_and_flow_are_inverse(ar: Any, path: Any) -> None:
    with ar.scope():
        law, t = proximal.quadratic(ar, B, C, path), ar.array(Q(2, 3))
        y = ar.array([[Q(3, 5), 2], [-1, 0]])
        x = proximal.flow(law, t, y)
        tiny = {"balls": 1e-70, "digits": 1e-57}.get(ar.name, 1e-14)
        assert abs(ar.floats(proximal.denoiser(law, t, x) - law.transport(y))).max() < tiny
        assert abs(ar.floats(proximal.source(law, t, x) - y)).max() < tiny
        assert abs(ar.floats(proximal.jacobian(law, t, x) - proximal.slope(law, t, y))).max() < tiny


def test_one_time_for_each_point() -> None:
    law = manifold.ball(float64(), [0, 0], 1)
    t, x = np.array([0.25, 0.75]), np.array([[1.0, 0.5], [-2.0, 0.3]])
    for f in (proximal.denoiser, proximal.velocity, proximal.jacobian, proximal.source, proximal.flow, proximal.flow_jacobian):
        both, each = f(law, t, x), [f(law, float(s), p[None])[0] for s, p in zip(t, x, strict=True)]
        assert abs(both - each).max() < 1e-14


def test_the_flow_jacobian_is_the_derivative_of_the_flow() -> None:
    ar = digits()
    law, t, h = manifold.ellipsoid(ar, [[2, 1], [1, 3]]), ar.array(Q(1, 3)), ar.array(Q(1, 10**20))
    y = ar.array([[1, Q(1, 2)]])
    steps = [(proximal.flow(law, t, y + h * e) - proximal.flow(law, t, y - h * e)) / (2 * h) for e in ar.eye(2)]
    assert abs(ar.floats(np.stack(steps, axis=-1) - proximal.flow_jacobian(law, t, y))).max() < 1e-36


def test_the_eigenvalue_on_the_linear_path() -> None:
    t, k = sp.Symbol("t", real=True), sp.Symbol("k", real=True)
    value = proximal.eigenvalue(symbols(), t, k)
    assert sp.simplify(value - (k - 1) / (1 - t + t * k)) == 0
    assert sp.simplify(value - (k - 1) / (t + (1 - t) * k)) != 0  # near miss: t for 1 - t


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda ar: proximal.quadratic(ar, [[1, 2], [0, 1]], [0, 0]), "not symmetric"),
        (lambda ar: proximal.quadratic(ar, [[1, 0], [0, -1]], [0, 0]), "positive semidefinite"),
        (lambda ar: proximal.quadratic(ar, [[1]], [0, 0]), r"matrix has shape \(1, 1\)"),
        (lambda ar: proximal.quadratic(ar, [[1]], 0), "shift has shape"),
        (lambda ar: proximal.eigenvalue(ar, Q(1, 2), -1), "k = -1.0 is negative"),
        (lambda ar: proximal.eigenvalue(ar, 1, [2, 0]), "k = 0; take t < 1"),
        (lambda ar: proximal.denoiser(proximal.quadratic(ar, B, C), 0, [[1, 1]]), "b = 0: at t = 0"),
        (lambda ar: proximal.velocity(proximal.quadratic(ar, B, C), 1, [[1, 1]]), "a = 0: at t = 1"),
        (lambda ar: proximal.flow(proximal.quadratic(ar, B, C), 2, [[1, 1]]), "outside"),
        (lambda ar: proximal.flow(proximal.quadratic(ar, B, C), 0, [[1, 1, 1]]), "last axis must be d = 2"),
        (lambda ar: minibatch.uniform_cost(ar, 0), "at least one draw"),
        (lambda ar: minibatch.nearest_bound(ar, 3, 5), "d = 5: this closed form is for even"),
    ],
)
@pytest.mark.parametrize("ar", [digits(), balls()], ids=lambda ar: ar.name)
def test_bad_input_is_refused(ar: Any, call: Any, message: str) -> None:
    with ar.scope(), pytest.raises(ValueError, match=message):
        call(ar)


def test_a_flat_gaussian_at_the_end_of_time_says_why() -> None:
    law = proximal.quadratic(digits(), [[1, 0], [0, 0]], [0, 0])
    with pytest.raises(SingularCovariance):
        proximal.denoiser(law, 1, [[1, 1]])


def test_the_bound_of_many_dimensions_is_below_what_assignment_costs() -> None:
    """Five batches of 128 in R^8: the mean is many standard errors above the bound, and far below independent ends."""
    from scipy.optimize import linear_sum_assignment

    random, costs = np.random.default_rng(0), []
    for _ in range(5):
        x, y = random.standard_normal((2, 128, 8))
        c = ((x[:, None] - y) ** 2).mean(-1)
        costs.append(c[linear_sum_assignment(c)].mean())
    mean, error = np.mean(costs), np.std(costs, ddof=1) / np.sqrt(5)
    low = float(digits().floats(minibatch.nearest_bound(digits(), 128, 8)))
    assert low + 12 * error < mean < 2 - 12 * error
    assert minibatch.two_normals(float64(), 2) == 1.5


def test_examples() -> None:
    for module in (proximal, minibatch):
        assert doctest.testmod(module).failed == 0
