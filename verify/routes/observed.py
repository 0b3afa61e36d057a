"""Given x_t and y = H x1 + e at once: one joint Gaussian of x0, x1, e for each component. A law has `mix`, `H`, `R`, `y`."""

from typing import Any

import numpy as np

from analytic.arithmetic import Array, Law, Points, Time
from verify.routes import conditional
from verify.routes.time_integrals import over_time


def given(law: Law, t: Time, x: Points) -> tuple[Array, Array, Array]:
    """log w_k p(x_t = x, y | k), (n, K), and E[x0 | x, y, k], E[x1 | x, y, k], (n, K, d)."""
    return _regress(law, _rows(law, t), np.append(x, 0 * x[:, :1] + law.y, 1))


def _rows(law: Law, t: Time) -> Array:
    """(x_t, y) of (x0, x1, e)."""
    a, b, _, _ = law.mix.path(law.ar, t)
    I, O = law.ar.eye(law.H.shape[1]), 0 * law.H.T
    return np.block([[a * I, b * I, O], [0 * law.H, law.H, law.ar.eye(len(law.y))]])


def _regress(law: Law, rows: Array, seen: Array) -> tuple[Array, Array, Array]:
    """Of z = (x0, x1, e), where rows z = seen."""
    ar, mix, d = law.ar, law.mix, law.mix.m.shape[1]
    mean = np.hstack([mix.m0 + 0 * mix.m, mix.m, 0 * mix.m[:, :1] + 0 * law.y])
    cov = np.stack([_diagonal(ar, [mix.S0, C, law.R]) for C in mix.C])
    across = ar.einsum("kij,qj->kiq", cov, rows)
    S = ar.einsum("pi,kiq->kpq", rows, across)
    away = seen[:, None] - ar.einsum("pi,ki->kp", rows, mean)
    weight = ar.solve(S, away)
    size = ar.einsum("nkq,nkq->nk", weight, away) + ar.logdet(S) + len(rows) * ar.log(2 * ar.pi())
    z = mean + ar.einsum("kiq,nkq->nki", across, weight)
    return ar.log(mix.w) - size / 2, z[..., :d], z[..., d : 2 * d]


def log_joint(law: Law, t: Time, x: Points) -> Array:
    """log p(x_t = x, y), (n,)."""
    return law.ar.logsumexp(given(law, t, x)[0])


def log_evidence(law: Law) -> Array:
    """log p(y), from the row of y alone: a number."""
    rows = np.block([[0 * law.H, law.H, law.ar.eye(len(law.y))]])
    return law.ar.logsumexp(_regress(law, rows, law.y[None])[0])[0]


def log_likelihood(law: Law, t: Time, x: Points) -> Array:
    """log p(y | x_t = x) = log p(x_t, y) - log p(x_t), (n,)."""
    return log_joint(law, t, x) - conditional.log_density(law.mix, t, x)


def velocity(law: Law, t: Time, x: Points) -> Array:
    """E[a' x0 + b' x1 | x_t = x, y], (n, d)."""
    log_w, x0, x1 = given(law, t, x)
    _, _, da, db = law.mix.path(law.ar, t)
    return law.ar.einsum("nk,nki->ni", law.ar.softmax(log_w), da * x0 + db * x1)


def denoiser(law: Law, t: Time, x: Points) -> Array:
    """E[x1 | x_t = x, y], (n, d)."""
    log_w, _, x1 = given(law, t, x)
    return law.ar.einsum("nk,nki->ni", law.ar.softmax(log_w), x1)


def denoiser_covariance(law: Law, t: Time) -> Array:
    """Cov[x1 | x_t, y] of one Gaussian, (d, d): what is left of Cov[(x0, x1, e)] after its regression on (x_t, y)."""
    rows, d = _rows(law, t), law.H.shape[1]
    cov = _diagonal(law.ar, [law.mix.S0, law.mix.C[0], law.R])
    across = cov @ rows.T
    return (cov - law.ar.solve(rows @ across, across) @ across.T)[d : 2 * d, d : 2 * d]


def _diagonal(ar: Any, blocks: list[Array]) -> Array:
    """The matrix with these blocks on its diagonal."""
    n = sum(map(len, blocks))
    total, at = 0 * ar.eye(n), 0
    for B in blocks:
        total[at : at + len(B), at : at + len(B)] = B
        at += len(B)
    return total


def end_variances(law: Law) -> Array:
    """S0 exp(2 int A dt) for both on the linear path, in balls, (2,)."""
    s, c, N = law.pair.S0[0, 0], law.pair.S1[0, 0], information(law)

    def slope(guess: int) -> Any:
        def at(u: Any, _: Any) -> Any:
            a = 1 - u
            S, G = a * a * s + u * u * c, guess * a * a / (a * a + u * u)
            return (u * c - a * s) / S - a * u * s * c * c / (S * S) * N / (1 + G * N)

        return at

    return np.array([s * (2 * over_time(slope(guess))).exp() for guess in (0, 1)])


def information(law: Law) -> Any:
    """H^T R^-1 H on a line."""
    return (law.ar.solve(law.R, law.H[:, 0]) * law.H[:, 0]).sum()
