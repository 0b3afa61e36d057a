"""Steps of samplers: against numpy by hand, against each other, and where their laws are known."""

from fractions import Fraction as F
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose
from scipy.integrate import quad
from scipy.stats import multivariate_normal

from analytic import arithmetic, gaussian, mixture, samplers
from analytic.path import edm, trigonometric

AR = arithmetic.float64()
I, S = [[1, 0], [0, 1]], [[2, 1], [1, 3]]
X = np.array([[0.5, 0.25], [1.0, -2.0]])
numeric = pytest.mark.parametrize("ar", ["digits", "balls", "float64", "torch"], indirect=True)


def two(ar: Any, **given: Any) -> mixture.Mixture:
    return mixture.mixture(
        ar, [F(1, 2), F(1, 2)] if ar.name in ("digits", "balls") else [0.5, 0.5], [[0, 0], [1, 2]], [I, S], **given
    )


def at(ar: Any, a: Any) -> Any:
    return ar.floats(ar.array(a))


@numeric
def test_steps_are_what_they_say(ar: Any) -> None:
    """Against the same numbers by hand, for a mixture and a pair, forward and backward."""
    half, more, less, x = (ar.array(F(n, 4)) if ar.name in ("digits", "balls") else n / 4 for n in (2, 3, 1, 0))
    x = ar.array([[F(1, 2), F(1, 4)], [1, -2]]) if ar.name in ("digits", "balls") else ar.array(X)
    for module, law in ((mixture, two(ar)), (gaussian, gaussian.independent(ar, [0, 0], I, [1, 2], S))):
        v, g = at(ar, module.drift(law, half, x)), at(ar, module.score(law, half, x))
        for s, h in ((more, 0.25), (less, -0.25)):
            assert_allclose(at(ar, samplers.euler_step(law, half, s, x)), X + h * v, rtol=1e-13)
            mean, V = samplers.euler_maruyama(law, 2, half, s, x)
            assert_allclose(at(ar, mean), X + h * v + 2 * abs(h) * g, rtol=1e-12)
            assert_allclose(at(ar, V), np.eye(2), rtol=1e-14)
            w = at(ar, module.drift(law, s, ar.array(samplers.euler_step(law, half, s, x))))
            assert_allclose(at(ar, samplers.heun_step(law, half, s, x)), X + h * (v + w) / 2, rtol=1e-13)
        assert_allclose(at(ar, samplers.sde_drift(law, -2, half, x)), v - 2 * g, rtol=1e-12)


def test_on_the_linear_path_ddim_is_euler_and_elsewhere_it_is_not() -> None:
    linear, other = two(AR), two(AR, path=trigonometric)
    assert_allclose(samplers.ddim_step(linear, 0, 0.25, 0.75, X)[0], samplers.euler_step(linear, 0.25, 0.75, X), rtol=1e-14)
    assert not np.allclose(samplers.ddim_step(other, 0, 0.25, 0.75, X)[0], samplers.euler_step(other, 0.25, 0.75, X), atol=1e-3)


def test_eta_is_that_of_the_paper() -> None:
    """sigma = eta sqrt((1 - A')/(1 - A)) sqrt(1 - A/A'), A = b^2 on a variance preserving path."""
    law = two(AR, path=trigonometric)
    A, B = np.sin(np.pi / 8) ** 2, np.sin(np.pi / 4) ** 2
    sigma = 0.5 * np.sqrt((1 - B) / (1 - A)) * np.sqrt(1 - A / B)
    D, N = mixture.denoiser(law, 0.25, X), mixture.noise(law, 0.25, X)
    mean, V = samplers.ddim_step(law, 0.5, 0.25, 0.5, X)
    assert_allclose(V, sigma**2 * np.eye(2), rtol=1e-13)
    assert_allclose(mean, np.sqrt(B) * D + np.sqrt(1 - B - sigma**2) * N, rtol=1e-13)
    assert_allclose(samplers.ancestral_variance(law, 0.25, 0.5), 4 * sigma**2, rtol=1e-13)


def test_churn_in_edm_adds_the_difference_of_variances() -> None:
    mean, V = samplers.churn(two(AR, path=edm), 0.5, 0.25, X)  # sigma from 1 to 3
    assert_allclose(mean, X, rtol=1e-15)
    assert_allclose(V, 8 * np.eye(2), rtol=1e-15)


def test_one_time_for_each_point() -> None:
    law, t, s = two(AR), np.array([0.25, 0.5]), np.array([0.75, 0.625])
    for f in (samplers.euler_step, samplers.heun_step):
        assert_allclose(f(law, t, s, X), [f(law, t[i], s[i], X[i]) for i in (0, 1)], rtol=1e-14)
    for g, strength in ((samplers.euler_maruyama, 1), (samplers.ddim_step, 0.5)):
        each = [g(law, strength, t[i], s[i], X[i]) for i in (0, 1)]
        for found, one in zip(g(law, strength, t, s, X), zip(*each, strict=True), strict=True):
            assert_allclose(found, one, rtol=1e-13)
    e = np.array([[1.0], [3.0]])
    assert_allclose(samplers.euler_maruyama(law, e, 0.25, 0.75, X)[1], [np.eye(2), 3 * np.eye(2)])
    assert_allclose(samplers.sde_drift(law, e, 0.25, X)[1], samplers.sde_drift(law, 3, 0.25, X[1]), rtol=1e-14)


def test_log_probability_is_scipys_and_its_density_integrates_to_one() -> None:
    mean, V = samplers.ddim_step(two(AR, cov0=S), 0.5, 0.25, 0.75, X)
    y = X + 0.25
    found = samplers.log_probability(AR, mean, V, y)
    assert_allclose(found, [multivariate_normal(m, V).logpdf(z) for m, z in zip(mean, y, strict=True)], rtol=1e-12)
    assert quad(lambda z: np.exp(samplers.log_probability(AR, [0.5], [[0.25]], [z])), -6, 7)[0] == pytest.approx(1, abs=1e-10)
    many = samplers.log_probability(AR, mean, np.stack([V, 2 * V]), y)
    assert_allclose(many[1], multivariate_normal(mean[1], 2 * V).logpdf(y[1]), rtol=1e-12)


def test_steps_drawn_have_the_law_of_the_step_after_it() -> None:
    """Ancestral steps, 40 from 1/20 on, of a mixture on a line: mean and variance of what they end in, to their standard errors."""
    law = mixture.mixture(AR, [0.5, 0.5], [[-1], [1]], [[[0.25]], [[0.25]]])
    random, n = np.random.default_rng(5), 20_000
    k, times = random.integers(2, size=n), np.linspace(0.05, 1, 41)
    x = 0.95 * random.standard_normal((n, 1)) + 0.05 * (2 * k[:, None] - 1 + random.standard_normal((n, 1)) / 2)
    for t, s in pairwise(times):
        mean, V = samplers.ddim_step(law, 1, t, s, x)
        x = mean + np.sqrt(V[0, 0]) * random.standard_normal((n, 1))
    assert abs(x.mean()) < 5 * np.sqrt(1.25 / n)
    assert x.var() == pytest.approx(1.25, abs=0.08)  # the spread of x1 given x_t is not drawn: a little is missing
    assert x.var() < 1.25
