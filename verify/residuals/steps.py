"""What a sampler's step must be, by routes that do not step: conditional means, precisions that add, other coordinates.

`ends_of(t)` are the times that steps from t lead to: a third of the rest forward, half of the way back.
"""

from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np

from analytic import gaussian, mixture
from analytic.arithmetic import Arithmetic, Array, Law, Points, Time
from analytic.path import linear
from verify.claim import Formula, Function
from verify.residuals.flows import covariance, jacobian, matrix
from verify.routes import conditional


def ends_of(t: Time) -> tuple[Time, Time]:
    return (1 + 2 * t) / 3, t / 2


def path_at(law: Law, t: Time) -> tuple[Array, Array]:
    """a and b."""
    a, b, _, _ = law.path(law.ar, law.ar.array(t))
    return a, b


def below(mean: Array, S: Array) -> Array:
    """A covariance below each mean, (n, 1 + d, d)."""
    return np.concatenate([mean[:, None], S + 0 * mean[..., None]], axis=1)


def fokker_planck(both: tuple[Any, ...]) -> Callable[[Formula], tuple[Formula, Formula]]:
    """d/dt log p = -div f - f . grad log p + e (Laplace log p + |grad log p|^2) for drifts f (n, E, d), e each of `both`."""
    log_p, s = mixture.log_density, jacobian(mixture.log_density)

    def sides(formula: Formula) -> tuple[Formula, Formula]:
        df = jacobian(formula)

        def rate(mix: Law, t: Time, x: Points) -> Array:
            ar, g = mix.ar, s(mix, t, x)
            spread = ar.einsum("...ii->...", jacobian(s)(mix, t, x)) + ar.einsum("...i,...i->...", g, g)
            moved = ar.einsum("...ii->...", df(mix, t, x)) + ar.einsum("nei,ni->ne", formula(mix, t, x), g)
            return ar.array(list(both)) * spread[:, None] - moved

        return lambda mix, t, x: log_p(mix, t, x)[:, None] + 0 * mix.ar.array(list(both)), rate

    return sides


def between(t: Time, x0: Points, x1: Points) -> Any:
    """(1 - s) x0 + s x1 at each s of `ends_of(t)`, (n, 2, d)."""
    return np.stack([(1 - s) * x0 + s * x1 for s in ends_of(t)], axis=1)


def expected(law: Law, t: Time, x: Points) -> Array:
    """E[x_s | x_t = x] on the linear path, (n, 2, d)."""
    if isinstance(law, gaussian.Pair):
        return between(t, *conditional.ends(law, t, x)[:2])
    r, x0, x1 = conditional.posterior(law, t, x)
    return between(t, *(law.ar.einsum("...k,...ki->...i", r, e) for e in (x0, x1)))


def in_other_time(mix: Law, t: Time, x: Points, clock: bool = True) -> Array:
    """a' (y + (T' - T) v(y)), y = x/a and T = b/a, v the velocity of y = x0 + T x1 per unit of T; without the clock, t for T."""

    def path(ar: Arithmetic, u: Time) -> tuple[Array, ...]:
        a, b = path_at(mix, u)
        return 1 + 0 * a, b / a, 0 * a, 1 + 0 * a

    def step(s: Time) -> Array:
        (a, b), (a1, b1) = path_at(mix, t), path_at(mix, s)
        return a1 * (x / a + (b1 / a1 - b / a if clock else s - t) * conditional.drift(replace(mix, path=path), t, x / a))

    return np.stack([step(s) for s in ends_of(t)], axis=1)


def posterior(mix: Law, t: Time, s: Time, x: Points) -> Array:
    """x_s ~ N(b' D + a' m0, a'^2 S0) seen through x_t = r x_s + N((a - r a') m0, (a^2 - r^2 a'^2) S0): precisions add."""
    ar, I, (a, b), (a1, b1) = mix.ar, mix.ar.eye(len(mix.m0)), path_at(mix, t), path_at(mix, s)
    P, r = ar.solve(mix.S0, I), b / b1
    prior, seen = P / a1**2, P / (a**2 - r**2 * a1**2)
    pull = (b1 * conditional.denoiser(mix, t, x) + a1 * mix.m0) @ prior + r * (x - (a - r * a1) * mix.m0) @ seen
    total = prior + r**2 * seen
    return below(ar.solve(total, pull), ar.solve(total, I))


def most_likely(mix: Law, t: Time, x: Points) -> Array:
    """log p(x) after Euler-Maruyama's step with e = 1 from m0 to (1 + t)/2, by the likeliest noise; the score from E[x0 | x_t]."""
    ar, z, h, (a, _, _, _) = mix.ar, mix.m0[None], (1 - t) / 2, mix.path(mix.ar, t)
    r, x0, _ = conditional.posterior(mix, t, z)
    score = ar.solve(mix.S0, z - ar.einsum("nk,nki->ni", r, x0)) / a
    mean, V = (z + h * (conditional.drift(mix, t, z) + score))[0], 2 * h * ar.eye(x.shape[-1])
    return conditional.ends(gaussian.Pair(ar, mean, V, mean, V, 0 * V, linear), ar.array(0), x)[2]


def components(mix: Law, t: Time) -> tuple[Array, Array]:
    """Mean (K, d) and covariance (K, d, d) of x_t, given k, from the joint law of the ends."""
    (a, b), (mean, cov), I = path_at(mix, t), conditional.joint(mix), mix.ar.eye(2 * len(mix.m0))
    at = a * I[: len(mix.m0)] + b * I[len(mix.m0) :]
    return mean @ at.T, at @ cov @ at.T


def carried(step: Any, strength: Any, pair: Law, t: Time, s: Time, noise: int = 1) -> Array:
    """M S_t M^T + V, (d, d): the covariance after a step from the law of x_t; step(law, strength, t, s, x) is M x + c and V."""
    M = matrix(lambda law, u, z: step(law, strength, u, s, z)[0], pair, t)
    return M @ covariance(pair, t) @ M.T + noise * step(pair, strength, t, s, pair.m0)[1]


def run(pair: Law, e: Any, times: tuple[Any, ...], share: int = 1, rooted: bool = True) -> Array:
    """Mean above covariance, (1 + d, d), at the last time: the chain run at 0 and at the unit vectors of (x_0, z_1, z_2 ...).

    Wrong with another `share` of the score, or not `rooted`: noise h for sqrt(h).
    """
    ar, d = pair.ar, len(pair.m0)
    units = ar.eye(d * len(times))
    X, grid = units[:, :d], [ar.array(t) for t in times]
    X, Z = np.concatenate([0 * X[:1], X]), np.concatenate([0 * units[:1], units])[:, d:]
    for k, (t, s) in enumerate(pairwise(grid)):
        past, e_k = abs(s - t), ar.array(e[k])
        X = X + (s - t) * conditional.drift(pair, t, X) + share * past * e_k * gaussian.score(pair, t, X)
        X = X + ar.sqrt(2 * e_k * (past if rooted else past * past)) * Z[:, d * k : d * k + d]
    G = (X[1:] - X[:1]).T
    first, (a, b) = G[:, :d], path_at(pair, times[0])
    S = first @ covariance(pair, grid[0]) @ first.T + G[:, d:] @ G[:, d:].T
    return np.concatenate([(X[0] + first @ (a * pair.m0 + b * pair.m1))[None], S])


def widening(formula: Formula) -> tuple[Formula, Formula]:
    """V' = 2 A V + c (1 - t), A x = S_t'/(2 S_t) x the velocity: both sides."""

    def rate(law: Law, t: Time) -> Array:
        p, q = (1 - t) * law.s0, t * law.s1
        return 2 * (q * law.s1 - p * law.s0) / (p * p + q * q) * formula(law, t) + law.c * (1 - t)

    return formula, rate


def grown(law: Any, t: Time) -> Array:
    """S_t (1 + int_0^t c (1 - u)/S_u du), S_u = (1 - u)^2 s0^2 + u^2 s1^2, by quadrature, in balls."""
    from flint import acb

    s0, s1, c, end = (law.ar.array(e)[()] for e in (law.s0, law.s1, law.c, t))
    S: Function = lambda u: ((1 - u) * s0) ** 2 + (u * s1) ** 2  # noqa: E731
    return law.ar.array(S(end) * (1 + acb.integral(lambda u, _: c * (1 - u) / S(u), 0, end).real))
