"""Gaussian pairs: every coupling, every batch shape, against regression, and an ODE solver for the flow."""

from fractions import Fraction as F
from typing import Any

import numpy as np
import pytest
from scipy.integrate import solve_ivp

from analytic import arithmetic, gaussian, path

FIELDS = ["drift", "jacobian", "divergence", "score", "log_density", "denoiser", "noise"]
PATHS = [path.linear, path.trigonometric, path.variance_preserving]
ENDS: dict[str, Any] = {"mean0": [F(1, 2), -1], "cov0": [[2, 1], [1, 3]], "mean1": [1, 2]}
COV1 = [[2, 1], [1, 2]]
CROSS = [[F(1, 2), F(1, 3)], [F(-1, 2), F(1, 4)]]
T = [[1, F(1, 2)], [0, 2]]
COUPLINGS = {
    "independent": lambda ar, p: gaussian.independent(ar, **ENDS, cov1=COV1, path=p),
    "correlated": lambda ar, p: gaussian.joint(ar, **ENDS, cov1=COV1, cross=CROSS, path=p),
    "deterministic": lambda ar, p: gaussian.deterministic(ar, **ENDS, T=T, path=p),
}
batched = pytest.mark.parametrize("ar", ["digits", "balls", "float64", "torch"], indirect=True)
coupled = pytest.mark.parametrize("coupling", COUPLINGS)


def floats(ar: Any, a: Any) -> Any:
    return ar.floats(np.asarray(a, dtype=object)) if ar.name in ("digits", "balls") else np.asarray(a)


@batched
@coupled
@pytest.mark.parametrize("f", FIELDS)
def test_a_batch_is_its_points(ar: Any, coupling: str, f: str) -> None:
    pair = COUPLINGS[coupling](ar, path.linear)
    flat = ar.array([[F(i, 3) - 1, F(i * i, 7) - 1] for i in range(6)])
    own = ar.array([F(i + 1, 8) for i in range(6)])
    field = getattr(gaussian, f)
    alone = [floats(ar, field(pair, own[i], flat[i])) for i in range(6)]
    per_point, one = floats(ar, field(pair, own, flat)), floats(ar, field(pair, own[2], flat))
    grid = floats(ar, field(pair, own.reshape(3, 2), flat.reshape(3, 2, 2)))
    for i in range(6):
        assert np.abs(per_point[i] - alone[i]).max() <= 2.0**-44
        assert np.abs(grid[i // 2, i % 2] - alone[i]).max() <= 2.0**-44
        assert np.abs(one[i] - floats(ar, field(pair, own[2], flat[i]))).max() <= 2.0**-44
    assert field(pair, own[2], flat[:0]).shape == field(pair, own[:0], flat[:0]).shape == (0, *alone[0].shape)


@coupled
@pytest.mark.parametrize("path_", PATHS, ids=lambda p: p.__name__)
def test_conditional_means_are_regressions(coupling: str, path_: Any) -> None:
    """E[z | x_t] of a joint Gaussian (x0, x1) is its linear regression on x_t: built here from the stacked covariance alone."""
    ar = arithmetic.float64()
    pair = COUPLINGS[coupling](ar, path_)
    full = np.block([[pair.S0, pair.X], [pair.X.T, pair.S1]])
    mean = np.concatenate([pair.m0, pair.m1])
    for t in (0.2, 0.5, 0.9):
        a, b, da, db = (float(c) for c in path_(ar, np.asarray(t)))
        I = np.eye(2)
        row, rate = np.hstack([a * I, b * I]), np.hstack([da * I, db * I])
        x = np.array([[0.3, -2.0], [5.0, 1.0]])
        gain = np.linalg.lstsq(row @ full @ row.T, (x - row @ mean).T, rcond=None)[0]
        both = (mean[:, None] + full @ row.T @ gain).T
        assert np.allclose(gaussian.noise(pair, t, x), both[:, :2], rtol=1e-12, atol=1e-12)
        assert np.allclose(gaussian.denoiser(pair, t, x), both[:, 2:], rtol=1e-12, atol=1e-12)
        assert np.allclose(gaussian.drift(pair, t, x), both @ rate.T, rtol=1e-11, atol=1e-11)
        assert np.allclose(
            gaussian.residual_covariance(pair, t),
            rate @ (full - full @ row.T @ np.linalg.inv(row @ full @ row.T) @ row @ full) @ rate.T,
            atol=1e-11,
        )


@coupled
def test_the_density_moves_with_the_drift(coupling: str) -> None:
    """d/dt log p + div u + u . grad log p = 0, and grad log p is the score, by differences in 60 digits."""
    ar = arithmetic.digits()
    for path_ in PATHS:
        pair = COUPLINGS[coupling](ar, path_)
        t, h, x = ar.array(F(2, 5)), ar.array(F(1, 10**15)), ar.array([[F(1, 2), 3], [-1, F(1, 5)]])
        dt = (gaussian.log_density(pair, t + h, x) - gaussian.log_density(pair, t - h, x)) / (2 * h)
        score = gaussian.score(pair, t, x)
        for i in range(2):
            step = ar.array([int(i == 0), int(i == 1)]) * h
            slope = (gaussian.log_density(pair, t, x + step) - gaussian.log_density(pair, t, x - step)) / (2 * h)
            assert all(abs(v) < 1e-24 for v in slope - score[:, i])
        flux = gaussian.divergence(pair, t, x) + ar.einsum("ni,ni->n", gaussian.drift(pair, t, x), score)
        assert all(abs(v) < 1e-24 for v in dt + flux)


@pytest.mark.parametrize("path_", PATHS[:2], ids=lambda p: p.__name__)
@pytest.mark.parametrize("coupling", ["independent", "deterministic"])
def test_the_flow_solves_the_equation_of_the_drift(coupling: str, path_: Any) -> None:
    ar = arithmetic.float64()
    pair = COUPLINGS[coupling](ar, path_)
    start = np.array([0.7, -1.2])
    for s, t in ((0.1, 0.8), (0.9, 0.2)):
        moved = solve_ivp(lambda time, x: gaussian.drift(pair, time, x), (s, t), start, rtol=1e-12, atol=1e-12).y[:, -1]
        assert np.allclose(gaussian.flow(pair, s, t, start), moved, atol=1e-9)
    there = gaussian.flow(pair, 0.1, 0.8, np.array([start, 2 * start]))
    assert np.allclose(gaussian.flow(pair, 0.8, 0.1, there), [start, 2 * start], atol=1e-12)
    assert np.allclose(gaussian.flow(pair, 0.1, 0.8, start), there[0], atol=1e-12)


def test_a_deterministic_coupling_leaves_nothing(ar: Any) -> None:
    """x_t tells x0 and x1 where x1 = m1 + T (x0 - m0): no residual covariance, and the noise is the start of the path."""
    pair = gaussian.deterministic(ar, [0, 1], [[1, 0], [0, 4]], [1, 2], T)
    t, x0 = ar.array(F(1, 4)), ar.array([[3, -1]])
    x1 = pair.m1 + ar.einsum("ij,nj->ni", pair.T, x0 - pair.m0)
    xt = x0 * (1 - t) + x1 * t
    zero = [gaussian.noise(pair, t, xt) - x0, gaussian.denoiser(pair, t, xt) - x1, gaussian.drift(pair, t, xt) - (x1 - x0)]
    for a in [*zero, gaussian.residual_covariance(pair, t)]:
        for v in np.asarray(a, dtype=object).ravel():
            assert v.contains(0) if ar.name == "balls" else abs(v) <= 1e-14


@pytest.mark.parametrize("t", [0.0, 1e-9, 0.5, 1 - 1e-9, 1.0])
def test_far_out_in_many_dimensions(t: float) -> None:
    random = np.random.default_rng(2)
    factor = random.normal(size=(64, 64)) / 8
    cov1 = factor @ factor.T + 0.01 * np.eye(64)
    pair = gaussian.independent(
        arithmetic.float64(), np.zeros(64), np.diag(np.linspace(0.5, 4, 64)), np.ones(64), (cov1 + cov1.T) / 2
    )
    x = 1e3 * random.normal(size=(5, 64))
    for f in FIELDS:
        assert np.isfinite(getattr(gaussian, f)(pair, t, x)).all(), f
