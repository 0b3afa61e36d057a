"""Linear equations in balls, against matrix exponentials, Airy functions, a turn by a known angle, and scipy."""

from typing import Any

import mpmath
import numpy as np
import pytest
from flint import arb, ctx

from tests.verify.routes.truth import DIGITS, encloses
from verify.routes import linear_ode

USEFUL = 1e-7  # 192 steps, each losing 6^-14 = 1e-11 times the growth e^(bR) of a disc of radius 1/32


def all_enclosed(M: Any, truth: Any) -> bool:
    n = len(M)
    return all(encloses(M[i, j], truth[i, j]) for i in range(n) for j in range(n))


def airy() -> Any:
    """y'' = t y: M(1) maps (y, y') from 0 to 1, by Ai and Bi."""
    W = lambda t: mpmath.matrix(  # noqa: E731
        [[mpmath.airyai(t), mpmath.airybi(t)], [mpmath.airyai(t, derivative=1), mpmath.airybi(t, derivative=1)]]
    )
    return W(1) * W(0) ** -1


def test_a_constant_matrix_is_exponentiated() -> None:
    A = [[1, -2, 0], [0.5, 0, 3], [1, 1, -1]]
    with mpmath.workdps(DIGITS):
        truth = mpmath.expm(mpmath.matrix(A))
        M = linear_ode.solve(lambda t: [[e + 0 * t for e in row] for row in A])
        assert all_enclosed(M, truth)
        assert not all_enclosed(M, truth.T)
        assert not all_enclosed(M, truth + mpmath.mpf(10) ** -5 * mpmath.eye(3))
    assert max(float(e.rad()) for e in M.flat) < 10 * USEFUL


def test_the_equation_of_airy_is_solved_by_his_functions() -> None:
    """B(t) = [[0, 1], [t, 0]]: the values at different times do not commute."""
    with mpmath.workdps(DIGITS):
        M = linear_ode.solve(lambda t: [[0 * t, 1 + 0 * t], [t, 0 * t]])
        assert all_enclosed(M, airy())
        assert max(float(e.rad()) for e in M.flat) < USEFUL
        assert not all_enclosed(linear_ode.solve(lambda t: [[0 * t, 1 + 0 * t], [t + arb("1e-5"), 0 * t]]), airy())
        assert not all_enclosed(linear_ode.solve(lambda t: [[0 * t, t], [1 + 0 * t, 0 * t]]), airy())


def test_a_turn_of_growing_speed_ends_at_its_angle() -> None:
    """B = f(t) [[0, -1], [1, 0]], f = exp(t): the angle is e - 1."""
    with mpmath.workdps(DIGITS):
        M = linear_ode.solve(lambda t: [[0 * t, -t.exp()], [t.exp(), 0 * t]])
        c, s = mpmath.cos(mpmath.e - 1), mpmath.sin(mpmath.e - 1)
        assert all_enclosed(M, mpmath.matrix([[c, -s], [s, c]]))
        assert not all_enclosed(M, mpmath.matrix([[c, s], [-s, c]]))


def test_a_rational_matrix_is_solved_as_by_runge_and_kutta() -> None:
    from scipy.integrate import solve_ivp

    def B(t: Any) -> Any:
        return [[1 / (2 + t), t * t], [1 - t, -1 / (1 + t * t)]]

    path = solve_ivp(lambda t, y: (np.array(B(t)) @ y.reshape(2, 2)).ravel(), (0, 1), np.eye(2).ravel(), rtol=1e-12, atol=1e-13)
    M = linear_ode.solve(B)
    assert all(abs(float(e) - w) < float(e.rad()) + 1e-9 for e, w in zip(M.flat, path.y[:, -1], strict=True))


@pytest.mark.parametrize("terms", [2, 3, 6])
def test_fewer_terms_make_wider_balls_that_still_hold_the_truth(terms: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear_ode, "TERMS", terms)
    with mpmath.workdps(DIGITS):
        M = linear_ode.solve(lambda t: [[0 * t, 1 + 0 * t], [t, 0 * t]], steps=24)
        assert all_enclosed(M, airy())


def test_without_the_remainder_two_terms_miss(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linear_ode, "TERMS", 2)
    with mpmath.workdps(DIGITS), ctx.workprec(96):
        M = linear_ode.solve(lambda t: [[0 * t, 1 + 0 * t], [t, 0 * t]], steps=24)
        assert not all_enclosed(np.frompyfunc(lambda e: e.mid() + arb(0, 1e-9), 1, 1)(M), airy())


@pytest.mark.parametrize("steps", [1, 6, 48, 400])
def test_whatever_the_steps_the_truth_is_held(steps: int) -> None:
    """y' = t y: y(1) = exp(1/2). The disc grows with the step, so that fewer steps lose more by e^(bR) and less by their number."""
    with mpmath.workdps(DIGITS):
        assert encloses(linear_ode.solve(lambda t: [[t]], steps=steps)[0, 0], mpmath.exp(0.5))


def test_a_pole_on_the_way_gives_no_finite_ball() -> None:
    M = linear_ode.solve(lambda t: [[1 / (t - arb("0.51"))]], steps=32)
    assert not M[0, 0].is_finite()
