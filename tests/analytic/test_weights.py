"""Weights of losses against errors that are made by hand, integrals over time, differences, and numbers of the field; the door."""

from fractions import Fraction as F

import numpy as np
import pytest
from scipy.integrate import quad

from analytic import arithmetic, weights
from analytic.path import edm, linear, trigonometric, variance_preserving

AR = arithmetic.float64()


def predictions(path: object, t: float, x: float, x1: float) -> dict[str, float]:
    """All that follows from x_t = x and a guess of x1."""
    a, b, da, db = path(AR, AR.array(t))  # type: ignore[operator]
    x0 = (x - b * x1) / a
    return {"data": x1, "noise": x0, "velocity": da * x0 + db * x1, "v": b * x0 - a * x1, "score": -x0 / a}


@pytest.mark.parametrize("path", [linear, trigonometric, variance_preserving, edm])
def test_weights_are_of_errors(path: object) -> None:
    right, guess = (predictions(path, 0.3, 0.7, x1) for x1 in (1.25, -2.0))
    for p in weights.PREDICTIONS:
        for q in weights.PREDICTIONS:
            c = float(weights.weight(AR, path, 0.3, p, q))  # type: ignore[arg-type]
            assert (right[p] - guess[p]) ** 2 == pytest.approx(c * (right[q] - guess[q]) ** 2, rel=1e-12)


def test_numbers_of_the_field() -> None:
    t = 0.8  # SNR = 16
    assert weights.snr(AR, linear, t) == pytest.approx(16)
    assert weights.weight(AR, linear, t, "velocity", "data") == pytest.approx((1 + 4) ** 2)
    assert weights.weight(AR, linear, t, "noise", "data") == pytest.approx(16)
    snr = float(weights.snr(AR, variance_preserving, t))
    assert weights.weight(AR, variance_preserving, t, "v", "data") == pytest.approx(snr + 1)
    for g in (1.0, 1e9):
        assert weights.min_snr(AR, variance_preserving, t, g, "v") == pytest.approx(min(snr, g) / (snr + 1))
        assert weights.min_snr(AR, variance_preserving, t, g, "noise") == pytest.approx(min(snr, g) / snr)
    assert weights.log_snr_weight(AR, linear, t, "velocity") == pytest.approx(1 / 8)
    assert weights.log_snr_weight(AR, trigonometric, 0.5, "velocity") == pytest.approx(np.pi / 4)


def test_the_smaller_is_taken_to_the_last_places() -> None:
    assert float(weights.min_snr(AR, linear, 1e-12, 5, "data")) == pytest.approx(1e-24, rel=1e-11)


@pytest.mark.parametrize(("s0", "s1"), [(1, 0.3), (1, 2), (3, 0.5)])
def test_the_best_density_of_times(s0: float, s1: float) -> None:
    V = lambda t: s0**2 * s1**2 / ((1 - t) ** 2 * s0**2 + t**2 * s1**2)  # noqa: E731
    q = lambda t: float(weights.time_density(AR, s0, s1, t))  # noqa: E731
    assert quad(q, 0, 1, epsabs=1e-12)[0] == pytest.approx(1, rel=1e-10)
    noise = quad(lambda t: 4 * V(t) / q(t), 0, 1, epsabs=1e-12)[0]
    assert float(weights.least_noise(AR, s0, s1)) == pytest.approx(noise, rel=1e-10)
    for other in (lambda t: 1.0, lambda t: 0.9 * q(t) + 0.1, lambda t: V(t) / (np.pi / 2 * s0 * s1)):
        assert quad(lambda t, r=other: 4 * V(t) / r(t), 0, 1)[0] > noise * (1 + 1e-5)


def test_numbers_of_the_best_density() -> None:
    assert float(weights.time_density(AR, 1, 1, 0.5)) == pytest.approx(1 / np.log(1 + 2**0.5))
    assert float(weights.least_noise(AR, 1, 1)) == pytest.approx(8 * np.log(1 + 2**0.5) ** 2)


@pytest.mark.parametrize("p", [0, 0.5, 1, 2])
def test_the_gradient_of_a_normalised_loss(p: float) -> None:
    e, h = np.array([1.0, -2.0, 0.5]), 1e-6
    found = weights.adaptive_gradient(AR, e, 0.25, p)
    held = (e @ e + 0.25) ** p
    assert found == pytest.approx([((e + s) @ (e + s) - (e - s) @ (e - s)) / (2 * h) / held for s in h * np.eye(3)], rel=1e-8)


def test_at_the_door() -> None:
    with pytest.raises(ValueError, match="of 'x0' is not known: use data, noise, velocity, v or score"):
        weights.weight(AR, linear, 0.5, "x0", "data")
    with pytest.raises(ValueError, match="an error of noise is zero here"):
        weights.weight(AR, linear, 0, "data", "noise")
    with pytest.raises(ValueError, match="a = 0"):
        weights.snr(AR, linear, 1)
    with pytest.raises(ValueError, match="g = 0"):
        weights.min_snr(AR, linear, 0.5, 0, "v")
    with pytest.raises(ValueError, match="SNR does not change"):
        weights.log_snr_weight(AR, lambda ar, t: (0 * t + 1, 0 * t + 1, 0 * t, 0 * t), 0.5, "v")
    with pytest.raises(ValueError, match="s0 = 0"):
        weights.least_noise(AR, 0, 1)
    with pytest.raises(ValueError, match="take c > 0"):
        weights.adaptive_gradient(arithmetic.balls(), [[F(0), F(0)]], 0, 1)
