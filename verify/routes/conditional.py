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
    a, b, _, _ = law.path(ar, t)
    mean, cov = joint(law)
    at = a * ar.eye(2 * d)[:d] + b * ar.eye(2 * d)[d:]  # x_t = at (x0, x1)
    x = x[..., None, :] if isinstance(law, Mixture) else x
    spread = ar.einsum("...ij,kj->...ik", cov, at)  # (2 d, d): Cov[(x0, x1), x_t]
    top, low = ar.eye(3 * d)[: 2 * d], ar.eye(3 * d)[2 * d :]
    system = (
        ar.einsum("pi,pj->ij", top, top)
        - ar.einsum("pi,...pk,kj->...ij", top, spread, low)
        + ar.einsum("ki,kp,pj->ij", low, at, top)
    )  # [[I, -Cov[(x0, x1), x_t]], [at, 0]]
    z = ar.solve(system, ar.einsum("...p,pi->...i", mean, top) + ar.einsum("...k,ki->...i", x, low))
    away = x - ar.einsum("kp,...p->...k", at, mean)
    volume = ar.logdet(ar.einsum("kp,...pj->...kj", at, spread))
    log_p = -(ar.einsum("...k,...k->...", z[..., 2 * d :], away) + volume + d * ar.log(2 * ar.pi())) / 2
    return z[..., :d], z[..., d : 2 * d], log_p


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


def drift(law: Mixture | Pair, t: Time, x: Points) -> Array:
    """E[a' x0 + b' x1 | x_t = x], (..., d)."""
    _, _, da, db = law.path(law.ar, t)
    if isinstance(law, Pair):
        x0, x1, _ = ends(law, t, x)
        return da * x0 + db * x1
    r, x0, x1 = posterior(law, t, x)
    return law.ar.einsum("...k,...ki->...i", r, da * x0 + db * x1)


def residual_covariance(mix: Mixture, t: Time, x: Points) -> Array:
    """Cov[a' x0 + b' x1 | x_t = x], (..., d, d): in each component that of a' x0 + b' x1 less its regression on x_t."""
    ar, d = mix.ar, x.shape[-1]
    a, b, da, db = mix.path(ar, t)
    top, low = ar.eye(2 * d)[:d], ar.eye(2 * d)[d:]
    at, rate = a * top + b * low, da * top + db * low
    cov = joint(mix)[1]
    gain = ar.solve(ar.einsum("ip,kpq,jq->kij", at, cov, at)[:, None], ar.einsum("ip,kpq,jq->kij", rate, cov, at))
    left = rate - ar.einsum("kij,jp->kip", gain, at)
    r, x0, x1 = posterior(mix, t, x)
    e = da * x0 + db * x1 - drift(mix, t, x)[..., None, :]
    within = ar.einsum("...k,kip,kpq,kjq->...ij", r, left, cov, left)
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


def log_density(mix: Mixture, t: Time, x: Points) -> Array:
    """log p_t(x), (...)."""
    return mix.ar.logsumexp(mix.ar.log(mix.w) + ends(mix, t, x)[2])


def mean_on_sphere(law: Law, t: Time, x: Points) -> Array:
    """E[x1 | x_t = x] for x1 uniform on a sphere, ends independent, in balls: quadrature of exp(b x.x1/a^2) over the angle to x.

    d >= 2, x != 0, a > 0.
    """
    a, b, _, _ = law.path(law.ar, t[()])
    return np.stack([p * _mean_cosine(law.d, b * law.r[()] * _norm(p) / a**2) * law.r[()] / _norm(p) for p in x])


def _norm(p: Array) -> Any:
    return sum((e * e for e in p[1:]), p[0] * p[0]).sqrt()


def _mean_cosine(d: int, k: Any) -> Any:
    """int cos w dw over int dw, w(s) = exp(k (cos s - 1)) sin(s)^(d - 2) on [0, pi], d >= 2."""
    from flint import acb, arb

    def weight(power: int) -> Any:
        return acb.integral(lambda s, _: s.cos() ** power * (k * (s.cos() - 1)).exp() * s.sin() ** (d - 2), 0, arb.pi()).real

    return weight(1) / weight(0)
