"""Stochastic interpolants: no noise is the pair, bridges end on the ends, entropic coupling against Sinkhorn."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest

from analytic import arithmetic, gaussian, interpolant

PAIR: dict[str, Any] = {
    "mean0": [F(1, 2), -1],
    "cov0": [[1, 0], [0, 4]],
    "mean1": [1, 2],
    "cov1": [[2, 1], [1, 2]],
    "cross": [[F(1, 2), F(1, 3)], [F(-1, 2), F(1, 4)]],
}
numeric = pytest.mark.parametrize("ar", ["digits", "balls", "float64", "torch"], indirect=True)


@numeric
def test_without_noise_it_is_the_pair_and_a_bridge_ends_on_its_ends(ar: Any) -> None:
    pair, x = gaussian.joint(ar, **PAIR), ar.array([[1, 2], [F(-1, 2), 0]])
    for law, times in ((interpolant.constant(0), (F(0), F(1, 3), F(1))), (interpolant.bridge(F(1, 2)), (F(0), F(1)))):
        noisy = interpolant.interpolant(pair, law)
        for t in times:
            score = ar.floats(ar.array(interpolant.score(noisy, t, x) - gaussian.score(pair, t, x)))
            assert np.abs(score).max() < 1e-14
    quiet = interpolant.interpolant(pair, interpolant.constant(0))
    for f in ("drift", "jacobian"):
        gap = getattr(interpolant, f)(quiet, F(1, 3), x) - getattr(gaussian, f)(pair, F(1, 3), x)
        assert np.abs(ar.floats(ar.array(gap))).max() < 1e-14
    sde = (
        interpolant.sde_drift(quiet, F(1, 2), F(1, 3), x) - gaussian.drift(pair, F(1, 3), x) - gaussian.score(pair, F(1, 3), x) / 2
    )
    slope = (
        interpolant.sde_jacobian(quiet, 2, F(1, 3), x)
        - gaussian.jacobian(pair, F(1, 3), x)
        - 2 * gaussian.score_jacobian(pair, F(1, 3), x)
    )
    left = interpolant.residual_covariance(quiet, F(1, 3)) - gaussian.residual_covariance(pair, F(1, 3))
    assert all(np.abs(ar.floats(ar.array(gap))).max() < 1e-13 for gap in (sde, slope, left))


def test_entropic_coupling_is_what_sinkhorn_finds() -> None:
    """N(0, 1) and N(0, 4), cost |x - y|^2, weight 3/2, on a grid."""
    x = np.linspace(-24, 24, 1201)
    a, b = np.exp(-(x**2) / 2), np.exp(-(x**2) / 8)
    a, b = a / a.sum(), b / b.sum()
    K = np.exp(-((x[:, None] - x) ** 2) / 1.5)
    v = np.ones_like(b)
    for _ in range(400):
        u = a / (K @ v)
        v = b / (K.T @ u)
    found = float((u[:, None] * K * v * x[:, None] * x).sum())
    closed = float(interpolant.entropic_cross(arithmetic.float64(), [[1]], [[4]], 1.5)[0, 0])
    assert found == pytest.approx(closed, abs=1e-9)
    assert closed == pytest.approx(np.sqrt(4 + 1.5**2 / 16) - 1.5 / 4, abs=1e-14)


def test_at_the_door() -> None:
    ar = arithmetic.float64()
    pair = gaussian.joint(
        ar, **{k: [[float(e) for e in r] for r in v] if np.ndim(v) == 2 else [float(e) for e in v] for k, v in PAIR.items()}
    )
    for law in (interpolant.constant(-1), interpolant.bridge(float("nan"))):
        with pytest.raises(ValueError, match="sigma"):
            interpolant.drift(interpolant.interpolant(pair, law), 0.5, [[0, 0]])
    with pytest.raises(ValueError, match="reg = 0"):
        interpolant.entropic_cross(ar, [[1]], [[1]], 0)
    with pytest.raises(ValueError, match="e = -1"):
        interpolant.sde_drift(interpolant.interpolant(pair, interpolant.constant(1)), -1, 0.5, [[0, 0]])
