"""Conditional means by routes that share no text with the closed forms; a law is a Mixture or a Pair.

`ends`: given the ends' law and x_t = x, the mean of (x0, x1) is the most likely pair among those with a x0 + b x1 = x; one linear
system with a multiplier finds it, singular covariances included. `mean_on_sphere` integrates over the angle to x.
"""

from typing import Any

import numpy as np

from analytic.arithmetic import Arithmetic, Array, Law, Points, Time
from analytic.gaussian import Pair
from analytic.mixture import Mixture

Block = tuple[int, int, Array]  # row, column, (d, d)


def block(ar: Arithmetic, n: int, blocks: list[Block]) -> Array:
    """The (..., n d, n d) matrix with (..., d, d) blocks at the given places."""
    total: Any = 0
    for i, j, B in blocks:
        unit = ar.array([[int((p, q) == (i, j)) for q in range(n)] for p in range(n)])
        total = total + ar.einsum("pq,...ij->...piqj", unit, B)
    return total.reshape(*total.shape[:-4], n * total.shape[-1], n * total.shape[-1])


def stack(ar: Arithmetic, vectors: list[Array]) -> Array:
    """The (..., n d) vector made of n vectors (..., d)."""
    units = ar.eye(len(vectors))
    total: Any = 0
    for i, v in enumerate(vectors):
        total = total + ar.einsum("p,...i->...pi", units[i], v)
    return total.reshape(*total.shape[:-2], -1)


def joint(law: Mixture | Pair) -> tuple[Array, Array]:
    """Mean (..., 2 d) and covariance (..., 2 d, 2 d) of (x0, x1): of a mixture, for each component."""
    if isinstance(law, Pair):
        cov = block(law.ar, 2, [(0, 0, law.S0), (0, 1, law.X), (1, 0, law.X.T), (1, 1, law.S1)])
        return stack(law.ar, [law.m0, law.m1]), cov
    return stack(law.ar, [law.m0 + 0 * law.m, law.m]), block(law.ar, 2, [(0, 0, law.S0), (1, 1, law.C)])


def ends(law: Mixture | Pair, t: Time, x: Points) -> tuple[Array, Array, Array]:
    """The most likely x0, x1 with a x0 + b x1 = x, (..., d), and log p_t(x); of a mixture, given k: (..., K, d) and (..., K)."""
    ar, d = law.ar, x.shape[-1]
    mean, cov = joint(law)
    at, spread, system, (top, low) = _system(law, t, cov, d)
    x = x if mean.ndim == 1 else x[..., None, :]
    z = ar.solve(system, ar.einsum("...p,pi->...i", mean, top) + ar.einsum("...k,ki->...i", x, low))
    away = x - ar.einsum("kp,...p->...k", at, mean)
    volume = ar.logdet(ar.einsum("kp,...pj->...kj", at, spread))
    log_p = -(ar.einsum("...k,...k->...", z[..., 2 * d :], away) + volume + d * ar.log(2 * ar.pi())) / 2
    return z[..., :d], z[..., d : 2 * d], log_p


def _system(law: Mixture | Pair, t: Time, cov: Array, d: int) -> tuple[Array, Array, Array, tuple[Array, Array]]:
    """x_t = at (x0, x1); Cov[(x0, x1), x_t]; [[I, -Cov[(x0, x1), x_t]], [at, 0]]; its first 2 d unit vectors and the rest."""
    ar = law.ar
    a, b, _, _ = law.path(ar, t)
    at = a * ar.eye(2 * d)[:d] + b * ar.eye(2 * d)[d:]
    spread = ar.einsum("...ij,kj->...ik", cov, at)
    top, low = ar.eye(3 * d)[: 2 * d], ar.eye(3 * d)[2 * d :]
    return at, spread, top.T @ top + low.T @ at @ top - top.T @ spread @ low, (top, low)


def covariance_of_ends(law: Mixture | Pair, t: Time) -> Array:
    """Cov[(x0, x1) | x_t], (2 d, 2 d), of a mixture (K, 2 d, 2 d), given k: how the likely ends follow their mean, times Cov."""
    ar, (_, cov) = law.ar, joint(law)
    d = cov.shape[-1] // 2
    _, _, system, (top, _) = _system(law, t, cov, d)
    follow = ar.solve(system[..., None, :, :], top)[..., : 2 * d]  # row p: the ends for the mean e_p
    return follow.swapaxes(-1, -2) @ cov


def pair_residual_covariance(pair: Pair, t: Time) -> Array:
    """Cov[a' x0 + b' x1 | x_t], (d, d): the same at every x."""
    ar, d = pair.ar, len(pair.m0)
    _, _, da, db = pair.path(ar, t)
    rate = da * ar.eye(2 * d)[:d] + db * ar.eye(2 * d)[d:]
    return rate @ covariance_of_ends(pair, t) @ rate.T


def posterior(mix: Mixture, t: Time, x: Points) -> tuple[Array, Array, Array]:
    """P(k | x_t = x), (..., K), by Bayes, and E[x0 | x, k], E[x1 | x, k], (..., K, d)."""
    x0, x1, log_p = ends(mix, t, x)
    return mix.ar.softmax(mix.ar.log(mix.w) + log_p), x0, x1


def component_drifts(mix: Mixture, t: Time, x: Points) -> Array:
    """E[a' x0 + b' x1 | x_t = x, k], (..., K, d)."""
    x0, x1, _ = ends(mix, t, x)
    _, _, da, db = mix.path(mix.ar, t)
    return da * x0 + db * x1


def responsibilities(mix: Mixture, t: Time, x: Points) -> Array:
    """P(k | x_t = x), (..., K)."""
    return posterior(mix, t, x)[0]


def drift(law: Law, t: Time, x: Points) -> Array:
    """E[a' x0 + b' x1 | x_t = x], (..., d)."""
    _, _, da, db = law.path(law.ar, t)
    x0, x1, log_p = ends(law, t, x)
    u = da * x0 + db * x1
    return u if log_p.ndim < x.ndim else law.ar.einsum("...k,...ki->...i", law.ar.softmax(law.ar.log(law.w) + log_p), u)


def residual_covariance(mix: Mixture, t: Time, x: Points) -> Array:
    """Cov[a' x0 + b' x1 | x_t = x], (..., d, d): within the components and between them."""
    ar, d = mix.ar, x.shape[-1]
    _, _, da, db = mix.path(ar, t)
    rate = da * ar.eye(2 * d)[:d] + db * ar.eye(2 * d)[d:]
    r, x0, x1 = posterior(mix, t, x)
    e = da * x0 + db * x1 - drift(mix, t, x)[..., None, :]
    within = ar.einsum("...k,ip,kpq,jq->...ij", r, rate, covariance_of_ends(mix, t), rate)
    return within + ar.einsum("...k,...ki,...kj->...ij", r, e, e)


def moments(mix: Mixture, t: Time) -> Array:
    """Mean above covariance of x_t, (1 + d, d), from E[z z^T] - E[z] E[z]^T, z = (x0, x1)."""
    ar, d = mix.ar, len(mix.m0)
    a, b, _, _ = mix.path(ar, t)
    at = a * ar.eye(2 * d)[:d] + b * ar.eye(2 * d)[d:]
    mean, cov = joint(mix)
    z = ar.einsum("k,kp->p", mix.w, mean)
    spread = ar.einsum("k,kpq->pq", mix.w, cov + ar.einsum("kp,kq->kpq", mean, mean)) - ar.einsum("p,q->pq", z, z)
    return np.concatenate([(at @ z)[None], at @ spread @ at.T])


def denoiser(mix: Mixture, t: Time, x: Points) -> Array:
    """E[x1 | x_t = x], (..., d)."""
    r, _, x1 = posterior(mix, t, x)
    return mix.ar.einsum("...k,...ki->...i", r, x1)


def denoiser_covariance(mix: Mixture, t: Time, x: Points) -> Array:
    """Cov[x1 | x_t = x], (..., d, d): within the components and between them."""
    ar, d = mix.ar, x.shape[-1]
    r, _, x1 = posterior(mix, t, x)
    away = x1 - ar.einsum("...k,...ki->...i", r, x1)[..., None, :]
    within = covariance_of_ends(mix, t)[..., d:, d:]
    return ar.einsum("...k,kij->...ij", r, within) + ar.einsum("...k,...ki,...kj->...ij", r, away, away)


def jacobian(mix: Mixture, t: Time, x: Points) -> Array:
    """Dv = (t/(1 - t)^2 Cov[x1 | x_t = x] S0^-1 - I)/(1 - t), (..., d, d): on the linear path, before its end (FX-2 proves it)."""
    ar = mix.ar
    turned = ar.solve(mix.S0, denoiser_covariance(mix, t, x))  # Cov S0^-1
    return (t / (1 - t) ** 2 * turned - ar.eye(x.shape[-1])) / (1 - t)


def log_density(law: Law, t: Time, x: Points) -> Array:
    """log p_t(x), (...)."""
    log_p = ends(law, t, x)[2]
    return log_p if log_p.ndim < x.ndim else law.ar.logsumexp(law.ar.log(law.w) + log_p)


def mean_on_sphere(law: Law, t: Time, x: Points) -> Array:
    """E[x1 | x_t = x] for x1 uniform on a sphere, ends independent, in balls: quadrature of exp(b x.x1/a^2) over the angle to x.

    d >= 2, x != 0, a > 0.
    """
    return np.stack([p * _mean_power(law.d, _concentration(law, t, p), 1) * law.r[()] / _norm(p) for p in x])


def covariance_on_sphere(law: Law, t: Time, x: Points) -> Array:
    """Cov[x1 | x_t = x], (..., d, d), likewise: E[cos^2] along x, the rest of r^2 shared by the directions across."""

    def at(p: Array) -> Array:
        first, second = (_mean_power(law.d, _concentration(law, t, p), power) for power in (1, 2))
        along, across = second - first * first, (1 - second) / (law.d - 1)
        n = p / _norm(p)
        return law.r[()] ** 2 * (across * law.ar.eye(law.d) + (along - across) * n[:, None] * n)

    return np.stack([at(p) for p in x])


def _concentration(law: Law, t: Time, p: Array) -> Any:
    a, b, _, _ = law.path(law.ar, t[()])
    return b * law.r[()] * _norm(p) / a**2


def _norm(p: Array) -> Any:
    return sum((e * e for e in p[1:]), p[0] * p[0]).sqrt()


def _mean_power(d: int, k: Any, power: int) -> Any:
    """int cos^power w ds over int w ds, w(s) = exp(k (cos s - 1)) sin(s)^(d - 2) on [0, pi], d >= 2."""
    from flint import acb, arb

    def weight(p: int) -> Any:
        return acb.integral(lambda s, _: s.cos() ** p * (k * (s.cos() - 1)).exp() * s.sin() ** (d - 2), 0, arb.pi()).real

    return weight(power) / weight(0)
