"""Gaussian to Gaussian under any joint coupling: conditional means, drift, Jacobian, score, residual covariance, flow map.

    (x0, x1) jointly Gaussian, means m0, m1, covariances S0, S1, X = Cov[x0, x1];   x_t = a x0 + b x1

Letters: ar arithmetic; m0, m1 (d,); S0, S1, X (d, d); T (d, d) the map of a deterministic coupling x1 = m1 + T (x0 - m0);
a, b, a', b' the path (linear: 1 - t, t, -1, 1). x (..., d) any batch of points; t a number, or one per point, in [0, 1].
m_t = E[x_t], S_t = Cov[x_t], D_t = Cov[x_t', x_t]. `jacobian[i, j] = du_i/dx_j`. Of symmetric S, `ar.solve(S, M)` is M S^-1.
Conditions: S_t is invertible at t, else SingularCovariance. Errors: ValueError at the door.
Source: Causality-Delta 4.1, B.1, B.2 (independent ends); the flow map is not in the paper.
"""

from dataclasses import dataclass
from typing import Any

from analytic import door
from analytic._answers import finite
from analytic._points import pointwise
from analytic._shown import Shown
from analytic.arithmetic import Arithmetic, Array, Points, Time
from analytic.path import Path, linear


@dataclass(frozen=True, eq=False, repr=False)
class Pair(Shown):
    ar: Arithmetic
    m0: Array  # (d,)
    S0: Array  # (d, d)
    m1: Array  # (d,)
    S1: Array  # (d, d)
    X: Array  # (d, d), Cov[x0, x1]
    path: Path
    T: Array | None = None  # (d, d), where x1 = m1 + T (x0 - m0)


def joint(ar: Arithmetic, mean0: Any, cov0: Any, mean1: Any, cov1: Any, cross: Any, path: Path = linear) -> Pair:
    """Any joint Gaussian law with Cov[x0, x1] = cross; [[S0, X], [X^T, S1]] must be positive semidefinite."""
    given = {"mean0": mean0, "cov0": cov0, "mean1": mean1, "cov1": cov1, "cross": cross}
    m0, S0, m1, S1, X = (door.array(ar, name, a) for name, a in given.items())
    pair = Pair(ar, m0, S0, m1, S1, X, path)
    d = _dimension(pair.m0)
    for name, a in (("mean0", pair.m0), ("mean1", pair.m1)):
        door.shape(name, a, (d,), "(d,)")
        door.finite(ar, name, a)
    for name, a in (("cov0", pair.S0), ("cov1", pair.S1), ("cross", pair.X)):
        door.shape(name, a, (d, d), "(d, d)")
        door.finite(ar, name, a)
    door.covariance(ar, "cov0", pair.S0, given=cov0)
    door.covariance(ar, "cov1", pair.S1, given=cov1)
    door.joint(ar, pair.S0, pair.X, pair.S1, given=(cov0, cross, cov1))
    return pair


def independent(ar: Arithmetic, mean0: Any, cov0: Any, mean1: Any, cov1: Any, path: Path = linear) -> Pair:
    """x0 and x1 independent: Cov[x0, x1] = 0."""
    d = _dimension(door.array(ar, "mean0", mean0))
    return joint(ar, mean0, cov0, mean1, cov1, [[0] * d] * d, path)


def deterministic(ar: Arithmetic, mean0: Any, cov0: Any, mean1: Any, T: Any, path: Path = linear) -> Pair:
    """x1 = m1 + T (x0 - m0): S1 = T S0 T^T and Cov[x0, x1] = S0 T^T."""
    S0, T = door.square(ar, "cov0", cov0), door.array(ar, "T", T)
    d = _dimension(door.array(ar, "mean0", mean0))
    door.shape("cov0", S0, (d, d), "(d, d)")
    door.shape("T", T, (d, d), "(d, d)")
    X = ar.einsum("ij,kj->ik", S0, T)
    pair = joint(ar, mean0, S0, mean1, ar.einsum("ij,jk->ik", T, X), X, path)
    return Pair(ar, pair.m0, pair.S0, pair.m1, pair.S1, pair.X, path, T)


@finite
def moments(pair: Pair, t: Time) -> tuple[Array, Array, Array, Array]:
    """m_t = a m0 + b m1 and m_t', (..., d);  S_t = Cov[x_t],  D_t = Cov[x_t', x_t], (..., d, d)."""
    ar = pair.ar
    a, b, da, db = pair.path(ar, door.times(ar, t)[..., None])
    m, dm = a * pair.m0 + b * pair.m1, da * pair.m0 + db * pair.m1
    a, b, da, db = (c[..., None] for c in (a, b, da, db))
    S = a * a * pair.S0 + b * b * pair.S1 + a * b * (pair.X + pair.X.T)
    return m, dm, S, a * da * pair.S0 + b * db * pair.S1 + da * b * pair.X + a * db * pair.X.T


@finite
def slope(pair: Pair, t: Time) -> Array:
    """A_t = D_t S_t^-1, (..., d, d): the drift is m_t' + A_t (x - m_t)."""
    _, _, S, D = moments(pair, t)
    return pair.ar.solve(S[..., None, :, :], D)


@pointwise
def drift(pair: Pair, t: Time, x: Points) -> Array:
    """u = E[a'x0 + b'x1 | x_t = x] = m_t' + D_t S_t^-1 (x - m_t), (..., d)."""
    (m, dm, S, D), x = moments(pair, t), _points(pair, t, x)
    return dm + pair.ar.einsum("...ij,...j->...i", D, pair.ar.solve(S, x - m))


@pointwise
def jacobian(pair: Pair, t: Time, x: Points) -> Array:
    """du/dx = D_t S_t^-1, (..., d, d): constant in x."""
    return 0 * _points(pair, t, x)[..., None] + slope(pair, t)


@pointwise
def divergence(pair: Pair, t: Time, x: Points) -> Array:
    """div u = tr(D_t S_t^-1), (...)."""
    return 0 * _points(pair, t, x)[..., 0] + pair.ar.einsum("...ii->...", slope(pair, t))


@pointwise
def score(pair: Pair, t: Time, x: Points) -> Array:
    """grad log p_t(x) = -S_t^-1 (x - m_t), (..., d)."""
    (m, _, S, _), x = moments(pair, t), _points(pair, t, x)
    return -pair.ar.solve(S, x - m)


@pointwise
def score_jacobian(pair: Pair, t: Time, x: Points) -> Array:
    """d^2 log p_t/dx^2 = -S_t^-1, (..., d, d): constant in x."""
    ar, (_, _, S, _), x = pair.ar, moments(pair, t), _points(pair, t, x)
    return 0 * x[..., None] - ar.solve(S[..., None, :, :], ar.eye(x.shape[-1]))


@pointwise
def log_density(pair: Pair, t: Time, x: Points) -> Array:
    """log p_t(x) = -(x - m_t)^T S_t^-1 (x - m_t)/2 - log det(2 pi S_t)/2, (...)."""
    ar, (m, _, S, _), x = pair.ar, moments(pair, t), _points(pair, t, x)
    q = ar.einsum("...i,...i->...", ar.solve(S, x - m), x - m)
    return -(q + ar.logdet(2 * ar.pi() * S)) / 2


@pointwise
def denoiser(pair: Pair, t: Time, x: Points) -> Array:
    """E[x1 | x_t = x] = m1 + (a X^T + b S1) S_t^-1 (x - m_t), (..., d).  B.1, B.2 for independent ends."""
    a, b = _path(pair, t)
    return pair.m1 - pair.ar.einsum("...ij,...j->...i", a * pair.X.T + b * pair.S1, score(pair, t, x))


@pointwise
def noise(pair: Pair, t: Time, x: Points) -> Array:
    """E[x0 | x_t = x] = m0 + (a S0 + b X) S_t^-1 (x - m_t), (..., d)."""
    a, b = _path(pair, t)
    return pair.m0 - pair.ar.einsum("...ij,...j->...i", a * pair.S0 + b * pair.X, score(pair, t, x))


@finite
def residual_covariance(pair: Pair, t: Time) -> Array:
    """Cov[x_t' | x_t] = Cov[x_t'] - D_t S_t^-1 D_t^T, (..., d, d): what the best drift leaves of the loss."""
    ar, (_, _, S, D) = pair.ar, moments(pair, t)
    _, _, da, db = pair.path(ar, door.times(ar, t)[..., None, None])
    V = da * da * pair.S0 + db * db * pair.S1 + da * db * (pair.X + pair.X.T)
    return V - ar.einsum("...ij,...kj->...ik", ar.solve(S[..., None, :, :], D), D)


@finite
def flow_matrix(pair: Pair, t: Time) -> Array:
    """F_t with x_t = m_t + F_t (x - m_0) along the flow, (d, d); t a number.

    F_t = a I + b T                        x1 = m1 + T (x0 - m0)
    F_t = (S_t S0^-1)^{1/2}, principal     X symmetric, X S0^-1 commuting with S1 S0^-1: independent ends, or d = 1

    The second needs S0 invertible, else SingularCovariance. Other couplings turn the pencil while they stretch it: their flow is
    a time-ordered exponential, ValueError.
    """
    ar = pair.ar
    t = door.times(ar, t, one="the flow map takes one number t at a time")
    if pair.T is not None:
        a, b = _path(pair, t)
        return a * ar.eye(pair.m0.shape[0]) + b * pair.T
    G1, GX = (ar.solve(pair.S0, M) for M in (pair.S1, pair.X))  # M S0^-1
    door.zero(ar, pair.X - pair.X.T, NO_FLOW)
    door.zero(ar, ar.einsum("ij,jk->ik", G1, GX) - ar.einsum("ij,jk->ik", GX, G1), NO_FLOW)
    return ar.sqrtm(ar.solve(pair.S0, moments(pair, t)[2]))


@finite
def flow(pair: Pair, s: Time, t: Time, x: Points) -> Array:
    """phi_{s,t}(x) = m_t + F_t F_s^-1 (x - m_s), (..., d): where the drift carries x from time s to time t; s, t numbers.

    F_s must be invertible, else SingularCovariance: all paths of a direction have met at s.
    """
    ar, x = pair.ar, _points(pair, s, x)
    y = ar.solve(flow_matrix(pair, s), x - moments(pair, s)[0])
    return moments(pair, t)[0] + ar.einsum("ij,...j->...i", flow_matrix(pair, t), y)


NO_FLOW = "this coupling has no closed flow map: it needs X = Cov[x0, x1] symmetric with X S0^-1 and S1 S0^-1 commuting"


def _path(pair: Pair, t: Time) -> tuple[Array, Array]:
    a, b, _, _ = pair.path(pair.ar, door.times(pair.ar, t)[..., None, None])
    return a, b


def _points(pair: Pair, t: Time, x: Points) -> Array:
    return door.batch(pair.ar, t, x, pair.m0.shape[0])[1]


def _dimension(m0: Array) -> int:
    if m0.ndim != 1:
        raise ValueError(f"mean0 has shape {tuple(m0.shape)}: it must be (d,)")
    door.dimensions(d=m0.shape[0])
    return int(m0.shape[0])
