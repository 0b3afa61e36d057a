"""The Schroedinger system of Gaussians against Sinkhorn's iterations on a grid, and against its own equation."""

import numpy as np
from numpy.testing import assert_allclose

from analytic import arithmetic
from verify.routes import schroedinger

AR = arithmetic.float64()


def test_on_a_line_it_is_what_sinkhorn_finds() -> None:
    """From N(1/2, 1) to N(1, 2) along sigma = 1: E[x1 | x0] and Var[x1 | x0] of the scaled kernel."""
    x = np.linspace(-12, 12, 961)
    a, b = np.exp(-((x - 0.5) ** 2) / 2), np.exp(-((x - 1) ** 2) / 4)
    a, b, kernel, v = a / a.sum(), b / b.sum(), np.exp(-((x[:, None] - x) ** 2) / 2), np.ones_like(x)
    for _ in range(300):
        u = a / (kernel @ v)
        v = b / (kernel.T @ u)
    plan = kernel * v
    plan = plan / plan.sum(1, keepdims=True)
    i = [440, 500, 520]
    found, spread = plan[i] @ x, plan[i] @ x**2 - (plan[i] @ x) ** 2
    s = schroedinger.system(AR, *(AR.array(v) for v in ([0.5], [[1.0]], [1.0], [[2.0]], 1.0)))
    assert_allclose(found, (s.K @ (x[i] + s.w)[None])[0], atol=1e-8)
    assert_allclose(spread, s.K[0, 0], atol=1e-8)


def test_in_the_plane_its_end_is_the_end() -> None:
    S0, S1, v = np.array([[1.0, 0.0], [0.0, 4.0]]), np.array([[2.0, 1.0], [1.0, 2.0]]), 0.64
    s = schroedinger.system(AR, np.array([0.5, -1.0]), S0, np.array([1.0, 2.0]), S1, v)
    assert_allclose(s.K, s.K.T, atol=1e-14)
    assert_allclose(s.K @ S0 @ s.K + v * s.K, S1, atol=1e-13)
    assert_allclose(s.K @ (s.m0 + s.w), s.m1, atol=1e-13)
