"""A margin that is negative where a bound fails, and means of norms."""

from fractions import Fraction as F

import numpy as np
from flint import arb
from numpy.testing import assert_allclose

from analytic import arithmetic, mixture
from verify.claim import Case
from verify.residuals.bounds import definite, mean_norm

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
