"""Classifier-free guidance of a mixture towards a class: the blend of two fields, and what it generates from Gaussians.

    v_w = (1 - w) v + w v_c,   v the velocity of the whole law, v_c that of the class c, a set of its components

w = 0 is the whole law, w = 1 the class; the other convention, v_c + w' (v_c - v), has w' = w - 1. At a fixed (t, x) the score is
grad((1 - w) log p_t + w log p_t(.|c)) = grad(log p_t + w log p(c|x_t)), of no noised law unless w is 0 or 1.

Letters: mix a `Mixture`; k the class: a component, or a list of different ones; w a number, or one for each point (..., 1);
pair a Gaussian `Pair` with independent ends, S0, S1 its covariances, C = cov1 that of a class with the same source and path;
G_t = S_t S0^-1, S_t = a^2 S0 + b^2 S1, and H_t likewise with C. x (..., d) points; t a number, or one per point, in [0, 1].
Conditions: as in `mixture` and `gaussian`. Errors: ValueError at the door.
Source: Ho and Salimans 2022; Dhariwal and Nichol 2021 (classifier); what Gaussians end at is derived here.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from analytic import door, gaussian, mixture
from analytic._answers import finite
from analytic.arithmetic import Array, Points, Time
from analytic.gaussian import Pair
from analytic.mixture import Mixture


def class_law(mix: Mixture, k: Any) -> Mixture:
    """p(x1 | c) = sum_{k in c} w_k N(m_k, C_k) / sum_{j in c} w_j: a mixture of the same source and path."""
    c = _members(mix, k)
    w, C = mix.w[c], mix.C[c]
    return replace(mix, w=w / w.sum(), m=mix.m[c], C=C, pencil=mix.ar.pencil(mix.S0, C))


@finite
def log_class_probability(mix: Mixture, k: Any, t: Time, x: Points) -> Array:
    """log p(c | x_t = x) = log p(c) + log p_t(x|c) - log p_t(x), (...), p(c) = sum_{k in c} w_k."""
    share = mix.ar.log(mix.w[_members(mix, k)].sum())
    return share + mixture.log_density(class_law(mix, k), t, x) - mixture.log_density(mix, t, x)


@finite
def classifier_gradient(mix: Mixture, k: Any, t: Time, x: Points) -> Array:
    """grad log p(c | x_t = x) = grad log p_t(x|c) - grad log p_t(x), (..., d)."""
    return mixture.score(class_law(mix, k), t, x) - mixture.score(mix, t, x)


def guided_velocity(mix: Mixture, k: Any, w: Any, t: Time, x: Points) -> Array:
    """v_w = (1 - w) E[x_t' | x_t = x] + w E[x_t' | x_t = x, c], (..., d)."""
    return _blend(mixture.drift, mix, k, w, t, x)


def guided_score(mix: Mixture, k: Any, w: Any, t: Time, x: Points) -> Array:
    """s_w = (1 - w) grad log p_t(x) + w grad log p_t(x|c), (..., d)."""
    return _blend(mixture.score, mix, k, w, t, x)


def guided_denoiser(mix: Mixture, k: Any, w: Any, t: Time, x: Points) -> Array:
    """(1 - w) E[x1 | x_t = x] + w E[x1 | x_t = x, c], (..., d)."""
    return _blend(mixture.denoiser, mix, k, w, t, x)


def guided_noise(mix: Mixture, k: Any, w: Any, t: Time, x: Points) -> Array:
    """(1 - w) E[x0 | x_t = x] + w E[x0 | x_t = x, c], (..., d)."""
    return _blend(mixture.noise, mix, k, w, t, x)


@finite
def guided_flow_matrix(pair: Pair, cov1: Any, w: Any, t: Time) -> Array:
    """F_t = G_t^((1 - w)/2) H_t^(w/2), (d, d): the slope of the flow of v_w from time 0 to t; t a number.

    S1 S0^-1 and C S0^-1 must commute, and S_t be positive definite with either, else ValueError.
    """
    ar, t = pair.ar, door.times(pair.ar, t, one="guidance carries Gaussians to one number t at a time")
    C, w = _aim(pair, cov1, w)
    G, H = (ar.solve(pair.S0, S) for S in (pair.S1, C))
    door.zero(ar, G @ H - H @ G, "these covariances have no closed flow: S1 S0^-1 and cov1 S0^-1 must commute")
    first, second = (ar.logm(ar.solve(pair.S0, gaussian.moments(replace(pair, S1=S), t)[2])) for S in (pair.S1, C))
    return ar.expm(((1 - w) * first + w * second) / 2)


@finite
def guided_covariance(pair: Pair, cov1: Any, w: Any, t: Time) -> Array:
    """Cov[x_t] = F_t S0 F_t^T = G_t^(1 - w) H_t^w S0 along the flow of v_w, (d, d).

    At t = 1, if S0 commutes with them too, it is S1^(1 - w) C^w.
    """
    F = guided_flow_matrix(pair, cov1, w, t)
    return F @ pair.S0 @ F.T


@finite
def tilted(pair: Pair, mean1: Any, cov1: Any, w: Any) -> tuple[Array, Array]:
    """Mean L^-1 ((1 - w) S1^-1 m1 + w C^-1 n), (d,), and covariance L^-1, (d, d), of the law p(x1)^(1 - w) p(x1|c)^w.

    L = (1 - w) S1^-1 + w C^-1 must be positive definite: else no law has this density, ValueError. n = mean1, C = cov1.
    """
    ar, I = pair.ar, pair.ar.eye(pair.m0.shape[0])
    C, w = _aim(pair, cov1, w)
    n = door.array(ar, "mean1", mean1)
    door.shape("mean1", n, tuple(pair.m1.shape), "(d,)")
    door.finite(ar, "mean1", n)
    P, Q = (1 - w) * ar.solve(pair.S1, I), w * ar.solve(C, I)
    L = (P + P.T + Q + Q.T) / 2
    door.covariance(ar, "(1 - w) S1^-1 + w cov1^-1", L, definite=True)
    return ar.solve(L, P @ pair.m1 + Q @ n), ar.solve(L, I)


@finite
def _blend(f: Callable[..., Array], mix: Mixture, k: Any, w: Any, t: Time, x: Points) -> Array:
    w = door.number(mix.ar, "w", w, door.points(mix.ar, "x", x, mix.m0.shape[0]))
    return (1 - w) * f(mix, t, x) + w * f(class_law(mix, k), t, x)


def _members(mix: Mixture, k: Any) -> list[int]:
    """The components of the class, in their order."""
    given = list(k) if isinstance(k, (list, tuple)) else [k]
    found = sorted({door.member("component", j, mix.w.shape[0]) for j in given})
    if not found or len(found) < len(given):
        raise ValueError(f"k = {k!r:.40}: a class is a component, or a list of different ones")
    return found


def _aim(pair: Pair, cov1: Any, w: Any) -> tuple[Array, Array]:
    """C and w, checked."""
    ar, d = pair.ar, pair.m0.shape[0]
    door.zero(ar, pair.X, "guidance of Gaussians is for independent ends: cross must be 0")
    C = door.square(ar, "cov1", cov1)
    door.shape("cov1", C, (d, d), "(d, d)")
    return C, door.number(ar, "w", w)
