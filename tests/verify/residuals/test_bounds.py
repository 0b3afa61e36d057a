"""A margin that is negative where a bound fails, and means of norms."""

from fractions import Fraction as F

import numpy as np
from flint import arb
from numpy.testing import assert_allclose

from analytic import arithmetic, gaussian, mixture
from verify.claim import Case
from verify.residuals.bounds import definite, mean_norm, peaked, two_modes

AR = arithmetic.float64()


def test_the_mean_of_norms_is_that_of_numpy() -> None:
    D = np.random.default_rng(0).standard_normal((7, 2, 3))
    wanted = np.linalg.norm(D, axis=(1, 2)).mean()
    assert_allclose(mean_norm(AR, D), wanted, rtol=1e-14)
    assert abs(mean_norm(AR, D) - np.sqrt((np.linalg.norm(D, axis=(1, 2)) ** 2).mean())) > 1e-3


def test_the_mean_of_norms_in_balls_holds_the_truth_also_where_a_norm_may_vanish() -> None:
    ar = arithmetic.balls(64)
    with ar.scope():
        D = ar.array([[[3, 0], [0, 4]], [[0, 0], [0, 0]]])
        exact = mean_norm(ar, D)
        assert exact.contains(F(5, 2).numerator / arb(2)) and exact.rad() < 1e-15
        fuzzy = D + arb(0, 1e-3)
        wide = mean_norm(ar, fuzzy)
        assert wide.is_finite() and wide.contains(arb(5) / 2) and not wide.contains(arb(3))


def modes(eigenvalues: tuple[float, float]) -> Case:
    """One Gaussian from N(0, I): (1 - t) Dv is diagonal, (1 - t)(t v - (1 - t))/((1 - t)^2 + t^2 v) for the variances v."""
    mix = mixture.mixture(AR, [1.0], [[0.0, 0.0]], [np.diag(eigenvalues).tolist()])
    return Case(AR, mix, AR.array(0.5), AR.array([[1.0, 2.0], [-1.0, 0.5]]), F(1, 2))


def test_trace_and_determinant_are_positive_up_to_the_least_eigenvalue_and_not_beyond() -> None:
    case = modes((1.0, 4.0))
    slopes = [0.5 * (0.5 * v - 0.5) / (0.25 + 0.25 * v) for v in (1.0, 4.0)]
    assert slopes[0] == 0 and slopes[1] > 0
    bound = lambda b: lambda law, t, x: b  # noqa: E731
    assert (definite(bound(slopes[0] - 0.1), case) > 0).all()
    assert (definite(bound(slopes[0] + 0.1), case)[1] < -0.005).all()  # one eigenvalue is below: the determinant is negative
    trace, determinant = definite(bound(slopes[1] + 0.1), case)
    assert (trace < -0.05).all() and (determinant > 0).all()  # both are below: only the trace tells


def test_a_peak_is_met_at_its_time_and_height_and_nowhere_exceeded() -> None:
    """Between N(0, 1) and N(1, 4): 16 (1 + t^2/S) and 16/S with S = (1 - t)^2 + 4 t^2, highest at 1 and at 1/5."""
    pair = gaussian.independent(AR, [0.0], [[1.0]], [1.0], [[4.0]])
    case = Case(AR, pair, AR.array(0.5), AR.array([[0.0]]), F(1, 2))
    right = AR.array([[1.0, 0.2], [20.0, 20.0]])
    assert_allclose(peaked(lambda *at: right, case), 0, atol=1e-13)
    assert_allclose(
        peaked(lambda *at: right - AR.array([[0.5, 0], [0, 0]]), case)[:2], [16 * (1 + 0.25 / 1.25) - 20, 0], atol=1e-13
    )
    assert_allclose(peaked(lambda *at: AR.array([[1.0, 1.0], [20.0, 4.0]]), case), [0, 0, 0, 16 / 1.25 - 4], atol=1e-13)  # too low


def test_the_margin_of_two_modes_is_what_the_slope_of_their_velocity_exceeds_the_formula_by() -> None:
    """By central differences of the velocity."""
    mix = mixture.mixture(AR, [0.25, 0.75], [[-1.0], [2.0]], [[[0.5]]] * 2, [0.0], [[3.0]])
    for t, x in ((0.1, -3.0), (0.5, 0.4), (0.9, 2.5)):
        case = Case(AR, mix, AR.array(t), AR.array([[x]]), F(t).limit_denominator(10))
        left, right = (mixture.drift(mix, t, AR.array([[x + h]]))[0, 0] for h in (-1e-6, 1e-6))
        wanted = (1 - t) * (right - left) / 2e-6 + 0.3
        assert_allclose(two_modes(lambda *at: AR.array(-0.3), case), wanted, rtol=1e-8, atol=1e-8)
        assert abs(two_modes(lambda *at: AR.array(-0.31), case) - wanted) > 1e-3
