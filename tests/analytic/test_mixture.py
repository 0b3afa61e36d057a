"""The mixture: every batch shape gives what its points give one by one; other routes to the same numbers; far out, no NaN."""

from fractions import Fraction as F
from functools import cache
from typing import Any

import numpy as np
import pytest
import torch
from scipy import integrate, stats

from analytic import arithmetic, gaussian, mixture, path

FIELDS = ["responsibilities", "responsibility_gradients", "drift", "jacobian", "blend", "divergence", "score", "log_density"]
FIELDS += ["denoiser", "noise", "do"]
LAW: dict[str, Any] = {
    "weights": [F(1, 2), F(1, 3), F(1, 6)],
    "means": [[2, 1], [-1, 2], [0, -2]],
    "covs": [[[2, 1], [1, 1]], [[1, F(-1, 2)], [F(-1, 2), 2]], [[3, 0], [0, F(1, 3)]]],
    "mean0": [0, 1],
    "cov0": [[2, 1], [1, 3]],
}
batched = pytest.mark.parametrize("ar", ["digits", "balls", "float64", "torch"], indirect=True)
PATHS = [path.linear, path.trigonometric, path.variance_preserving]


def field(name: str) -> Any:
    return (lambda mix, t, x: mixture.jacobian_do(mix, t, x, 1)) if name == "do" else getattr(mixture, name)


def close(ar: Any, a: Any, b: Any, units: float = 2.0**12) -> bool:
    """Equal to rounding: overlapping balls, or within `units` rounding errors of numbers of order one."""
    if ar.name == "balls":
        return all(p.overlaps(q) for p, q in zip(np.ravel(a), np.ravel(b), strict=True))
    unit = 1e-59 if ar.name == "digits" else 2.0**-53
    gap = np.ravel(np.asarray(a - b, dtype=object if ar.name == "digits" else float))
    return all(abs(v) <= units * unit for v in gap)


@batched
@pytest.mark.parametrize("f", FIELDS)
def test_a_batch_is_its_points(ar: Any, f: str) -> None:
    """Any shape, one t or one per point: the same as asking point by point. Catches a sum over the wrong axis, and reshapes
    that mix points."""
    mix = mixture.mixture(ar, **LAW, path=path.trigonometric if ar.name != "digits" else path.linear)
    points = [[F(i, 3) - 1, F(i * i, 7) - 1] for i in range(6)]
    times = [F(i + 1, 8) for i in range(6)]
    flat, own = ar.array(points), ar.array(times)
    alone = [field(f)(mix, own[i], flat[i]) for i in range(6)]
    per_point, one_time = field(f)(mix, own, flat), field(f)(mix, own[2], flat)
    for i in range(6):
        assert close(ar, per_point[i], alone[i])
        assert close(ar, one_time[i], field(f)(mix, own[2], flat[i]))
    grid = field(f)(mix, own.reshape(3, 2), flat.reshape(3, 2, 2))
    assert grid.shape == (3, 2, *np.shape(alone[0]))
    assert all(close(ar, grid[i // 2, i % 2], alone[i]) for i in range(6))
    column = field(f)(mix, own.reshape(6, 1), flat.reshape(6, 1, 2))
    assert all(close(ar, column[i, 0], alone[i]) for i in range(6))
    empty = flat[:0]
    assert field(f)(mix, own[2], empty).shape == (0, *np.shape(alone[0]))
    assert field(f)(mix, own[:0], empty).shape == (0, *np.shape(alone[0]))


@pytest.mark.parametrize("t", [0.25, np.float64(0.25), np.float32(0.25), np.array(0.25), torch.tensor(0.25), F(1, 4)], ids=repr)
@pytest.mark.parametrize("ar", ["float64", "torch"], indirect=True)
def test_any_kind_of_number_is_a_time(ar: Any, t: Any) -> None:
    mix = mixture.mixture(ar, **LAW)
    x = [[0.5, 0.25], [1, 2]]
    assert close(ar, mixture.drift(mix, t, x), mixture.drift(mix, 0.25, np.array(x)), 0)


def test_large_batches_agree_with_small_ones() -> None:
    """Float64 works in blocks of points: they must neither overlap nor leave a gap, whatever the number of points."""
    mix = mixture.mixture(arithmetic.float64(), **LAW)
    random = np.random.default_rng(3)
    n = 50_021
    x, t = random.normal(size=(n, 2)), random.uniform(0.05, 0.95, size=n)
    some = np.unique(np.concatenate([np.arange(0, n, 997), np.arange(40), np.arange(n - 40, n)]))
    for f in FIELDS:
        for time in (t, 0.3):
            whole = field(f)(mix, time, x)
            parts = np.stack([field(f)(mix, time[i] if time is t else time, x[i]) for i in some])
            assert np.abs(whole[some] - parts).max() <= 2.0**-40 * np.abs(parts).max(), f


@pytest.mark.parametrize("path_", PATHS, ids=lambda p: p.__name__)
def test_the_five_arithmetics_agree(path_: Any) -> None:
    """The same text, five kinds of numbers: float64 and torch within rounding of a ball of 256 bits, digits and symbols too."""
    import sympy as sp

    t, x = F(1, 3), [[F(3, 5), F(-2, 5)]]
    balls = arithmetic.balls()
    with balls.scope():
        truth = {f: field(f)(mixture.mixture(balls, **LAW, path=path_), t, x) for f in FIELDS}
        for name in ("digits", "float64", "torch", "symbols"):
            ar = getattr(arithmetic, name)()
            for f in FIELDS:
                if name == "symbols" and (path_ is not path.linear or f not in ("responsibilities", "drift", "jacobian", "score")):
                    continue  # large expressions of large numbers only
                found = np.asarray(field(f)(mixture.mixture(ar, **LAW, path=path_), ar.array(t), ar.array(x)))
                for e, ball in zip(found.ravel(), np.ravel(truth[f]), strict=True):
                    value = sp.N(e, 40) if name == "symbols" else e
                    error = float(abs(sp.Float(str(ball.mid().str(50, radius=False)), 50) - sp.Float(str(value), 50)))
                    assert error <= (1e-13 if name in ("float64", "torch") else 1e-37), (name, f)


def test_the_posterior_by_quadrature() -> None:
    """E[x1 | x_t = x] on a line by integrating over x1 against the two densities: Bayes, no closed form."""
    ar = arithmetic.float64()
    w, m, s = [0.3, 0.7], [-1.0, 2.0], [0.5, 1.5]
    mix = mixture.mixture(ar, w, [[v] for v in m], [[[v * v]] for v in s], [0.25], [[2.0]])
    for t, x in ((0.2, 0.7), (0.5, -0.4), (0.8, 1.5)):

        def joint(y: float, t: float = t, x: float = x) -> float:
            data = sum(wk * stats.norm.pdf(y, mk, sk) for wk, mk, sk in zip(w, m, s, strict=True))
            return float(data * stats.norm.pdf(x, (1 - t) * 0.25 + t * y, (1 - t) * np.sqrt(2)))

        mass = integrate.quad(joint, -12, 12, epsabs=1e-13, limit=200)[0]
        first = integrate.quad(lambda y: y * joint(y), -12, 12, epsabs=1e-13, limit=200)[0]
        assert mixture.denoiser(mix, t, [x])[0] == pytest.approx(first / mass, abs=1e-9)
        assert np.exp(mixture.log_density(mix, t, [x])) == pytest.approx(mass, abs=1e-10)
        noise = (x - t * first / mass) / (1 - t)
        assert mixture.noise(mix, t, [x])[0] == pytest.approx(noise, abs=1e-9)
        assert mixture.drift(mix, t, [x])[0] == pytest.approx(first / mass - noise, abs=1e-8)


@batched
@pytest.mark.parametrize("path_", PATHS, ids=lambda p: p.__name__)
def test_one_component_is_a_gaussian_pair(ar: Any, path_: Any) -> None:
    """K = 1, and three equal components, are a Gaussian pair with independent ends: another module, other formulas."""
    cov0, cov1, m0, m1 = LAW["cov0"], LAW["covs"][1], LAW["mean0"], [1, -2]
    pair = gaussian.independent(ar, m0, cov0, m1, cov1, path_)
    t, x = ar.array(F(2, 7)), ar.array([[F(1, 2), 3], [-1, F(1, 5)]])
    for K in (1, 3):
        mix = mixture.mixture(ar, [F(1, K)] * K, [m1] * K, [cov1] * K, m0, cov0, path_)
        for f in ("drift", "jacobian", "divergence", "score", "log_density", "denoiser", "noise"):
            assert close(ar, getattr(mixture, f)(mix, t, x), getattr(gaussian, f)(pair, t, x)), f
        assert close(ar, mixture.jacobian_do(mix, t, x, 0), gaussian.jacobian(pair, t, x))


@batched
def test_ends_of_time(ar: Any) -> None:
    """Linear path: at t = 0 x is the source and tells nothing of the data, u = E[x1] - x; at t = 1 u = x - E[x0]."""
    mix = mixture.mixture(ar, **LAW)
    x = ar.array([[F(1, 2), 3], [-1, F(1, 5)]])
    w, m = ar.array(LAW["weights"]), ar.array(LAW["means"])
    mean1 = ar.einsum("k,ki->i", w, m)
    assert close(ar, mixture.drift(mix, 0, x), mean1 - x)
    assert close(ar, mixture.drift(mix, 1, x), x - mix.m0)
    assert close(ar, mixture.responsibilities(mix, 0, x), w + 0 * x[:, :1])
    assert close(ar, mixture.jacobian(mix, 0, x), -ar.eye(2) + 0 * x[:, :, None])
    assert close(ar, mixture.jacobian(mix, 1, x), ar.eye(2) + 0 * x[:, :, None])


@batched
def test_moving_the_law_moves_the_field(ar: Any) -> None:
    """y = R x + c with R not orthogonal: u_y(y) = R u_x(x) + c-term, J_y = R J_x R^-1. Catches an index in the wrong place."""
    R, inverse, c = [[1, 2], [0, 1]], [[1, -2], [0, 1]], [3, -1]
    moved = dict(LAW)
    array, einsum = np.array, np.einsum
    Ro, co = array(R, dtype=object), array(c, dtype=object)
    moved["means"] = (array(LAW["means"], dtype=object) @ Ro.T + co).tolist()
    moved["mean0"] = (Ro @ array(LAW["mean0"], dtype=object)).tolist()
    moved["covs"] = einsum("ij,kjl,ml->kim", Ro, array(LAW["covs"], dtype=object), Ro).tolist()
    moved["cov0"] = (Ro @ array(LAW["cov0"], dtype=object) @ Ro.T).tolist()
    mix, other = mixture.mixture(ar, **LAW), mixture.mixture(ar, **moved)
    t, x = ar.array(F(2, 5)), ar.array([[F(1, 2), 3], [-1, F(1, 5)]])
    A, Ai, shift = ar.array(R), ar.array(inverse), ar.array(c)
    y = ar.einsum("ij,nj->ni", A, x) + t * shift  # only the data moves by c, so x_t moves by t c
    assert close(ar, mixture.drift(other, t, y), ar.einsum("ij,nj->ni", A, mixture.drift(mix, t, x)) + shift)
    assert close(ar, mixture.jacobian(other, t, y), ar.einsum("ij,njk,kl->nil", A, mixture.jacobian(mix, t, x), Ai))
    assert close(ar, mixture.responsibilities(other, t, y), mixture.responsibilities(mix, t, x))


def test_the_continuity_equation_on_a_grid() -> None:
    """d/dt log p + div u + u . grad log p = 0: the density does flow along the drift. Derivative in t by a complex-free fine
    difference in 60 digits."""
    ar = arithmetic.digits()
    for path_ in PATHS:
        mix = mixture.mixture(ar, **LAW, path=path_)
        x, h = ar.array([[F(1, 2), 3], [-1, F(1, 5)]]), ar.array(F(1, 10**15))
        for when in (F(1, 5), F(1, 2), F(9, 10)):
            t = ar.array(when)
            dt = (mixture.log_density(mix, t + h, x) - mixture.log_density(mix, t - h, x)) / (2 * h)
            flux = mixture.divergence(mix, t, x) + ar.einsum("ni,ni->n", mixture.drift(mix, t, x), mixture.score(mix, t, x))
            assert all(abs(v) < 1e-24 for v in dt + flux)
            assert any(abs(v) > 1e-2 for v in dt - flux)  # a sign would be seen


@cache
def extreme() -> dict[str, Any]:
    """d = 64, K = 50, covariances of condition 1e3, as floats that are exact rationals."""
    random = np.random.default_rng(11)
    factors = random.normal(size=(50, 64, 64)) / 8
    covs = factors @ factors.mT + 0.01 * np.eye(64)
    return {
        "weights": random.dirichlet(np.full(50, 5.0)),
        "means": 3 * random.normal(size=(50, 64)),
        "covs": (covs + covs.mT) / 2,
        "cov0": np.diag(np.linspace(0.5, 4, 64)),
        "x": 1e3 * random.normal(size=(6, 64)),
    }


@pytest.mark.parametrize("t", [0.0, 1e-9, 0.5, 1 - 1e-9, 1.0])
def test_far_out_in_many_dimensions(t: float) -> None:
    """A thousand standard deviations out, 64 dimensions, 50 components: finite, no warning, and probabilities sum to one."""
    law = dict(extreme())
    x = law.pop("x")
    mix = mixture.mixture(arithmetic.float64(), **law)
    for f in FIELDS:
        assert np.isfinite(field(f)(mix, t, x)).all(), f
    assert np.abs(mixture.responsibilities(mix, t, x).sum(-1) - 1).max() <= 50 * 2.0**-52
    assert np.abs(mixture.responsibility_gradients(mix, t, x).sum(-2)).max() <= 1e-9  # they sum to one everywhere


def test_far_out_float64_agrees_with_balls() -> None:
    """d = 8, K = 3 of the same law, enclosed: the floats are within their predicted error of the truth."""
    law = {k: v for k, v in extreme().items() if k != "x"}
    law = {
        "weights": [0.25, 0.25, 0.5],
        "means": law["means"][:3, :8],
        "covs": law["covs"][:3, :8, :8],
        "cov0": law["cov0"][:8, :8],
    }
    x = extreme()["x"][:2, :8]
    exactly = {name: np.vectorize(F, otypes=[object])(np.asarray(a)).tolist() for name, a in {**law, "x": x}.items()}
    y = exactly.pop("x")
    found = {f: field(f)(mixture.mixture(arithmetic.float64(), **law), 0.5, x) for f in FIELDS}
    ar = arithmetic.balls()
    with ar.scope():
        mix = mixture.mixture(ar, **exactly)
        for f in FIELDS:
            truth = ar.floats(field(f)(mix, F(1, 2), y))
            assert np.abs(found[f] - truth).max() <= 1e-9 * max(1.0, np.abs(truth).max()), f


def test_a_negative_index_counts_from_the_end(ar: Any) -> None:
    mix = mixture.mixture(ar, **LAW)
    t, x = ar.array(F(1, 3)), ar.array([1, 2])
    last, other = mixture.jacobian_do(mix, t, x, 2), mixture.jacobian_do(mix, t, x, 0)
    gap = mixture.jacobian_do(mix, t, x, -1) - last
    assert all(v == 0 or (ar.name == "balls" and v.contains(0)) for v in np.asarray(gap, dtype=object).ravel())
    assert not close(ar, other, last) if ar.name != "symbols" else (other != last).any()
