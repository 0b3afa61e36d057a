"""Given x_t and y at once: against a grid of ends, and slopes of samplers against differences of their velocities."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from scipy.stats import norm

from analytic import arithmetic, gaussian, mixture
from analytic import observed as formulas
from verify.routes import observed

AR = arithmetic.float64()
W, M, C = np.array([0.4, 0.6]), np.array([-1.0, 2.0]), np.array([0.5, 1.5])
MIX = mixture.mixture(AR, W, M[:, None], C[:, None, None], [0.3], [[2]])
LAW = SimpleNamespace(ar=AR, mix=MIX, H=np.array([[2.0]]), R=np.array([[0.5]]), y=np.array([1.0]))


@pytest.mark.parametrize("t", [0.3, 0.8])
def test_against_a_grid_of_ends(t: float) -> None:
    x1 = np.linspace(-12, 12, 20_001)
    x = np.array([[0.4], [-1.0]])
    x0 = (x - t * x1) / (1 - t)
    prior = W @ norm.pdf(x1, M[:, None], np.sqrt(C)[:, None]) * norm.pdf(1 - 2 * x1, 0, np.sqrt(0.5)) * (x1[1] - x1[0])
    joint = prior * norm.pdf(x0, 0.3, np.sqrt(2)) / (1 - t)
    at = (LAW, np.asarray(t), x)
    assert observed.log_joint(*at) == pytest.approx(np.log(joint.sum(1)))
    assert observed.log_evidence(LAW) == pytest.approx(np.log(prior.sum()))
    assert observed.denoiser(*at)[:, 0] == pytest.approx((joint * x1).sum(1) / joint.sum(1))
    assert observed.velocity(*at)[:, 0] == pytest.approx((joint * (x1 - x0)).sum(1) / joint.sum(1))
    density = W @ norm.pdf(x1, M[:, None], np.sqrt(C)[:, None]) * norm.pdf(x0, 0.3, np.sqrt(2)) / (1 - t)
    seen = joint.sum(1) / density.sum(1) / (x1[1] - x1[0])
    assert observed.log_likelihood(*at) == pytest.approx(np.log(seen))
    log_w, x0_k, x1_k = observed.given(*at)
    assert (1 - t) * x0_k + t * x1_k == pytest.approx(np.broadcast_to(x[:, None], x1_k.shape))
    assert np.exp(log_w).sum(1) == pytest.approx(joint.sum(1))


def test_the_covariance_of_one_gaussian_is_that_of_precisions() -> None:
    """1/V = 1/C + b^2/(a^2 S0) + H^2/R."""
    one = mixture.mixture(AR, [1], [[1]], [[[3]]], [0.3], [[2]])
    law = SimpleNamespace(ar=AR, mix=one, H=LAW.H, R=LAW.R, y=LAW.y)
    assert observed.denoiser_covariance(law, np.asarray(0.4)) == pytest.approx(1 / (1 / 3 + 0.16 / 0.72 + 8))


def on_a_line(ar: Any) -> Any:
    return SimpleNamespace(
        ar=ar,
        pair=gaussian.independent(ar, [0], [[1]], [0], [[2]]),
        mix=mixture.mixture(ar, [1], [[0]], [[[2]]]),
        H=ar.array([[1], [2]]),
        R=ar.array([[1, 0], [0, 4]]),
        y=ar.array([1, 3]),
    )


def test_information_adds_up() -> None:
    assert observed.information(on_a_line(AR)) == pytest.approx(2)


def test_end_variances_enclose_the_closed_ones() -> None:
    with (ar := arithmetic.balls(256)).scope():
        law = on_a_line(ar)
        found = observed.end_variances(law)
        for ball, of in zip(found, (formulas.dps_variance, formulas.pigdm_variance), strict=True):
            assert ball.overlaps(of(law.pair, law.H, law.R, 1)) and float(ball.rad()) < 1e-50
        assert not found[0].overlaps(found[1])
