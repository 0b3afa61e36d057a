"""Inequalities as residuals: zero where they hold, what exceeds where they do not; and means of norms."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from flint import arb, ctx
from numpy.testing import assert_allclose

from analytic import arithmetic, mixture
from verify.claim import Case
from verify.residuals.bounds import below, definite, excess, mean_norm, within

AR = arithmetic.float64()
CASE = Case(AR, None, AR.array(F(1, 2)), AR.array([[3.0], [-4.0], [0.0]]), F(1, 2))


def identity(law: Any, t: Any, x: Any) -> Any:
    return x[:, 0]


@pytest.mark.parametrize(("bound", "over"), [(4, [0, 0, 0]), (3, [0, 1, 0]), (1, [2, 3, 0]), (-1, [4, 5, 1])])
def test_within_is_what_the_size_exceeds_the_bound_by(bound: float, over: list[float]) -> None:
    assert within(identity)(lambda law, t, x: bound, CASE).tolist() == over


@pytest.mark.parametrize("bound", [5.0, 3.5])
def test_below_is_the_margin_and_negative_where_the_bound_fails(bound: float) -> None:
    assert below(identity)(lambda law, t, x: bound, CASE).tolist() == [bound - 3, bound - 4, bound]


def test_excess_is_zero_where_the_inequality_is_certain_and_the_ball_itself_elsewhere() -> None:
    with ctx.workprec(64):
        certain, violated, open_, nothing = arb(-2, 1.5), arb(2, 1.5), arb(0, 1), arb(0)
        found = excess([certain, violated, open_, nothing])
        assert found[0] == 0 and found[3] == 0
        assert found[1] > 0 and not found[1].contains(0)
        assert found[2].contains(0) and found[2].rad() > 0.5  # neither: its width decides nothing
        assert not excess([arb("nan")])[0].is_finite()


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


def test_definite_vanishes_up_to_the_least_eigenvalue_and_not_beyond() -> None:
    case = modes((1.0, 4.0))
    slopes = [0.5 * (0.5 * v - 0.5) / (0.25 + 0.25 * v) for v in (1.0, 4.0)]
    assert slopes[0] == 0 and slopes[1] > 0
    bound = lambda b: lambda law, t, x: b + 0 * x[:, 0]  # noqa: E731
    assert_allclose(definite(bound(slopes[0] - 0.1), case), 0, atol=1e-14)
    assert (definite(bound(slopes[0] + 0.1), case)[1] > 0.01).all()  # one eigenvalue is below: the determinant is negative
    trace, determinant = definite(bound(slopes[1] + 0.1), case)
    assert (trace > 0.1).all() and np.allclose(determinant, 0, atol=1e-14)  # both are below: only the trace tells
