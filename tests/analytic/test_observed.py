"""Posteriors and what is put in their place: draws that are near y, exact numbers, a solver, and what is refused."""

from typing import Any

import numpy as np
import pytest
from scipy.integrate import quad

from analytic import arithmetic, gaussian, mixture, observed
from analytic.path import linear, trigonometric

F64 = arithmetic.float64()
MIX = mixture.mixture(F64, [0.3, 0.7], [[2, 0], [-1, 1]], [[[1, 0.5], [0.5, 1]], [[0.5, 0], [0, 2]]], [0.5, 0], [[1, 0], [0, 4]])
H, R, Y = [[1, 2]], [[0.5]], [1.0]
X = np.array([[0.3, -0.4], [1.0, 2.0]])


def test_moments_of_the_posterior_by_weighing_draws() -> None:
    random = np.random.default_rng(5)
    k = random.choice(2, size=400_000, p=MIX.w)
    x1 = MIX.m[k] + np.einsum("nij,nj->ni", np.linalg.cholesky(MIX.C)[k], random.standard_normal((len(k), 2)))
    weight = np.exp(-((Y[0] - x1 @ [1, 2]) ** 2) / 2 / 0.5) / np.sqrt(2 * np.pi * 0.5)
    mean, cov = mixture.moments(observed.condition(MIX, H, R, Y), 1)
    assert np.average(x1, axis=0, weights=weight) == pytest.approx(mean, abs=0.01)
    assert np.cov(x1.T, aweights=weight) == pytest.approx(cov, abs=0.02)
    assert np.log(weight.mean()) == pytest.approx(observed.log_evidence(MIX, H, R, Y), abs=0.01)
    assert np.average(k, weights=weight) == pytest.approx(observed.condition(MIX, H, R, Y).w[1], abs=0.01)


def test_the_likelihood_at_the_ends_of_time() -> None:
    """At t = 0 that of y alone, at t = 1 that of its noise."""
    noise = -((1 - X @ [1, 2]) ** 2) / 2 / 0.5 - np.log(2 * np.pi * 0.5) / 2
    assert observed.log_likelihood(MIX, H, R, Y, 1, X) == pytest.approx(noise)
    assert observed.log_likelihood(MIX, H, R, Y, 0, X) == pytest.approx(observed.log_evidence(MIX, H, R, Y))


@pytest.mark.parametrize("t", [0.3, 0.8])
def test_scores_are_gradients_of_what_they_are_said_to_be(t: float) -> None:
    def slope(f: Any) -> Any:
        return np.stack([(f(X + e) - f(X - e)) / 2e-6 for e in 1e-6 * np.eye(2)], axis=-1)

    def misfit(V: float) -> Any:
        return lambda x: -((1 - mixture.denoiser(MIX, t, x) @ [1, 2]) ** 2) / 2 / (0.5 + 5 * V)

    near = {"rel": 1e-6, "abs": 1e-7}
    at = (MIX, H, R, Y, t, X)
    assert observed.likelihood_score(*at) == pytest.approx(slope(lambda x: observed.log_likelihood(*at[:5], x)), **near)
    assert observed.dps_score(*at) == pytest.approx(slope(misfit(0)), **near)
    assert observed.pigdm_score(*at) == pytest.approx(slope(misfit((1 - t) ** 2 / ((1 - t) ** 2 + t * t))), **near)
    D, V = slope(lambda x: mixture.denoiser(MIX, t, x)), mixture.denoiser_covariance(MIX, t, X)
    seen = np.einsum("i,nij,j->n", [1, 2], V, [1, 2]) + 0.5
    pull = ((1 - mixture.denoiser(MIX, t, X) @ [1, 2]) / seen)[:, None] * np.einsum("nij,i->nj", D, [1, 2])
    assert observed.moment_matching_score(*at) == pytest.approx(pull, **near)


def line(path: Any) -> tuple[gaussian.Pair, mixture.Mixture]:
    return gaussian.independent(F64, [0], [[1]], [0], [[2]], path), mixture.mixture(F64, [1], [[0]], [[[2]]], path=path)


def sampled(path: Any, score: Any, x: Any, steps: int = 100) -> Any:
    """Where v + k S0 g carries x from t = 0.001 to 0.999, by Runge and Kutta: at both ends little is left to do."""
    _, mix = line(path)
    v = lambda t, y: observed.steered(mix, score(mix, [[1]], [[0.5]], [1.3], t, y), t, y)  # noqa: E731
    h = 0.998 / steps
    for t in 0.001 + h * np.arange(steps):
        k1 = v(t, x)
        k2 = v(t + h / 2, x + h / 2 * k1)
        k3 = v(t + h / 2, x + h / 2 * k2)
        x = x + h / 6 * (k1 + 2 * k2 + 2 * k3 + v(t + h, x + h * k3))
    return x


GAIN = 4 * quad(lambda s: np.exp(-2 * (1 - s * s)), 0, 1)[0]  # c int_0^1 exp(-c (1 - s^2)/2) ds, c = N S1 = 4


@pytest.mark.parametrize("path", [linear, trigonometric])
@pytest.mark.parametrize(
    ("score", "mean", "variance"),
    [
        (observed.likelihood_score, 1.04, 0.4),
        (observed.moment_matching_score, 1.04, 0.4),
        (observed.dps_score, 1.664, 0.0366),
        (observed.pigdm_score, 1.230, 0.2855),
    ],
)
def test_a_solver_ends_where_it_is_said(path: Any, score: Any, mean: float, variance: float) -> None:
    start, unit = sampled(path, score, np.array([[0.0], [1.0]]))[:, 0]
    assert start == pytest.approx(mean, abs=4e-3)
    assert (unit - start) ** 2 == pytest.approx(variance, abs=2e-3)


def test_the_numbers_of_a_line() -> None:
    pair, _ = line(trigonometric)
    assert float(observed.dps_variance(pair, [[1]], [[0.5]], 1)) == pytest.approx(2 * np.exp(-4))
    assert float(observed.pigdm_variance(pair, [[1]], [[0.5]], 1)) == pytest.approx(6**0.36 * np.exp(-0.8) / 3)
    assert pytest.approx(1.664, abs=5e-4) == 1.3 * GAIN
    standard = gaussian.independent(F64, [0], [[1]], [0], [[1]])
    assert float(observed.pigdm_variance(standard, [[1]], [[0.5]], 1)) == pytest.approx(1 / 3)  # the posterior's


def test_composition_is_that_of_precisions() -> None:
    mean, cov = observed.compose(F64, [0], [[1]], [[1], [2]], [[[0.5]], [[0.25]]])
    assert (mean[0], cov[0, 0]) == (pytest.approx(10 / 5), pytest.approx(1 / 5))
    with pytest.raises(ValueError, match=r"sum_j covs\[j\]\^-1 \+ \(1 - n\) cov0\^-1 has the eigenvalue"):
        observed.compose(F64, [0], [[1]], [[1], [2]], [[[2]], [[2]]])


def test_what_has_no_value() -> None:
    with pytest.raises(ValueError, match="take t > 0"):
        observed.steered(MIX, X, 0, X)
    with pytest.raises(ValueError, match="take t < 1"):
        observed.pigdm_score(MIX, H, R, Y, 1, X)
    with pytest.raises(ValueError, match="no weight left"):
        observed.condition(MIX, H, R, [1e4])
    with pytest.raises(ValueError, match="H has shape"):
        observed.condition(MIX, [[1]], R, Y)
