"""A mixture seen through a noisy linear observation: its posterior, the velocity to it, and what is put in its place.

    y = H x1 + e,   e ~ N(0, R) independent of x0, x1:   v* = E[x_t' | x_t = x, y] = v + k_t S0 grad log h_t

h_t(x) = p(y | x_t = x), k_t = a (a b' - a' b)/b. Where h_t is not known, y given x_t = x is often taken for N(H D, H V H^T + R)
with a guess V of Cov[x1|x_t = x], the derivative of V left out:

    g = (dD/dx)^T H^T (H V H^T + R)^-1 (y - H D),   dD/dx = b/a^2 Cov[x1|x] S0^-1

V = 0 is DPS, V = a^2/(a^2 + b^2) I is PiGDM (right for source and data N(0, I)), V = Cov[x1|x] is moment matching (right for one
Gaussian). Letters: mix a `Mixture`; H (p, d), R (p, p), y (p,); D = E[x1|x_t = x]; x (..., d) points; t a number, or one per point.
Conditions: H C_k H^T + R invertible for each k; for g t < 1, for DPS R invertible. Errors: ValueError at the door.
Source: Chung et al. 2023 (DPS); Song et al. 2023 (PiGDM); Rozet et al. 2024 (moment matching); Linhart et al. 2024 (composition).
"""

from dataclasses import replace
from typing import Any

from analytic import door, mixture
from analytic._answers import finite
from analytic.arithmetic import Arithmetic, Array, Points, Time
from analytic.gaussian import Pair
from analytic.mixture import Mixture
from analytic.path import Path, score_weight


@finite
def _kalman(mix: Mixture, H: Any, R: Any, y: Any) -> tuple[Array, Array, Array]:
    """log w_k + log N(y; H m_k, H C_k H^T + R), (K,), and the moments m_k', C_k' of x1 given y and k."""
    ar, (H, R, y) = mix.ar, _observation(mix.ar, mix.m.shape[1], H, R, y)
    e = y - ar.einsum("pi,ki->kp", H, mix.m)
    P = ar.einsum("kij,pj->kip", mix.C, H)
    S = ar.einsum("pi,kiq->kpq", H, P) + R
    G = ar.solve(S[:, None], P)  # C_k H^T S_k^-1
    q = ar.einsum("kp,kp->k", ar.solve(S, e), e)
    log_w = ar.log(mix.w) - (ar.logdet(S) + q + len(y) * ar.log(2 * ar.pi())) / 2
    return log_w, mix.m + ar.einsum("kip,kp->ki", G, e), mix.C - ar.einsum("kip,kjp->kij", G, P)


def condition(mix: Mixture, H: Any, R: Any, y: Any) -> Mixture:
    """p(x1|y) = sum_k w_k' N(m_k', C_k'):  w_k' ~ w_k N(y; H m_k, S_k),  S_k = H C_k H^T + R,
    m_k' = m_k + C_k H^T S_k^-1 (y - H m_k),  C_k' = C_k - C_k H^T S_k^-1 H C_k: a mixture of the same source and path.
    """
    log_w, m, C = _kalman(mix, H, R, y)
    w = mix.ar.softmax(log_w)
    door.nonzero(mix.ar, w, "given y a component has no weight left in these numbers: leave it out, or use digits or balls")
    return replace(mix, w=w, m=m, C=C, pencil=mix.ar.pencil(mix.S0, C))


@finite
def log_evidence(mix: Mixture, H: Any, R: Any, y: Any) -> Array:
    """log p(y) = log sum_k w_k N(y; H m_k, H C_k H^T + R), a number."""
    return mix.ar.logsumexp(_kalman(mix, H, R, y)[0])


@finite
def log_likelihood(mix: Mixture, H: Any, R: Any, y: Any, t: Time, x: Points) -> Array:
    """log h_t(x) = log p(y | x_t = x) = log p(y) + log p_t(x|y) - log p_t(x), (...)."""
    after = mixture.log_density(condition(mix, H, R, y), t, x)
    return log_evidence(mix, H, R, y) + after - mixture.log_density(mix, t, x)


@finite
def likelihood_score(mix: Mixture, H: Any, R: Any, y: Any, t: Time, x: Points) -> Array:
    """grad log h_t(x) = grad log p_t(x|y) - grad log p_t(x), (..., d)."""
    return mixture.score(condition(mix, H, R, y), t, x) - mixture.score(mix, t, x)


def posterior_velocity(mix: Mixture, H: Any, R: Any, y: Any, t: Time, x: Points) -> Array:
    """v* = E[x_t' | x_t = x, y], (..., d): it generates p(x1|y)."""
    return mixture.drift(condition(mix, H, R, y), t, x)


@finite
def steered(mix: Mixture, g: Any, t: Time, x: Points) -> Array:
    """v + k_t S0 g,  k_t = a (a b' - a' b)/b, (..., d): of g = grad log h_t it is v*; t > 0."""
    ar, (t, x) = mix.ar, door.batch(mix.ar, t, x, mix.m.shape[1])
    k = score_weight(ar, mix.path, t[..., None])
    g = door.points(ar, "g", g, x.shape[-1])
    door.shape("g", g, tuple(x.shape), "that of x")
    return mixture.drift(mix, t, x) + k * ar.einsum("ij,...j->...i", mix.S0, g)


def dps_score(mix: Mixture, H: Any, R: Any, y: Any, t: Time, x: Points) -> Array:
    """(dD/dx)^T H^T R^-1 (y - H D), (..., d): the gradient of -(y - H D)^T R^-1 (y - H D)/2."""
    return _guessed(mix, H, R, y, t, x, 0)


@finite
def pigdm_guess(ar: Arithmetic, path: Path, t: Time) -> Array:
    """r^2 = a^2/(a^2 + b^2), (...): what PiGDM takes for Cov[x1|x_t = x], times I."""
    a, b, _, _ = path(ar, door.times(ar, t))
    return a * a / (a * a + b * b)


def pigdm_score(mix: Mixture, H: Any, R: Any, y: Any, t: Time, x: Points) -> Array:
    """(dD/dx)^T H^T (r^2 H H^T + R)^-1 (y - H D),  r^2 = a^2/(a^2 + b^2), (..., d)."""
    r2 = pigdm_guess(mix.ar, mix.path, t)
    return _guessed(mix, H, R, y, t, x, mix.ar.array(r2)[..., None, None] * mix.ar.eye(mix.m.shape[1]))


def moment_matching_score(mix: Mixture, H: Any, R: Any, y: Any, t: Time, x: Points) -> Array:
    """(dD/dx)^T H^T (H Cov[x1|x_t = x] H^T + R)^-1 (y - H D), (..., d)."""
    return _guessed(mix, H, R, y, t, x, mixture.denoiser_covariance(mix, t, x))


@finite
def dps_variance(pair: Pair, H: Any, R: Any, t: Time) -> Array:
    """Var[x_t] = S_t exp(-N S1^2 b^2/S_t),  N = H^T R^-1 H, of the flow of v + k_t S0 g with DPS, a number: at t = 1 S1 exp(-N S1).

    On a line, N(m0, S0) to N(m1, S1), independent; S_t = a^2 S0 + b^2 S1. The posterior has S1/(1 + N S1).
    """
    S, _, b2, N = _on_a_line(pair, H, R, t)
    s1 = pair.S1[0, 0]
    return S * pair.ar.exp(-N * s1 * s1 * b2 / S)


@finite
def pigdm_variance(pair: Pair, H: Any, R: Any, t: Time) -> Array:
    """Var[x_t] = S_t (S0 G/(S_t (1 + N)))^(S0 (N S1/q)^2) exp(-N S1^2 (S1 - S0) b^2/(q S_t)) likewise with PiGDM, a number.

    q = (1 + N) S1 - S0 must not vanish, G = a^2 (1 + N) + b^2.
    """
    S, a2, b2, N = _on_a_line(pair, H, R, t)
    ar, s0, s1 = pair.ar, pair.S0[0, 0], pair.S1[0, 0]
    q = (1 + N) * s1 - s0
    door.nonzero(ar, q, "(1 + N) S1 = S0: the limit there is not computed; move R a little")
    power = s0 * (N * s1 / q) ** 2 * ar.log(s0 * (a2 * (1 + N) + b2) / (S * (1 + N)))
    return S * ar.exp(power - N * s1 * s1 * (s1 - s0) * b2 / (q * S))


@finite
def compose(ar: Arithmetic, mean0: Any, cov0: Any, means: Any, covs: Any) -> tuple[Array, Array]:
    """D = L^-1 (sum_j V_j^-1 D_j + (1 - n) V_0^-1 D_0), (d,), and L^-1, (d, d), L = sum_j V_j^-1 + (1 - n) V_0^-1, at one (t, x).

    Mean and covariance of x1 given x_t and n observations, independent given x1, from D_0 = mean0 and V_0 = cov0, those given x_t
    alone, and D = means (n, d) and V = covs (n, d, d), those given each too: exact for Gaussians. L must be positive definite.
    So are scores composed, where S0 is a multiple of I; else S0 times them.
    """
    V0, D0, D, V = (door.array(ar, *v) for v in (("cov0", cov0), ("mean0", mean0), ("means", means), ("covs", covs)))
    n, d = len(D) if D.ndim else 0, len(D0) if D0.ndim else 0
    door.dimensions(n=n, d=d)
    door.shapes({"mean0": (D0, "d"), "cov0": (V0, "dd"), "means": (D, "nd"), "covs": (V, "ndd")}, n=n, d=d)
    door.finite(ar, "mean0", D0)
    door.finite(ar, "means", D)
    door.covariance(ar, "cov0", V0, definite=True, given=cov0)
    door.covariance(ar, "covs", V, definite=True, given=covs)
    P0, P = ar.solve(V0, ar.eye(d)), ar.solve(V[:, None], ar.eye(d))
    L = ar.einsum("nij->ij", P) + (1 - n) * P0
    L = (L + L.T) / 2
    door.covariance(ar, "sum_j covs[j]^-1 + (1 - n) cov0^-1", L, definite=True)
    return ar.solve(L, ar.einsum("nij,nj->i", P, D) + (1 - n) * P0 @ D0), ar.solve(L, ar.eye(d))


@finite
def _guessed(mix: Mixture, H: Any, R: Any, y: Any, t: Time, x: Points, V: Any) -> Array:
    ar, (H, R, y) = mix.ar, _observation(mix.ar, mix.m.shape[1], H, R, y)
    t, x = door.batch(ar, t, x, mix.m.shape[1])
    a, b, _, _ = mix.path(ar, t[..., None])
    door.nonzero(ar, a, "t = 1: x1 is known there, and g has no value; take t < 1")
    seen = R if isinstance(V, int) else ar.einsum("pi,...ij,qj->...pq", H, V, H) + R
    away = ar.solve(seen, y - ar.einsum("pi,...i->...p", H, mixture.denoiser(mix, t, x)))
    pull = ar.einsum("...ij,pj,...p->...i", mixture.denoiser_covariance(mix, t, x), H, away)
    return b / (a * a) * ar.solve(mix.S0, pull)


def _observation(ar: Arithmetic, d: int, H: Any, R: Any, y: Any) -> tuple[Array, Array, Array]:
    H, R, y = door.array(ar, "H", H), door.square(ar, "R", R), door.array(ar, "y", y)
    p = R.shape[0]
    door.shapes({"H": (H, "pd"), "y": (y, "p")}, p=p, d=d)
    door.finite(ar, "H", H)
    door.finite(ar, "y", y)
    return H, R, y


def _on_a_line(pair: Pair, H: Any, R: Any, t: Time) -> tuple[Array, Array, Array, Array]:
    """S_t, a^2, b^2 and N = H^T R^-1 H, numbers."""
    ar = pair.ar
    if pair.m0.shape[0] != 1:
        raise ValueError(f"this pair has d = {pair.m0.shape[0]}: these variances are for a line, d = 1")
    door.zero(ar, pair.X, "these variances are for independent ends: cross must be 0")
    R = door.square(ar, "R", R, definite=True)
    H, R, _ = _observation(ar, 1, H, R, [0] * R.shape[0])
    a, b, _, _ = pair.path(ar, door.times(ar, t, one="a variance takes one number t at a time"))
    N = ar.einsum("p,p->", ar.solve(R, H[:, 0]), H[:, 0])
    return a * a * pair.S0[0, 0] + b * b * pair.S1[0, 0], a * a, b * b, N
