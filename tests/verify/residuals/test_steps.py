"""Routes around a sampler's step: against scipy, against steps written by hand, and against draws."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.integrate import quad
from scipy.stats import multivariate_normal, norm

from analytic import arithmetic, gaussian, mixture
from analytic.path import edm, trigonometric
from verify.regimes.steps import GRIDS, NOISY, POINT
from verify.residuals import steps

AR = arithmetic.float64()
I, S = [[1, 0], [0, 1]], [[2, 1], [1, 3]]
X = np.array([[0.5, 0.25], [1.0, -2.0]])
MIX = mixture.mixture(AR, [0.25, 0.75], [[0, 0], [1, 2]], [I, S], mean0=[1, 0], cov0=[[1, 0], [0, 2]])
ROUND = mixture.mixture(AR, [0.25, 0.75], [[0, 0], [1, 2]], [I, S], mean0=[1, 0], cov0=[[1, 0], [0, 2]], path=trigonometric)
PAIR = gaussian.joint(AR, [0, 1], I, [1, 2], S, [[0.5, 0], [0.25, 0.25]])


def at(t: float) -> Any:
    return AR.array(t)


def test_steps_lead_forward_and_back() -> None:
    assert steps.ends_of(F(1, 2)) == (F(2, 3), F(1, 4))
    assert_allclose(steps.between(0.5, X, 2 * X)[:, 0], X * 4 / 3 + X / 3)


def test_expected_is_the_denoiser_at_the_end_and_the_point_where_it_is() -> None:
    """E[x_s | x_t = x] is affine in s: x at s = t and the denoiser at s = 1."""
    for module, law in ((mixture, MIX), (gaussian, PAIR)):
        found, D = steps.expected(law, at(0.4), X), module.denoiser(law, 0.4, X)
        for k, s in enumerate(steps.ends_of(0.4)):
            assert_allclose(found[:, k], X + (s - 0.4) / 0.6 * (D - X), rtol=1e-12)


def test_euler_in_other_time_is_data_and_noise_mixed_anew() -> None:
    found, (a, b) = steps.in_other_time(ROUND, at(0.4), X), (np.cos, np.sin)
    for k, s in enumerate(steps.ends_of(0.4)):
        angle = np.pi * s / 2
        by_hand = b(angle) * mixture.denoiser(ROUND, 0.4, X) + a(angle) * mixture.noise(ROUND, 0.4, X)
        assert_allclose(found[:, k], by_hand, rtol=1e-12)
    assert not np.allclose(steps.in_other_time(ROUND, at(0.4), X, clock=False), found, atol=1e-3)


def test_the_posterior_is_that_of_the_joint_law() -> None:
    """By conditioning (x_s, x_t) given x1 = D, with numpy."""
    a, b, a1, b1 = (f(np.pi * u / 2) for u in (0.3, 0.8) for f in (np.cos, np.sin))
    S0, r, D = MIX.S0, b / b1, mixture.denoiser(ROUND, 0.3, X)
    gain = r * a1**2 * S0 @ np.linalg.inv(a * a * S0)
    found = steps.posterior(ROUND, at(0.3), at(0.8), X)
    assert_allclose(found[:, 0], b1 * D + a1 * MIX.m0 + (X - b * D - a * MIX.m0) @ gain.T, rtol=1e-12)
    assert_allclose(found[0, 1:], a1**2 * S0 - gain @ (r * a1**2 * S0).T, rtol=1e-12)


def test_the_likeliest_noise_gives_the_normal_density() -> None:
    z, h = MIX.m0, 0.35
    mean = z + h * (mixture.drift(MIX, 0.3, z) + mixture.score(MIX, 0.3, z))
    assert_allclose(steps.most_likely(MIX, at(0.3), X), multivariate_normal(mean, 2 * h * np.eye(2)).logpdf(X), rtol=1e-12)


def test_components_are_those_of_the_path() -> None:
    m, C = steps.components(MIX, at(0.25))
    assert_allclose(m, 0.75 * MIX.m0 + 0.25 * MIX.m)
    assert_allclose(C, 0.5625 * MIX.S0 + 0.0625 * MIX.C)
    assert_allclose(steps.path_at(mixture.mixture(AR, [1.0], [[0.0]], [[[1.0]]], path=edm), 0.25), (3, 1))
    assert_allclose(steps.below(m, C[0])[1], np.vstack([m[1], C[0]]))


def test_carried_is_the_covariance_after_the_map_and_its_noise() -> None:
    def step(law: Any, strength: float, t: Any, s: Any, x: Any) -> Any:
        return x @ np.array([[1, 2], [0, 1]]).T + 5, strength * (s - t) * np.eye(2)

    M, C = np.array([[1, 2], [0, 1]]), gaussian.moments(PAIR, 0.25)[2]
    assert_allclose(steps.carried(step, 3, PAIR, at(0.25), at(0.75)), M @ C @ M.T + 1.5 * np.eye(2), rtol=1e-12)
    assert_allclose(steps.carried(step, 3, PAIR, at(0.25), at(0.75), noise=2), M @ C @ M.T + 3 * np.eye(2), rtol=1e-12)


def test_the_chain_that_is_run_has_the_law_of_draws() -> None:
    random, n, times, e = np.random.default_rng(4), 200_000, (0.75, 0.5, 0.25), (1.0, 0.5)
    m, _, C, _ = gaussian.moments(PAIR, 0.75)
    x = m + random.standard_normal((n, 2)) @ np.linalg.cholesky(C).T
    for t, s, e_k in zip(times[:-1], times[1:], e, strict=True):
        x = x + (s - t) * gaussian.drift(PAIR, t, x) + abs(s - t) * e_k * gaussian.score(PAIR, t, x)
        x = x + np.sqrt(2 * e_k * abs(s - t)) * random.standard_normal((n, 2))
    found = steps.run(PAIR, e, times)
    assert_allclose(x.mean(0), found[0], atol=5 * np.sqrt(found[1:].max() / n))
    assert_allclose(np.cov(x.T), found[1:], atol=5 * found[1:].max() * np.sqrt(2 / n))
    for wrong in ({"share": 0}, {"rooted": False}):
        assert abs(steps.run(PAIR, e, times, **wrong) - found)[1:].max() > 0.1


def test_the_equation_of_the_family_holds_for_the_flow_and_not_for_half_of_it() -> None:
    """One Gaussian on a line in digits: d/dt log p by differences."""
    with (ar := arithmetic.digits(80)).scope():
        mix = mixture.mixture(ar, [1], [[1]], [[[2]]])
        t, x, h = ar.array(F(1, 3)), ar.array([[F(1, 2)]]), F(1, 10**20)
        for share, right in ((1, True), (F(1, 2), False)):
            drift = lambda m, u, y, share=share: np.stack(  # noqa: E731
                [mixture.drift(m, u, y) + ar.array(share * e) * mixture.score(m, u, y) for e in (F(1), F(-2))], axis=1
            )
            left, rate = steps.fokker_planck((F(1), F(-2)))(drift)
            slope = (left(mix, F(1, 3) + h, x) - left(mix, F(1, 3) - h, x)) / (2 * ar.array(h))
            assert (abs(slope - rate(mix, t, x)) < 1e-15).all() is np.bool_(right)


def test_noise_grows_as_its_equation_says() -> None:
    ar = arithmetic.balls()
    with ar.scope():
        law = NOISY[1].law(ar)
        found = float(ar.floats(steps.grown(law, ar.array(F(9, 10)))))
    grown = quad(lambda u: 3 * (1 - u) / ((1 - u) ** 2 / 4 + 4 * u * u), 0, 0.9)[0]
    assert found == pytest.approx((0.01 / 4 + 4 * 0.81) * (1 + grown), rel=1e-12)
    plain = NOISY[0].law(AR)
    still, rate = steps.widening(lambda law, t: (1 - t) ** 2 + t * t)
    assert rate(plain, 0.25) == pytest.approx(2 * 0.25 - 2 * 0.75 + 0.75)
    assert still(plain, 0.25) == 0.625


def test_the_regimes_are_what_they_are_called() -> None:
    assert not POINT.law(AR).S1.any()
    law = GRIDS[1].law(AR)
    assert_allclose(law.pair.S1, law.s1**2)
    assert norm(1, law.s1).std() == 3
