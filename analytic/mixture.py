"""A Gaussian source and a mixture of Gaussians as data, drawn independently: drift, score, denoiser, Jacobians.

    x0 ~ N(m0, S0),   x1 ~ sum_k w_k N(m_k, C_k),   x_t = a x0 + b x1,   u(t, x) = E[a' x0 + b' x1 | x_t = x]

Letters: ar arithmetic; w (K,) weights; m0 (d,), S0 (d, d) source; m (K, d), C (K, d, d) data; a, b, a', b' the path
(linear: 1 - t, t, -1, 1). x (..., d) any batch of points; t a number, or one per point, in [0, 1]. `jacobian[i, j] = du_i/dx_j`.
Of the component k: S_k = Cov[x_t | k] = a^2 S0 + b^2 C_k and D_k = Cov[x_t', x_t | k] = a a' S0 + b b' C_k; given x_t = x as well:
r_k its probability, s_k the score, v_k the mean velocity, B_k = dv_k/dx = D_k S_k^-1 (`conditional` computes them all).
Conditions: S_k invertible at t (0: S0, 1: all C_k), else SingularCovariance. Errors: ValueError. Source: Causality-Delta 4.1, 4.2.
"""

from dataclasses import dataclass
from typing import Any

from analytic import _shown, door
from analytic._answers import finite
from analytic._points import at, pointwise
from analytic.arithmetic import Arithmetic, Array, Pencil, Points, Time
from analytic.path import Path, linear


@dataclass(frozen=True, eq=False, repr=False)
class Mixture(_shown.Shown):
    ar: Arithmetic
    w: Array  # (K,)
    m0: Array  # (d,)
    S0: Array  # (d, d)
    m: Array  # (K, d)
    C: Array  # (K, d, d)
    path: Path
    pencil: Pencil  # (p, q) -> p S0 + q C_k


def mixture(
    ar: Arithmetic, weights: Any, means: Any, covs: Any, mean0: Any = None, cov0: Any = None, path: Path = linear
) -> Mixture:
    """The law above in the arithmetic `ar`; the source is N(0, I) unless given. Exact arithmetics take ints and Fractions."""
    w, m, C = door.array(ar, "weights", weights), door.array(ar, "means", means), door.array(ar, "covs", covs)
    if w.ndim != 1 or m.ndim != 2:
        raise ValueError(f"weights have shape {tuple(w.shape)}, means {tuple(m.shape)}: they must be (K,) and (K, d)")
    K, d = m.shape
    door.dimensions(K=K, d=d)
    m0 = door.array(ar, "mean0", [0] * d if mean0 is None else mean0)
    S0 = ar.eye(d) if cov0 is None else door.array(ar, "cov0", cov0)
    door.shapes({"weights": (w, "K"), "covs": (C, "Kdd"), "mean0": (m0, "d"), "cov0": (S0, "dd")}, K=K, d=d)
    door.weights(ar, weights, w)
    door.finite(ar, "means", m)
    door.finite(ar, "mean0", m0)
    door.covariance(ar, "covs", C, given=covs)
    door.covariance(ar, "cov0", S0, given=cov0)
    return Mixture(ar, w, m0, S0, m, C, path, ar.pencil(S0, C))


def conditional(mix: Mixture, t: Time, x: Points) -> tuple[Array, Array, Array, Any]:
    """Given x_t = x:  r_k = P(k|x),  s_k = grad log p_t(x|k),  v_k = E[a'x0 + b'x1 | x, k],  B_k = dv_k/dx = D_k S_k^-1.
    r (..., K); s and v (..., K, d); B as the arithmetic keeps it, for `ar.apply` and `ar.blend`.
    """
    ar, x, (a, b, da, db) = at(mix, t, x)
    S, D = mix.pencil(a * a, b * b), mix.pencil(a * da, b * db)
    e = a * mix.m0 + b * mix.m - x[..., None, :]  # (..., K, d)
    s = ar.solve(S, e)
    r = ar.softmax(ar.log(mix.w) - ar.logdet(S) / 2 - ar.einsum("...i,...i->...", s, e) / 2)
    B = ar.ratio(D, S)
    return r, s, da * mix.m0 + db * mix.m - ar.apply(B, e), B


@pointwise
def responsibilities(mix: Mixture, t: Time, x: Points) -> Array:
    """r_k = w_k N(x; a m0 + b m_k, S_k) / sum_j w_j N(x; a m0 + b m_j, S_j), (..., K).  Eq. (2)."""
    return conditional(mix, t, x)[0]


@pointwise
def responsibility_gradients(mix: Mixture, t: Time, x: Points) -> Array:
    """dr_k/dx = r_k (s_k - sum_j r_j s_j), (..., K, d)."""
    r, s, _, _ = conditional(mix, t, x)
    return r[..., None] * (s - mix.ar.einsum("...k,...ki->...i", r, s)[..., None, :])


@pointwise
def drift(mix: Mixture, t: Time, x: Points) -> Array:
    """u = E[a'x0 + b'x1 | x_t = x] = sum_k r_k v_k,  v_k = a'm0 + b'm_k + D_k S_k^-1 (x - a m0 - b m_k).  Eq. (3)."""
    r, _, v, _ = conditional(mix, t, x)
    return mix.ar.einsum("...k,...ki->...i", r, v)


def jacobian(mix: Mixture, t: Time, x: Points) -> Array:
    """du_i/dx_j = sum_k r_k (B_kij + (v_ki - u_i) s_kj), (..., d, d): under observation.  Eq. (4)."""
    return drift_and_jacobian(mix, t, x)[1]


@pointwise
def drift_and_jacobian(mix: Mixture, t: Time, x: Points) -> tuple[Array, Array]:
    """u (..., d) and du/dx (..., d, d), for little more than one of them."""
    r, s, v, B = conditional(mix, t, x)
    u = mix.ar.einsum("...k,...ki->...i", r, v)
    return u, mix.ar.blend(r, B) + mix.ar.einsum("...ki,...kj->...ij", r[..., None] * (v - u[..., None, :]), s)


@pointwise
def blend(mix: Mixture, t: Time, x: Points) -> Array:
    """sum_k r_k B_k, (..., d, d): the first term of Eq. (4), what is left when the responsibilities are held fixed."""
    r, _, _, B = conditional(mix, t, x)
    return mix.ar.blend(r, B)


@pointwise
def jacobian_do(mix: Mixture, t: Time, x: Points, k: int) -> Array:
    """B_k = D_k S_k^-1, (..., d, d): the Jacobian under intervention, the component held at k.  Table 1."""
    k = door.member("component", k, mix.w.shape[0])
    r, _, _, B = conditional(mix, t, x)
    return mix.ar.blend(0 * r + mix.ar.eye(mix.w.shape[0])[k], B)


@pointwise
def divergence(mix: Mixture, t: Time, x: Points) -> Array:
    """div u = sum_k r_k (tr B_k + (v_k - u) . s_k), (...): no Jacobian is formed."""
    r, s, v, B = conditional(mix, t, x)
    u = mix.ar.einsum("...k,...ki->...i", r, v)
    return mix.ar.einsum("...k,...k->...", r, mix.ar.trace(B) + mix.ar.einsum("...ki,...ki->...k", v - u[..., None, :], s))


@pointwise
def score(mix: Mixture, t: Time, x: Points) -> Array:
    """grad log p_t(x) = sum_k r_k s_k, (..., d)."""
    r, s, _, _ = conditional(mix, t, x)
    return mix.ar.einsum("...k,...ki->...i", r, s)


@pointwise
def score_jacobian(mix: Mixture, t: Time, x: Points) -> Array:
    """d^2 log p_t/dx_i dx_j = sum_k r_k (s_ki s_kj - (S_k^-1)_ij) - sbar_i sbar_j,  sbar = sum_k r_k s_k, (..., d, d)."""
    ar, x, (a, b, _, _) = at(mix, t, x)
    r, s, _, _ = conditional(mix, t, x)
    I = ar.eye(x.shape[-1]).reshape(-1, *(1,) * x.ndim, x.shape[-1])
    inverse = ar.einsum("...k,j...ki->...ij", r, ar.solve(mix.pencil(a * a, b * b), I + 0 * s))
    mean = ar.einsum("...k,...ki->...i", r, s)
    return ar.einsum("...k,...ki,...kj->...ij", r, s, s) - inverse - ar.einsum("...i,...j->...ij", mean, mean)


@pointwise
def residual_covariance(mix: Mixture, t: Time, x: Points) -> Array:
    """Cov[x_t' | x_t = x] = sum_k r_k ((a b' - a' b)^2 C_k S_k^-1 S0 + (v_k - u)(v_k - u)^T), (..., d, d)."""
    ar, x, (a, b, da, db) = at(mix, t, x)
    r, _, v, _ = conditional(mix, t, x)
    e = v - ar.einsum("...k,...ki->...i", r, v)[..., None, :]
    B = ar.ratio(mix.pencil(0 * a, (a * db - da * b) ** 2), mix.pencil(a * a, b * b))
    return ar.einsum("...ij,jl->...il", ar.blend(r, B), mix.S0) + ar.einsum("...k,...ki,...kj->...ij", r, e, e)


@finite
def moments(mix: Mixture, t: Time) -> tuple[Array, Array]:
    """E[x_t] = a m0 + b mbar (..., d),  Cov[x_t] = a^2 S0 + b^2 sum_k w_k (C_k + (m_k - mbar)(m_k - mbar)^T) (..., d, d).
    mbar = sum_k w_k m_k. No S_k need be invertible.
    """
    ar, t = mix.ar, door.times(mix.ar, t)
    a, b, _, _ = mix.path(ar, t[..., None])
    mean = ar.einsum("k,ki->i", mix.w, mix.m)
    e = mix.m - mean
    C = ar.einsum("k,kij->ij", mix.w, mix.C) + ar.einsum("k,ki,kj->ij", mix.w, e, e)
    return a * mix.m0 + b * mean, (a * a)[..., None] * mix.S0 + (b * b)[..., None] * C


@pointwise
def log_density(mix: Mixture, t: Time, x: Points) -> Array:
    """log p_t(x) = log sum_k w_k N(x; a m0 + b m_k, S_k), (...)."""
    ar, x, (a, b, _, _) = at(mix, t, x)
    S, e = mix.pencil(a * a, b * b), x[..., None, :] - (a * mix.m0 + b * mix.m)
    q = ar.einsum("...i,...i->...", ar.solve(S, e), e)
    return ar.logsumexp(ar.log(mix.w) - ar.logdet(S) / 2 - q / 2) - x.shape[-1] * ar.log(2 * ar.pi()) / 2


@pointwise
def posterior(mix: Mixture, t: Time, x: Points, p: int, q: int) -> Array:
    """E[p x0 + q x1 | x_t = x] = sum_k r_k (p m0 + q m_k - (p a S0 + q b C_k) s_k), (..., d); p, q whole numbers."""
    ar, x, (a, b, _, _) = at(mix, t, x)
    p, q = door.whole("p", p), door.whole("q", q)
    r, s, _, _ = conditional(mix, t, x)
    return ar.einsum("...k,...ki->...i", r, p * mix.m0 + q * mix.m - ar.apply(mix.pencil(p * a, q * b), s))


def denoiser(mix: Mixture, t: Time, x: Points) -> Array:
    """E[x1 | x_t = x], (..., d)."""
    return posterior(mix, t, x, 0, 1)


@pointwise
def denoiser_covariance(mix: Mixture, t: Time, x: Points) -> Array:
    """Cov[x1 | x_t = x] = sum_k r_k (a^2 C_k S_k^-1 S0 + e_k e_k^T),  e_k = E[x1|x, k] - E[x1|x], (..., d, d)."""
    ar, x, (a, b, _, _) = at(mix, t, x)
    r, s, _, _ = conditional(mix, t, x)
    d = mix.m - ar.apply(mix.pencil(0 * b, b), s)
    e = d - ar.einsum("...k,...ki->...i", r, d)[..., None, :]
    B = ar.ratio(mix.pencil(0 * a, a * a), mix.pencil(a * a, b * b))
    return ar.einsum("...ij,jl->...il", ar.blend(r, B), mix.S0) + ar.einsum("...k,...ki,...kj->...ij", r, e, e)


def noise(mix: Mixture, t: Time, x: Points) -> Array:
    """E[x0 | x_t = x], (..., d)."""
    return posterior(mix, t, x, 1, 0)
