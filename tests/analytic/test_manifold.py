"""Projections against minimisation, transports against push-forwards, Bessel quotients against SciPy, in every arithmetic."""

from fractions import Fraction as Q
from typing import Any

import numpy as np
import pytest
import scipy.special
import torch
from scipy.optimize import minimize

from analytic import manifold, proximal, sphere
from analytic.arithmetic import balls, digits, float64, symbols
from analytic.arithmetic import torch as torch_arithmetic

NUMBERS = [balls(), digits(), float64(), torch_arithmetic()]
BODIES = {
    "ball": (lambda ar: manifold.ball(ar, [Q(1, 2), 0, 1], 2), 3),
    "ellipsoid": (lambda ar: manifold.ellipsoid(ar, [[2, 1, 0], [1, 3, 0], [0, 0, 1]]), 3),
    "half disc": (manifold.half_disc, 2),
    "segment": (lambda ar: manifold.segment(ar, Q(3, 2)), 2),
}


@pytest.mark.parametrize("name", BODIES)
@pytest.mark.parametrize("ar", NUMBERS, ids=lambda ar: ar.name)
def test_the_proximal_point_recovers_the_target(ar: Any, name: str) -> None:
    with ar.scope():
        make, d = BODIES[name]
        law, t = make(ar), ar.array(Q(3, 4))
        y = ar.array([[1, Q(-1, 3), 2][:d], [-2, 1, Q(1, 7)][:d]])
        x = proximal.flow(law, t, y)
        tiny = {"balls": 1e-60, "digits": 1e-55}.get(ar.name, 1e-13)
        assert abs(ar.floats(proximal.denoiser(law, t, x) - law.transport(y))).max() < tiny


@pytest.mark.parametrize("name", ["ball", "ellipsoid", "half disc"])
def test_the_proximal_map_of_a_body_is_the_projection(name: str) -> None:
    """No point of the body, made of 40 000 extreme points, is nearer; points inside stay where they are."""
    make, d = BODIES[name]
    law, random = make(float64()), np.random.default_rng(1)
    surface = law.transport(random.standard_normal((40_000, d)))
    for z in 3 * random.standard_normal((5, d)):
        p = law.prox(np.asarray(1.0), z)
        angle = (surface - p) @ (z - p)  # <= 0 for all points of a convex body iff p is the projection
        assert angle.max() < 1e-12 * (1 + z @ z) + 1e-9
    inside = surface[:50].mean(0)
    assert abs(law.prox(np.asarray(1.0), inside) - inside).max() < 1e-12


def test_the_ellipsoid_by_a_general_minimiser() -> None:
    A, z = np.array([[2.0, 1], [1, 3]]), np.array([3.0, -1])
    law = manifold.ellipsoid(float64(), A)
    constraint = {"type": "ineq", "fun": lambda x: 1 - x @ np.linalg.solve(A, x)}
    found = minimize(lambda x: (x - z) @ (x - z), [0.1, 0.1], constraints=constraint, tol=1e-14).x
    assert abs(law.prox(np.asarray(1.0), z) - found).max() < 1e-6
    assert abs(z / np.sqrt(z @ np.linalg.solve(A, z)) - found).max() > 0.1  # near miss: along the ray to the centre


def test_half_of_the_half_disc_goes_to_its_corners() -> None:
    law, random = manifold.half_disc(float64()), np.random.default_rng(2)
    T = law.transport(random.standard_normal((10_000, 2)))
    corners = np.mean(abs(T[:, 1]) < 1e-12)
    assert abs(corners - 0.5) < 5 * 0.5 / np.sqrt(10_000)
    assert abs(np.linalg.norm(T, axis=1) - 1).max() < 1e-14


def test_the_segment_gets_the_uniform_law() -> None:
    T = manifold.segment(float64(), 1).transport(np.random.default_rng(3).standard_normal((20_000, 2)))
    assert abs(T[:, 1]).max() == 0
    assert abs(T[:, 0].var() - 1 / 3) < 5 * np.sqrt(4 / 45 / 20_000)


@pytest.mark.parametrize("nu", [Q(-1, 2), Q(0), Q(1, 2), Q(1), Q(7, 2)])
def test_the_bessel_quotient(nu: Q) -> None:
    k = np.array([1e-3, 0.5, 3.0, 40.0, 600.0])
    known = scipy.special.ive(float(nu) + 1, k) / scipy.special.ive(float(nu), k) / k
    assert float64().bessel_quotient(nu, k * k) == pytest.approx(known, rel=1e-13)
    assert torch_arithmetic().bessel_quotient(nu, torch.tensor(k * k)).numpy() == pytest.approx(known, rel=1e-13)
    for ar in (balls(), digits()):
        with ar.scope():
            exact = ar.bessel_quotient(nu, ar.array([Q(v) ** 2 for v in map(Q, k)]))
            assert ar.floats(exact) == pytest.approx(known, rel=1e-13)
            assert float(ar.bessel_quotient(nu, ar.array(0))) == pytest.approx(1 / (2 * float(nu) + 2), rel=1e-15)
    assert float64().bessel_quotient(nu, np.array(0.0)) == pytest.approx(1 / (2 * float(nu) + 2), rel=1e-15)


def test_the_bessel_quotient_has_three_derivatives_in_torch() -> None:
    ar, exact = torch_arithmetic(), digits()
    f = lambda q: ar.bessel_quotient(Q(0), q)  # noqa: E731
    first = torch.func.grad(f)
    third = torch.func.grad(torch.func.jacfwd(first))
    h, q = exact.array(Q(1, 10**12)), exact.array(30)
    g = lambda z: exact.bessel_quotient(Q(0), exact.array(z))  # noqa: E731
    known = (g(q + 2 * h) - 2 * g(q + h) + 2 * g(q - h) - g(q - 2 * h)) / (2 * h * h * h)
    assert float(third(torch.tensor(30.0, dtype=torch.float64))) == pytest.approx(float(known), rel=1e-10)
    slope = (g(q + h) - g(q - h)) / (2 * h)
    assert float(first(torch.tensor(30.0, dtype=torch.float64))) == pytest.approx(float(slope), rel=1e-13)


def test_symbols_have_no_bessel_functions() -> None:
    with pytest.raises(ValueError, match="no proof in symbols: use digits or balls"):
        symbols().bessel_quotient(Q(0), symbols().array("q"))


def test_the_sphere_in_space_is_a_langevin_function() -> None:
    """d = 3: coth k - 1/k; d = 1: tanh k. At the centre: 0, and the Jacobian is that of the spread r^2/d."""
    ar = digits()
    x, t = ar.array([[Q(1, 2), 0, 1]]), ar.array(Q(1, 3))
    law = sphere.sphere(ar, 3, 2)
    k = t * 2 * ar.sqrt((x * x).sum()) / (1 - t) ** 2
    e, f = ar.exp(k), ar.exp(-k)
    assert abs(ar.floats(sphere.denoiser(law, t, x) - 2 * x / ar.sqrt((x * x).sum()) * ((e + f) / (e - f) - 1 / k))).max() < 1e-57
    middle = sphere.jacobian(law, t, 0 * x)[0]
    assert abs(ar.floats(middle - ar.eye(3) * (t / (1 - t) ** 2 * 4 / 3 - 1) / (1 - t))).max() < 1e-57
    line = sphere.sphere(ar, 1, 1)
    k = t / (1 - t) ** 2
    assert abs(ar.floats(sphere.denoiser(line, t, ar.array([[1]]))[0, 0] - (ar.exp(2 * k) - 1) / (ar.exp(2 * k) + 1))) < 1e-57


def test_the_sphere_has_one_time_for_each_point() -> None:
    law, t, x = sphere.sphere(float64(), 2, 1), np.array([0.25, 0.75]), np.array([[1.0, 0.5], [-2.0, 0.3]])
    for f in (sphere.denoiser, sphere.velocity, sphere.jacobian):
        each = [f(law, float(s), p[None])[0] for s, p in zip(t, x, strict=True)]
        assert abs(f(law, t, x) - each).max() < 1e-13


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda ar: manifold.ball(ar, [0, 0], 0), "radius = 0.0: it must be positive"),
        (lambda ar: manifold.ball(ar, 0, 1), "centre has shape"),
        (lambda ar: manifold.ball(ar, [0, 0], 1).transport(ar.array([[0, 0]])), "y = 0: every point"),
        (lambda ar: manifold.ellipsoid(ar, [[1, 0], [0, 0]]), "must be positive definite"),
        (lambda ar: proximal.denoiser(manifold.ellipsoid(ar, [[2, 1], [1, 3]]), Q(1, 2), [[0, 0]]), "x = 0: no optimal path"),
        (lambda ar: manifold.half_disc(ar).hessian(ar.array([[1, 0]])), "y_2 = 0: DT jumps"),
        (lambda ar: manifold.segment(ar, [1, 2]), r"radius has shape \(2,\)"),
        (lambda ar: proximal.denoiser(manifold.segment(ar, 1), 1, [[1, 1]]), "s = 0: at t = 1"),
        (lambda ar: sphere.sphere(ar, 0, 1), "d = 0"),
        (lambda ar: sphere.velocity(sphere.sphere(ar, 2, 1), 1, [[1, 1]]), "a = 0: at t = 1"),
    ],
)
@pytest.mark.parametrize("ar", [digits(), balls(), float64()], ids=lambda ar: ar.name)
def test_bad_input_is_refused(ar: Any, call: Any, message: str) -> None:
    with ar.scope(), pytest.raises(ValueError, match=message):
        call(ar)
