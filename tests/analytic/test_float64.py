"""float64: any batch of points, the same bits every time, and as accurate as its condition numbers allow."""

from fractions import Fraction
from typing import Any

import numpy as np
import pytest

from analytic import mixture as gm
from analytic.arithmetic import SingularCovariance, _blocks, balls, float64

FIELDS = (
    "drift",
    "jacobian",
    "responsibilities",
    "responsibility_gradients",
    "score",
    "log_density",
    "denoiser",
    "blend",
    "divergence",
)


def mixture(K: int, d: int) -> gm.Mixture:
    rng = np.random.default_rng([K, d])
    A, S = rng.standard_normal((K, d, d)), rng.standard_normal((d, d))
    C, S0 = A @ A.mT / d + np.eye(d) / 4, S @ S.T / d + np.eye(d) / 4
    return gm.mixture(float64(), np.full(K, 1 / K), rng.standard_normal((K, d)), C, rng.standard_normal(d), S0)


@pytest.mark.parametrize("d", [2, _blocks.NARROW, 32])
@pytest.mark.parametrize("batch", [(), (1,), (0,), (2, 3), (2, 0), (2500,), (50, 50)])
@pytest.mark.parametrize("name", FIELDS)
def test_a_batch_is_its_points(d: int, batch: tuple[int, ...], name: str) -> None:
    rng, f, mix = np.random.default_rng(d), getattr(gm, name), mixture(3, d)
    x, t = 2 * rng.standard_normal((*batch, d)), rng.uniform(0.1, 0.9, batch)
    for time in (0.5, t):
        whole = f(mix, time, x)
        assert whole.shape[: len(batch)] == batch and type(whole) in (np.ndarray, np.float64)
        for i in list(np.ndindex(batch))[:: max(1, x.size // d // 5)]:
            one = f(mix, t[i] if np.ndim(time) else time, x[i])
            assert type(one) in (np.ndarray, np.float64)
            np.testing.assert_allclose(whole[i], one, rtol=1e-11, atol=1e-11)


@pytest.mark.parametrize("K, d, N", [(3, 2, 20001), (10, 16, 1003), (4, 32, 700)])
@pytest.mark.parametrize("per_point", [False, True])
def test_the_same_bits_every_time(K: int, d: int, N: int, per_point: bool) -> None:
    rng, mix = np.random.default_rng(0), mixture(K, d)
    x, t = rng.standard_normal((N, d)), rng.uniform(0, 1, N) if per_point else 0.3
    u, J = gm.drift_and_jacobian(mix, t, x)
    for _ in range(5):
        again = gm.drift_and_jacobian(mix, t, x)
        assert (again[0] == u).all() and (again[1] == J).all()


@pytest.mark.parametrize("per_point", [False, True])
def test_one_point_in_a_large_batch_is_named(per_point: bool) -> None:
    x, t = np.zeros((20000, 2)), np.full(20000, 0.5) if per_point else 0.5
    x[15000, 1] = np.nan
    with pytest.raises(ValueError, match=r"x\[\(?15000, 1"):
        gm.drift(mixture(3, 2), t, x)


@pytest.mark.parametrize("t", [0.0, 0.5, 1.0])
def test_a_thousand_standard_deviations_away(t: float) -> None:
    x = 1000 * np.random.default_rng(0).standard_normal((70, 64))
    for values in gm.drift_and_jacobian(mixture(50, 64), t, x):
        assert np.isfinite(values).all()


# ---- accuracy, against balls on the very same numbers ----


def spd(rng: np.random.Generator, K: int, d: int, smallest: float = 0.0) -> np.ndarray:
    """K random covariances; with `smallest`, of eigenvalues 1, ..., 1, smallest."""
    A = rng.standard_normal((K, d, d))
    if not smallest:
        return A @ A.mT / d + np.eye(d) / 4
    Q = np.linalg.qr(A)[0]
    C = Q @ (np.append(np.ones(d - 1), smallest)[:, None] * Q.mT)
    return (C + C.mT) / 2


def law(K: int, d: int, smallest: float = 0.0, **changed: np.ndarray) -> dict[str, np.ndarray]:
    rng = np.random.default_rng([K, d])
    w = np.append(np.full(K - 1, 2.0**-6), 1 - (K - 1) * 2.0**-6)
    parts = {"weights": w, "means": rng.standard_normal((K, d)), "covs": spd(rng, K, d, smallest)}
    return parts | {"mean0": rng.standard_normal(d), "cov0": spd(rng, 1, d)[0]} | changed


TURN = np.array([[0.6, -0.8], [0.8, 0.6]])
WIDE = TURN @ np.diag([1e8, 1]) @ TURN.T
LAWS = {  # law, distance of the points in standard deviations
    "anisotropic source": (law(3, 4), 1),
    "many components": (law(50, 8), 1),
    "condition 1e8": (law(2, 3, 1e-8), 1),
    "condition 1e12": (law(2, 3, 1e-12), 1),
    "far tail": (law(3, 4), 1000),
    "far tail, many components": (law(50, 8), 1000),
    "wide spectrum": (law(2, 2, covs=np.array([(WIDE + WIDE.T) / 2, np.diag([1, 1e8])]), cov0=np.eye(2)), 1),
}
U = 2.0**-53


def norm(M: np.ndarray) -> np.ndarray:
    return np.linalg.norm(M, 2, (-2, -1))


def bounds(mix: gm.Mixture, t: float, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Forward error bounds of u (n,) and du/dx (n,) at one t, first order in u, from the values themselves.

    g = c d u with c = 8, the length of the longest chain of d x d products. Per component, with kappa = |W|^2 |V|^2 and
    lambda = min(p sigma + q kappa_i), the diagonalisation leaves S with the relative error

        eps = g kappa (p |S0| + q |C_k|) / lambda,

    to which the solve adds g kappa. With e = x - mean known to de = 4 u (|x| + |m0| + |m|):
        ds = eps |V| sqrt(e^T S^-1 e / lambda) + |V|^2 de / lambda
        dB = g kappa (|aa'| |S0| + |bb'| |C_k|) / lambda + |W| |V| max |delta / lambda| eps
        dv = dB |e| + |B| de + 2 u |v|
        dl = eps (e^T S^-1 e + d) / 2 + |s| de + g |s| |e| + u |log w|      (logits)
    and r_k inherits 2 max dl over the components that weigh more than u.
    """
    g, (K, d) = 8 * mix.m.shape[1] * U, mix.m.shape
    a, b, base = 1 - t, t, mix.pencil
    W, V = norm(base.W), norm(base.V)
    S = mix.pencil(np.array(a * a), np.array(b * b)).values
    D = mix.pencil(np.array(-a), np.array(b)).values
    low, ratio = S.min(-1), abs(D / S).max(-1)
    sizes, kappa = (norm(mix.S0), norm(mix.C)), (W * V) ** 2
    eps = g * kappa * (1 + (a * a * sizes[0] + b * b * sizes[1]) / low)
    r, s, v, B = gm.conditional(mix, t, x)
    e = np.linalg.norm(a * mix.m0 + b * mix.m - x[:, None], axis=-1)
    q = abs(np.einsum("nki,nki->nk", s, a * mix.m0 + b * mix.m - x[:, None]))
    away = np.linalg.norm(v - np.einsum("nk,nki->ni", r, v)[:, None], axis=-1)
    s, v = np.linalg.norm(s, axis=-1), np.linalg.norm(v, axis=-1)
    de = 4 * U * (np.linalg.norm(x, axis=-1)[:, None] + np.linalg.norm(mix.m0) + np.linalg.norm(mix.m, axis=-1))
    ds = eps * V * np.sqrt(q / low) + V**2 * de / low
    size = norm(B.matrix)
    dB = g * kappa * (a * sizes[0] + b * sizes[1]) / low + W * V * ratio * eps
    dv = dB * e + size * de + 2 * U * v
    dl = eps * (q + d) / 2 + s * de + g * s * e + U * abs(np.log(mix.w))
    dr = 2 * np.where(r > U, dl, 0).max(-1)[:, None] + g + K * U
    du = (r * (dv + dr * (away + v * U))).sum(-1) + g * (r * v).sum(-1)
    dJ = (r * (dB + dr * size + (dv + du[:, None]) * s + away * (ds + (dr + g) * s))).sum(-1)
    return du, dJ


def exactly(a: np.ndarray) -> list[Any]:
    return [exactly(row) for row in a] if np.ndim(a) else Fraction(float(a))


@pytest.mark.parametrize("t", [0.0, 2.0**-10, 0.5, 1 - 2.0**-10, 1.0])
@pytest.mark.parametrize("name", LAWS)
def test_the_error_is_within_the_derived_bound(name: str, t: float) -> None:
    parts, away = LAWS[name]
    mix, ar = gm.mixture(float64(), **parts), balls(256)
    x = away * np.random.default_rng(7).standard_normal((4, len(parts["mean0"])))
    with ar.scope():
        exact = gm.mixture(ar, **{k: exactly(v) for k, v in parts.items()})
        reference = [ar.floats(f(exact, Fraction(t), exactly(x))) for f in (gm.drift, gm.jacobian)]
    u, J = (abs(a - b) for a, b in zip(gm.drift_and_jacobian(mix, t, x), reference, strict=True))
    errors = np.array([np.linalg.norm(u, axis=-1), norm(J)])
    allowed, size = np.array(bounds(mix, t, x)), np.array([[abs(a).max()] for a in reference])
    share = errors / allowed
    print(f"{name}, t = {t}: error / bound {share.max(1)}, error / |value| {(errors / size).max(1)}")
    assert (share <= 1).all()
    if name in ("anisotropic source", "many components"):
        assert (allowed < 1e-9 * size).all()  # there the bound itself is small: an error in the ninth digit would be seen


def test_many_matrices_are_solved_as_one_by_one() -> None:
    """Symmetric ones and others, rows to be exchanged, vectors shared and not; one of another scale is left to LAPACK."""
    random, ar = np.random.default_rng(5), float64()
    for d in (1, 2, 3, 9):
        A = random.standard_normal((20, d, d))
        A[0] = np.eye(d)[::-1]
        A[1] = np.diag([1.0] + [1e-200] * (d - 1))
        for M in (A, A @ A.mT + np.eye(d)):
            for b in (random.standard_normal((20, d)), random.standard_normal((4, 20, d)), random.standard_normal(d)):
                expected = np.array(
                    [np.linalg.solve(m, v.T).T for m, v in zip(M, np.moveaxis(b + 0 * M[..., 0], -2, 0), strict=True)]
                )
                assert ar.solve(M, b) == pytest.approx(np.moveaxis(expected, 0, -2), rel=1e-9, abs=1e-9)
            b = random.standard_normal((20, 5, d))
            assert ar.solve(M[:, None], b) == pytest.approx(
                np.array([np.linalg.solve(m, v.T).T for m, v in zip(M, b, strict=True)])
            )


def test_one_singular_matrix_among_many_is_refused() -> None:
    A = np.array([np.eye(2), [[1, 1], [1, 1]], np.eye(2)], dtype=float)
    with pytest.raises(SingularCovariance):
        float64().solve(A, np.ones((3, 2)))
