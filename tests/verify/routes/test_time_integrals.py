"""Integrals over time, against mpmath's quadrature of integrands made by other means: inverses, eigenvalues, sigma points."""

from fractions import Fraction as F
from itertools import product
from typing import Any

import mpmath
import numpy as np
import pytest
from flint import acb, acb_poly, arb, ctx
from numpy.testing import assert_allclose

from analytic import arithmetic, gaussian
from tests.verify.routes.truth import DIGITS, SHOWN, encloses, told_apart
from verify.routes import time_integrals

USEFUL = 1e-55  # `TOLERANCE` is 2^-210 = 6e-64 of each integral, and of what its parts add up to
ENDS = ([[2, 1], [1, 3]], [[1, F(-1, 2)], [F(-1, 2), 2]])
CROSS = [[F(1, 2), F(1, 4)], [F(-1, 4), F(1, 3)]]
ENDS_3 = ([[2, 1, 0], [1, 2, 0], [0, 0, 1]], [[1, 0, F(1, 2)], [0, 3, 0], [F(1, 2), 0, 1]])


def pair(ar: Any, S0: Any, S1: Any, X: Any = None) -> gaussian.Pair:
    d = len(S0)
    return gaussian.joint(ar, [0] * d, S0, [1] * d, S1, X or [[0] * d] * d)


def matrix(rows: Any) -> Any:
    return mpmath.matrix([[mpmath.mpf(F(e).numerator) / F(e).denominator for e in row] for row in rows])


def trace(A: Any) -> Any:
    return sum(A[i, i] for i in range(A.rows))


def left(S0: Any, S1: Any, X: Any, t: Any) -> Any:
    """tr Cov[x1 - x0 | x_t] from the joint covariance of (x1 - x0, x_t), by its inverse: the block of the inverse, inverted."""
    S0, S1, X = matrix(S0), matrix(S1), matrix(X)
    d = S0.rows
    joint = mpmath.matrix(2 * d, 2 * d)
    blocks = {
        (0, 0): S0 + S1 - X - X.T,
        (0, 1): (1 - t) * (X.T - S0) + t * (S1 - X),
        (1, 1): (1 - t) ** 2 * S0 + t**2 * S1 + t * (1 - t) * (X + X.T),
    }
    blocks[1, 0] = blocks[0, 1].T
    for (p, q), B in blocks.items():
        for i, j in product(range(d), repeat=2):
            joint[p * d + i, q * d + j] = B[i, j]
    given = (joint**-1)[:d, :d]
    return trace(given**-1)


@pytest.mark.parametrize(
    ("f", "truth"),
    [
        (lambda t, _: (-t).exp(), lambda: 1 - mpmath.exp(-1)),
        (lambda t, _: 1 / (1 + t * t), lambda: mpmath.pi / 4),
        (lambda t, flag: (1 + t).sqrt(analytic=flag), lambda: (mpmath.mpf(2) ** 1.5 - 1) * 2 / 3),
        (lambda t, flag: (1 + t).log(analytic=flag), lambda: 2 * mpmath.log(2) - 1),
    ],
    ids=["exp", "pole off the interval", "root", "logarithm"],
)
def test_known_integrals_are_enclosed_and_their_neighbours_are_not(f: Any, truth: Any) -> None:
    with ctx.workprec(256), mpmath.workdps(DIGITS):
        assert told_apart(time_integrals.over_time(f), truth(), USEFUL)
        more = time_integrals.over_time(lambda t, flag: f(t, flag) + acb(arb(10) ** -50))
        assert not encloses(more, truth())


def test_limits_other_than_zero_and_one_are_kept() -> None:
    with ctx.workprec(256), mpmath.workdps(DIGITS):
        assert told_apart(time_integrals.over_time(lambda t, _: t * t, -1, 3), mpmath.mpf(28) / 3, USEFUL)


@pytest.mark.parametrize(
    "ends", [(*ENDS, CROSS), (*ENDS, [[0, 0], [0, 0]]), (*ENDS_3, [[0] * 3] * 3)], ids=["correlated", "independent", "3-d"]
)
def test_what_is_left_over_is_the_trace_of_the_conditional_covariance(ends: Any) -> None:
    ar = arithmetic.balls(256)
    with ar.scope(), mpmath.workdps(DIGITS):
        law = pair(ar, *ends)
        at = mpmath.mpf(2) / 7
        total = trace(matrix(ends[0]) + matrix(ends[1]) - matrix(ends[2]) - matrix(ends[2]).T)
        there = ar.array(F(2, 7))[()]
        assert told_apart(time_integrals.leftover(law)(acb(there)).real, left(*ends, at), USEFUL)
        assert told_apart(time_integrals.explained(law)(acb(there)).real, total - left(*ends, at), USEFUL)
        truth = mpmath.quad(lambda t: left(*ends, t), [0, 0.25, 0.5, 0.75, 1], method="gauss-legendre")
        assert told_apart(time_integrals.loss(law), truth, 1e-40) if len(ends[0]) == 2 else True
        transposed = (ends[0], ends[1], [list(c) for c in zip(*ends[2], strict=True)])
        same = ends[2] == transposed[2]
        assert encloses(time_integrals.leftover(law)(acb(there)).real, left(*transposed, at)) is same


def bent(S0: Any, S1: Any, t: Any) -> Any:
    """tr E S0 E^T, E = T - I - F', F = V sqrt((1 - t)^2 + t^2 q) V^-1 by the eigenvalues q of S1 S0^-1; T is F at t = 1."""
    S0, S1 = matrix(S0), matrix(S1)
    q, V = mpmath.eig(S1 * S0**-1)
    slope = [mpmath.sqrt(e) - 1 - (t * e - (1 - t)) / mpmath.sqrt((1 - t) ** 2 + t**2 * e) for e in q]
    E = V * mpmath.diag(slope) * V**-1
    return mpmath.re(trace(E * S0 * E.T))


@pytest.mark.parametrize("ends", [ENDS, ([[F(4)]], [[F(1, 9)]])], ids=["plane", "line"])
def test_the_bend_of_a_flow_is_that_of_its_eigenvalues(ends: Any) -> None:
    ar = arithmetic.balls(256)
    with ar.scope(), mpmath.workdps(DIGITS):
        law, at = pair(ar, *ends), time_integrals.bend(pair(ar, *ends))
        assert told_apart(at(acb(ar.array(F(2, 7))[()])).real, bent(*ends, mpmath.mpf(2) / 7), USEFUL)
        truth = mpmath.quad(lambda t: bent(*ends, t), [0, 0.25, 0.5, 0.75, 1], method="gauss-legendre")
        found = time_integrals.bending(law)
        assert told_apart(found, truth, 1e-40) and float(found.rad()) < USEFUL
        assert not encloses(found, truth * (1 + mpmath.mpf(10) ** -12), 30)


def test_the_bend_is_how_far_points_of_the_flow_are_from_their_chords() -> None:
    """Along the solution of z' = u(t, z) by scipy: E|z1 - z0 - u|^2 at 1/4, over points of mean 0 and covariance S0."""
    from scipy.integrate import solve_ivp

    S0, S1 = (np.array([[float(e) for e in row] for row in S]) for S in ENDS)

    def drift(t: float, z: Any) -> Any:
        return ((t * S1 - (1 - t) * S0) @ np.linalg.solve((1 - t) ** 2 * S0 + t**2 * S1, z.reshape(2, -1))).ravel()

    z0 = np.sqrt(2) * np.linalg.cholesky(S0)
    path = solve_ivp(drift, (0, 1), z0.ravel(), rtol=1e-11, atol=1e-12, t_eval=[0.25, 1])
    quarter, one = path.y[:, 0], path.y[:, 1]
    wanted = ((one - z0.ravel() - drift(0.25, quarter)) ** 2).sum() / 2
    ar = arithmetic.balls(64)
    with ar.scope():
        assert_allclose(float(time_integrals.bend(pair(ar, *ENDS))(acb(0.25)).real), wanted, rtol=1e-8)


@pytest.mark.parametrize("ends", [ENDS_3, (*ENDS, CROSS)], ids=["3-d", "correlated"])
def test_a_bend_without_a_root_here_is_refused(ends: Any) -> None:
    ar = arithmetic.balls(64)
    with ar.scope(), pytest.raises(ValueError, match="independent ends and d <= 2"):
        time_integrals.bend(pair(ar, *ends))


def test_the_error_of_a_shifted_field_is_the_shift() -> None:
    """Equal covariances I: v^ - v = g - A g t, A = (2 t - 1)/((1 - t)^2 + t^2)."""
    ar = arithmetic.balls(64)
    eye = ar.eye(2)
    with ctx.workprec(64):
        at = time_integrals.field_error(ar.array([0, 0]), eye, ar.array([3, 4]), eye)(acb(0.25))
    assert_allclose(float(at.real), 5 * (1 + 0.5 * 0.25 / 0.625), rtol=1e-12)


def test_the_error_of_a_field_is_its_root_mean_square_over_sigma_points() -> None:
    """E|.|^2 of an affine difference over N(m_t, S_t) is its mean over m_t +- sqrt(d) L e_i, L L^T = S_t."""
    balls, ar = arithmetic.balls(256), arithmetic.digits(DIGITS)
    m, S1, n, V1 = [1, -1], [[2, 1], [1, 3]], [F(1, 2), 0], [[1, F(1, 3)], [F(1, 3), F(1, 2)]]
    with mpmath.workdps(DIGITS), ar.scope():
        t = ar.array(F(3, 10))
        true, learned = (gaussian.independent(ar, [0, 0], [[1, 0], [0, 1]], *end) for end in ((m, S1), (n, V1)))
        mean, _, S, _ = gaussian.moments(true, t)
        L = mpmath.cholesky(mpmath.matrix(S.tolist()))
        points = [[mean[i] + s * mpmath.sqrt(2) * L[i, j] for i in range(2)] for s, j in product((1, -1), range(2))]
        x = np.array(points, dtype=object)
        gaps = gaussian.drift(learned, t, x) - gaussian.drift(true, t, x)
        truth = mpmath.sqrt((gaps * gaps).sum() / 4)
    with balls.scope():
        given = [balls.array(e) for e in (m, S1, n, V1)]
        at = acb(balls.array(F(3, 10))[()])
        assert told_apart(time_integrals.field_error(*given)(at).real, truth, USEFUL)
        assert not encloses(time_integrals.field_error(*given[:3], given[1])(at).real, truth, 5)
        wide = time_integrals.field_error(*given)(acb(arb(0, 3), arb(0, 3)))
        assert not wide.is_finite()  # a ball that holds a pole: a value without bounds, and no error


def test_determinant_and_adjugate_are_those_of_exact_matrices() -> None:
    A = [[2, -1, 3], [0, 4, 1], [5, 2, -2]]
    entries = np.frompyfunc(lambda e: acb_poly([e, 1]), 1, 1)(np.array(A, dtype=object))  # A + t at every entry
    with ctx.workprec(256), mpmath.workdps(DIGITS):
        t = acb(3)
        truth = mpmath.matrix([[e + 3 for e in row] for row in A])
        found = time_integrals.determinant(entries)(t).real
        assert told_apart(found, mpmath.det(truth), 1e-50)
        inverse = truth**-1 * mpmath.det(truth)
        adjugate = time_integrals.adjugate(entries)
        for i, j in product(range(3), repeat=2):
            assert told_apart(adjugate[i, j](t).real, inverse[i, j], 1e-50)
        assert not encloses(adjugate[0, 1](t).real, inverse[1, 0], SHOWN)
        assert time_integrals.minor(np.array(A), 0, 2).tolist() == [[0, 4], [5, 2]]


def test_the_noise_of_gradients_is_that_of_mpmath() -> None:
    """N(0, 1) to N(0, 4): V = 4/((1 - t)^2 + 4 t^2), times drawn uniformly, with the density (1 + t) 2/3, and at best."""
    ar = arithmetic.balls(256)
    with ar.scope(), mpmath.workdps(DIGITS):
        law, V = pair(ar, [[1]], [[4]]), lambda t: 4 / ((1 - t) ** 2 + 4 * t**2)
        found = [time_integrals.gradient_noise(law, q) for q in (lambda t, _: 1, lambda t, _: (1 + t) * 2 / 3, None)]
        true = [
            mpmath.quad(lambda t, q=q: 4 * V(t) / q(t), [0, 0.2, 1]) for q in (lambda t: 1, lambda t: (1 + t) * mpmath.mpf(2) / 3)
        ]
        true.append(4 * mpmath.quad(lambda t: mpmath.sqrt(V(t)), [0, 0.2, 1]) ** 2)
        assert all(told_apart(f, v, USEFUL) for f, v in zip(found, true, strict=True))


def test_what_a_flow_on_a_line_turns_and_wanders_is_that_of_differences() -> None:
    """By the trajectory sqrt((1 - t)^2 + 4 t^2) itself: its second differences, and its values at 0, 1/5 and 1."""
    ar = arithmetic.balls(256)
    with ar.scope(), mpmath.workdps(DIGITS):
        law, z = pair(ar, [[1]], [[4]]), lambda t: mpmath.sqrt((1 - t) ** 2 + 4 * t * t)
        bent = mpmath.quad(lambda t: mpmath.diff(z, t, 2) ** 2, [0, 0.2, 0.5, 1], method="gauss-legendre")
        assert told_apart(time_integrals.turning(law), bent, mpmath.mpf(10) ** -20) or encloses(
            time_integrals.turning(law), bent, 20
        )
        low = z(mpmath.mpf(1) / 5)
        assert told_apart(time_integrals.wandering(law), 1 + 2 - 2 * low, USEFUL)
