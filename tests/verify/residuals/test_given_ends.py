"""Averages over the ends, on numbers by hand: two data points, a Gaussian pair, a bridge."""

from fractions import Fraction as F
from typing import Any

import numpy as np
from numpy.testing import assert_allclose

from analytic import arithmetic, conditional, gaussian, interpolant, mixture
from verify.regimes.given_ends import average_between, bridge_by_regression
from verify.residuals import given_ends

AR = arithmetic.float64()
TWO = mixture.mixture(AR, [0.25, 0.75], [[-1.0], [1.0]], [[[0.0]], [[0.0]]])
X = AR.array([[0.0], [2.0]])


def end(law: Any, t: Any, x: Any, x1: Any) -> Any:
    return x1 + 0 * x


def test_finite_data_are_averaged_by_bayes_rule() -> None:
    """t = 1/2, x = 0: both are as far away, so x1 has the mean -1/4 + 3/4; x = 2: x0 = 5 or 3, odds 1 to 3 e^8."""
    found = given_ends.average(end)(TWO, 0.5, X)
    w = 3 * np.exp(((4 + 1) ** 2 - (4 - 1) ** 2) / 2)
    assert_allclose(found, [[0.5], [(w - 1) / (w + 1)]])
    assert_allclose(given_ends.prior_average(end)(TWO, 0.5, X), 0.5)
    assert_allclose(given_ends.at_data(conditional.velocity)(TWO, 0.5, X), [[-2], [-6]])


def test_a_pair_is_averaged_at_the_mean_of_its_end() -> None:
    pair = gaussian.joint(AR, [0.0], [[1.0]], [1.0], [[4.0]], [[0.5]])
    assert_allclose(given_ends.average(end)(pair, 0.5, X), gaussian.denoiser(pair, 0.5, X))
    assert_allclose(given_ends.average_over_sources(pair, 0.5, X), gaussian.drift(pair, 0.5, X))
    assert_allclose(given_ends.average_over_sources(TWO, 0.5, X), mixture.drift(TWO, 0.5, X))


def test_a_bridge_by_regression_and_by_its_means() -> None:
    """sigma = 2, x0 = 0, x1 = 1, t = 1/4: g^2 = 3/4, g g' = 1, so u = 1 + 4/3 (x - 1/4)."""
    still = gaussian.independent(AR, [0.0], [[0.0]], [1.0], [[0.0]])
    law = interpolant.interpolant(still, interpolant.bridge(2.0))
    wanted = 1 + (X - 0.25) * 4 / 3
    assert_allclose(bridge_by_regression(law, 0.25, X), wanted)
    assert_allclose(given_ends.between(conditional.bridge_velocity)(law, 0.25, X), wanted)
    moving = interpolant.interpolant(gaussian.independent(AR, [0.0], [[1.0]], [1.0], [[2.0]]), interpolant.bridge(2.0))
    mean = average_between(conditional.bridge_velocity)(moving, 0.25, X)
    assert_allclose(mean, interpolant.drift(moving, 0.25, X))


def test_continuity_sees_a_velocity_that_is_not_the_bridges() -> None:
    ar = arithmetic.digits(60)
    with ar.scope():
        still = gaussian.independent(ar, [0], [[0]], [1], [[0]])
        law, x = interpolant.interpolant(still, interpolant.bridge(2)), ar.array([[F(1, 3)]])
        right: Any = given_ends.between(conditional.bridge_velocity)
        h, t = ar.array(F(1, 10**15)), ar.array(F(1, 4))
        for f, factor in ((right, 1), (lambda *at: 2 * right(*at), 2)):
            log_p, rate = given_ends.bridge_continuity(f)
            slope = (log_p(law, t + h, x) - log_p(law, t - h, x)) / (2 * h)
            gap = abs(slope - rate(law, t, x))[0]
            assert gap < 1e-12 if factor == 1 else gap > 0.1


def test_noise_about_a_point_is_a_mixture_of_one_point() -> None:
    """t = 1/4, sigma = 2: N(1/4, 3/4)."""
    still = gaussian.independent(AR, [0.0], [[0.0]], [1.0], [[0.0]])
    law = interpolant.interpolant(still, interpolant.bridge(2.0))
    found = mixture.log_density(given_ends.as_point(law, AR.array(0.25)), 0.25, X)
    assert_allclose(found, -(((X[:, 0] - 0.25) ** 2) / 0.75 + np.log(2 * np.pi * 0.75)) / 2)
    assert given_ends.as_point(TWO, AR.array(0.25)) is TWO
