"""Wrong formulas, as people write them: all must be refuted, and the diagnosis should name the cause.

CAUSES: a short cause for each; alternatives are separated by "|", and one of them must stand in the diagnosis. HELD_OUT were not
looked at while the search was made.
"""

import numpy as np
import sympy as sp
import torch

from verify import as_derivation, derivation

# --- in the arithmetic's own operations ---


def pieces(law, t, x):
    ar = law.ar
    S = (1 - t) ** 2 * law.S0 + t**2 * law.C
    e = x[:, None, :] - (1 - t) * law.m0 - t * law.m
    g = ar.solve(S, e)
    r = ar.softmax(ar.log(law.w) - ar.logdet(S) / 2 - ar.einsum("nki,nki->nk", e, g) / 2)
    return S, e, g, r


@derivation("velocity")
def plus_source(law, t, x):
    """The sign between the two parts of A_k."""
    _, _, g, r = pieces(law, t, x)
    v = law.m - law.m0 + law.ar.einsum("kij,nkj->nki", t * law.C + (1 - t) * law.S0, g)
    return law.ar.einsum("nk,nki->ni", r, v)


@derivation("velocity")
def no_mean_difference(law, t, x):
    _, _, g, r = pieces(law, t, x)
    return law.ar.einsum("nk,kij,nkj->ni", r, t * law.C - (1 - t) * law.S0, g)


@derivation("velocity")
def slope_on_x(law, t, x):
    """A_k applied to x instead of x - m_k(t)."""
    S, _, _, r = pieces(law, t, x)
    g = law.ar.solve(S, x[:, None, :] + 0 * law.m)
    v = law.m - law.m0 + law.ar.einsum("kij,nkj->nki", t * law.C - (1 - t) * law.S0, g)
    return law.ar.einsum("nk,nki->ni", r, v)


@derivation("velocity", assume="0<t<1")
def x_prediction_wrong_end(law, t, x):
    """(x1hat - x)/t: divided by the wrong end's time."""
    _, _, g, r = pieces(law, t, x)
    hat = law.ar.einsum("nk,nki->ni", r, law.m + t * law.ar.einsum("kij,nkj->nki", law.C, g))
    return (hat - x) / t


@derivation("velocity", assume="0<t<1")
def noise_subtracted_from_x(law, t, x):
    """x - E[x0 | x]: the division by t forgotten."""
    _, _, g, r = pieces(law, t, x)
    return x - law.m0 - (1 - t) * law.ar.einsum("nk,ij,nkj->ni", r, law.S0, g)


@derivation("velocity")
def order_of_factors(law, t, x):
    """S_k^-1 D_k for D_k S_k^-1: right when they commute."""
    S, e, _, r = pieces(law, t, x)
    v = law.m - law.m0 + law.ar.solve(S, law.ar.einsum("kij,nkj->nki", t * law.C - (1 - t) * law.S0, e))
    return law.ar.einsum("nk,nki->ni", r, v)


@derivation("jacobian")
def gradient_order(law, t, x):
    """The outer product in the order typed: (grad r) v^T."""
    ar = law.ar
    S, _, g, r = pieces(law, t, x)
    D = t * law.C - (1 - t) * law.S0
    v = law.m - law.m0 + ar.einsum("kij,nkj->nki", D, g)
    s = -g + ar.einsum("nk,nki->ni", r, g)[:, None]
    return ar.einsum("nk,kij->nij", r, ar.solve(S[:, None], D)) + ar.einsum("nk,nki,nkj->nij", r, s, v)


@derivation("jacobian")
def means_for_velocities(law, t, x):
    """The outer product takes m_k, not v_k."""
    ar = law.ar
    S, _, g, r = pieces(law, t, x)
    s = -g + ar.einsum("nk,nki->ni", r, g)[:, None]
    B = ar.solve(S[:, None], t * law.C - (1 - t) * law.S0)
    return ar.einsum("nk,kij->nij", r, B) + ar.einsum("nk,ki,nkj->nij", r, law.m, s)


@derivation("score_jacobian")
def hessian_without_spread(law, t, x):
    """-sum_k r_k S_k^-1 alone."""
    S, _, _, r = pieces(law, t, x)
    return -law.ar.einsum("nk,kij->nij", r, law.ar.solve(S[:, None], law.ar.eye(x.shape[-1]) + 0 * S))


@derivation("score")
def score_without_sign(law, t, x):
    _, _, g, r = pieces(law, t, x)
    return law.ar.einsum("nk,nki->ni", r, g)


@derivation("denoiser")
def denoiser_without_t(law, t, x):
    """C_k S_k^-1 e_k: the factor t of Cov[x1, x_t] forgotten."""
    _, _, g, r = pieces(law, t, x)
    return law.ar.einsum("nk,nki->ni", r, law.m + law.ar.einsum("kij,nkj->nki", law.C, g))


@derivation("velocity", law="gaussian")
def coupling_forgotten(law, t, x):
    """The ends taken as independent."""
    S = (1 - t) ** 2 * law.S0 + t**2 * law.S1
    g = law.ar.solve(S, x - (1 - t) * law.m0 - t * law.m1)
    return law.m1 - law.m0 + law.ar.einsum("ij,nj->ni", t * law.S1 - (1 - t) * law.S0, g)


@derivation("bures_map", law="transport")
def bures_commuting(law, t, x):
    """S1^1/2 S0^-1/2."""
    return law.ar.solve(law.ar.sqrtm(law.S0), law.ar.sqrtm(law.S1))


@derivation("flow_map", law="transport")
def exponential_for_displacement(law, t, x):
    """e^(t log A) for (1 - t) I + t A."""
    ar = law.ar
    R = ar.sqrtm(law.S0)
    A = ar.solve(R, ar.solve(R, ar.sqrtm(R @ law.S1 @ R)).T)
    return (1 - t) * law.m0 + t * law.m1 + ar.einsum("ij,nj->ni", ar.expm(t * ar.logm(A)), x - law.m0)


@derivation("flow_map", law="gaussian", assume="independent")
def flow_without_root(law, t, x):
    """S_t S0^-1 for its square root."""
    S = (1 - t) ** 2 * law.S0 + t**2 * law.S1
    y = law.ar.solve(law.S0, x - law.m0)
    return (1 - t) * law.m0 + t * law.m1 + law.ar.einsum("ij,nj->ni", S, y)


# --- plain NumPy, float64 ---


def weights_of(x, t, pi, mu, Sigma, mu0, Sigma0):
    S = (1 - t) ** 2 * Sigma0 + t**2 * Sigma
    e = x - (1 - t) * mu0 - t * mu
    g = np.stack([np.linalg.solve(M, v) for M, v in zip(S, e, strict=True)])
    l = np.log(pi) - 0.5 * np.linalg.slogdet(S)[1] - 0.5 * (e * g).sum(-1)
    r = np.exp(l - l.max())
    return r / r.sum(), S, e, g


@derivation("velocity", assume="no far tails")
def time_reversed(x, t, pi, mu, Sigma, mu0, Sigma0):
    """Data at t = 0 without saying so."""
    r, _, _, g = weights_of(x, 1 - t, pi, mu, Sigma, mu0, Sigma0)
    D = (1 - t) * Sigma - t * Sigma0
    return -(r @ (mu - mu0 + np.einsum("kij,kj->ki", D, g)))


@derivation("velocity", assume="no far tails")
def covariances_not_squared(x, t, pi, mu, Sigma, mu0, Sigma0):
    """(1 - t) S0 + t C_k for the covariance of x_t."""
    S = (1 - t) * Sigma0 + t * Sigma
    e = x - (1 - t) * mu0 - t * mu
    g = np.linalg.solve(S, e[..., None])[..., 0]
    l = np.log(pi) - 0.5 * np.linalg.slogdet(S)[1] - 0.5 * (e * g).sum(-1)
    r = np.exp(l - np.logaddexp.reduce(l))
    return r @ (mu - mu0 + np.einsum("kij,kj->ki", t * Sigma - (1 - t) * Sigma0, g))


@derivation("velocity", assume="no far tails")
def prior_weights(x, t, pi, mu, Sigma, mu0, Sigma0):
    _, _, _, g = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    return pi @ (mu - mu0 + np.einsum("kij,kj->ki", t * Sigma - (1 - t) * Sigma0, g))


@derivation("responsibilities", assume="no far tails")
def no_determinant(x, t, pi, mu, Sigma, mu0, Sigma0):
    _, _, e, g = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    l = np.log(pi) - 0.5 * (e * g).sum(-1)
    return np.exp(l - np.logaddexp.reduce(l))


@derivation("responsibilities", assume="no far tails")
def no_half(x, t, pi, mu, Sigma, mu0, Sigma0):
    _, S, e, g = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    l = np.log(pi) - 0.5 * np.linalg.slogdet(S)[1] - (e * g).sum(-1)
    return np.exp(l - np.logaddexp.reduce(l))


@derivation("responsibilities", assume="no far tails")
def no_weights(x, t, pi, mu, Sigma, mu0, Sigma0):
    _, S, e, g = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    l = -0.5 * np.linalg.slogdet(S)[1] - 0.5 * (e * g).sum(-1)
    return np.exp(l - np.logaddexp.reduce(l))


@derivation("responsibility_gradients", assume="no far tails")
def sigmoid_gradient(x, t, pi, mu, Sigma, mu0, Sigma0):
    r, _, _, g = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    return -(r * (1 - r))[:, None] * g


@derivation("responsibility_gradients", assume="no far tails")
def uncentred_gradient(x, t, pi, mu, Sigma, mu0, Sigma0):
    r, _, _, g = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    return -r[:, None] * g


@derivation("log_density", assume="no far tails")
def no_two_pi(x, t, pi, mu, Sigma, mu0, Sigma0):
    _, S, e, g = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    return np.logaddexp.reduce(np.log(pi) - 0.5 * np.linalg.slogdet(S)[1] - 0.5 * (e * g).sum(-1))


@derivation("log_density", assume="no far tails")
def mean_of_logs(x, t, pi, mu, Sigma, mu0, Sigma0):
    _, S, e, g = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    logs = -0.5 * np.linalg.slogdet(2 * np.pi * S)[1] - 0.5 * (e * g).sum(-1)
    return float(pi @ (np.log(pi) + logs))


@derivation("divergence", assume="no far tails")
def divergence_of_blend(x, t, pi, mu, Sigma, mu0, Sigma0):
    r, S, _, _ = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    return sum(rk * np.trace((t * C - (1 - t) * Sigma0) @ np.linalg.inv(M)) for rk, C, M in zip(r, Sigma, S, strict=True))


@derivation("jacobian", assume="no far tails")
def transposed_jacobian(x, t, pi, mu, Sigma, mu0, Sigma0):
    r, S, _, g = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    D = t * Sigma - (1 - t) * Sigma0
    v = mu - mu0 + np.einsum("kij,kj->ki", D, g)
    s = -g + r @ g
    J = np.einsum("k,kij->ij", r, D @ np.linalg.inv(S)) + np.einsum("k,ki,kj->ij", r, v, s)
    return J.T


@derivation("jacobian", assume="no far tails")
def uncentred_outer(x, t, pi, mu, Sigma, mu0, Sigma0):
    r, S, _, g = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    D = t * Sigma - (1 - t) * Sigma0
    v = mu - mu0 + np.einsum("kij,kj->ki", D, g)
    return np.einsum("k,kij->ij", r, D @ np.linalg.inv(S)) - np.einsum("k,ki,kj->ij", r, v, g)


@derivation("velocity", assume="no far tails")
def std_read_as_variance(x, t, pi, mu, Sigma, mu0, Sigma0):
    """Sigma is squared: it was taken for a standard deviation."""
    C = Sigma @ Sigma
    r, _, _, g = weights_of(x, t, pi, mu, C, mu0, Sigma0)
    return r @ (mu - mu0 + np.einsum("kij,kj->ki", t * C - (1 - t) * Sigma0, g))


@derivation("score", assume="no far tails")
def score_without_inverse(x, t, pi, mu, Sigma, mu0, Sigma0):
    r, S, e, _ = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    return -np.einsum("k,kij,kj->i", r, S, e)


@derivation("denoiser", assume="no far tails")
def pooled_covariance(x, t, pi, mu, Sigma, mu0, Sigma0):
    C = np.broadcast_to(np.einsum("k,kij->ij", pi, Sigma), Sigma.shape)
    r, _, _, g = weights_of(x, t, pi, mu, C, mu0, Sigma0)
    return r @ (mu + t * np.einsum("kij,kj->ki", C, g))


@derivation("noise", assume="no far tails")
def noise_as_score(x, t, pi, mu, Sigma, mu0, Sigma0):
    """-(1 - t) score, which is the noise for N(0, I) only."""
    r, _, _, g = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    return (1 - t) * (r @ g)


@derivation("velocity", law="gaussian")
def means_swapped(x, t, m0, S0, m1, S1):
    S = (1 - t) ** 2 * S0 + t**2 * S1
    return m0 - m1 + (x - (1 - t) * m0 - t * m1) @ np.linalg.solve(S, t * S1 - (1 - t) * S0)


@derivation("jacobian", law="gaussian")
def covariances_swapped(x, t, m0, S0, m1, S1):
    S = (1 - t) ** 2 * S1 + t**2 * S0
    return np.broadcast_to((t * S0 - (1 - t) * S1) @ np.linalg.inv(S), (*x.shape, x.shape[-1]))


@derivation("bures_map", law="transport")
def bures_without_root(S0, S1):
    """S0^-1/2 (S0^1/2 S1 S0^1/2) S0^-1/2 = S1."""
    lam, U = np.linalg.eigh(S0)
    R, Rinv = (U * np.sqrt(lam)) @ U.T, (U / np.sqrt(lam)) @ U.T
    return Rinv @ (R @ S1 @ R) @ Rinv


@derivation("bures_distance2", law="transport")
def distance_by_roots(S0, S1):
    """|S0^1/2 - S1^1/2|_F^2: right when they commute."""

    def root(S):
        lam, U = np.linalg.eigh(S)
        return (U * np.sqrt(lam)) @ U.T

    return np.sum((root(S0) - root(S1)) ** 2)


@derivation("velocity", law="transport", assume="independent")
def flow_matching_for_transport(x, t, m0, S0, m1, S1):
    """The independent coupling's velocity for the optimal one's."""
    S = (1 - t) ** 2 * S0 + t**2 * S1
    return m1 - m0 + (x - (1 - t) * m0 - t * m1) @ np.linalg.solve(S, t * S1 - (1 - t) * S0)


@derivation("velocity", law="line", assume="no far tails")
def line_one_plus_t(x, t, pi, mu, var, mu0, var0):
    s = (1 + t) ** 2 * var0 + t * t * var
    e = x - (1 - t) * mu0[0] - t * mu[:, 0]
    l = np.log(pi) - np.log(s) / 2 - e * e / (2 * s)
    r = np.exp(l - l.max(-1, keepdims=True))
    r /= r.sum(-1, keepdims=True)
    return (r * (mu[:, 0] - mu0[0] + (t * var - (1 - t) * var0) / s * e)).sum(-1, keepdims=True)


# --- plain torch ---


def gate(x, t, pi, mu, Sigma, mu0, Sigma0):
    S = (1 - t) ** 2 * Sigma0 + t**2 * Sigma
    e = x - (1 - t) * mu0 - t * mu
    g = torch.linalg.solve(S, e)
    return torch.softmax(pi.log() - 0.5 * torch.logdet(S) - 0.5 * (e * g).sum(-1), -1), S, e, g


def drift(x, t, pi, mu, Sigma, mu0, Sigma0):
    r, _, _, g = gate(x, t, pi, mu, Sigma, mu0, Sigma0)
    return (r[:, None] * (mu - mu0 + torch.einsum("kij,kj->ki", t * Sigma - (1 - t) * Sigma0, g))).sum(0)


@derivation("velocity", dtype="float32", assume="no far tails")
def denoiser_returned(x, t, pi, mu, Sigma, mu0, Sigma0):
    r, _, _, g = gate(x, t, pi, mu, Sigma, mu0, Sigma0)
    return (r[:, None] * (mu + t * torch.einsum("kij,kj->ki", Sigma, g))).sum(0)


@derivation("velocity", dtype="float32", assume="no far tails")
def source_ignored(x, t, pi, mu, Sigma, mu0, Sigma0):
    """Written for N(0, I), given something else."""
    return drift(x, t, pi, mu, Sigma, torch.zeros_like(mu0), torch.eye(len(x)))


@derivation("velocity", dtype="float32", assume="no far tails")
def mean0_ignored(x, t, pi, mu, Sigma, mu0, Sigma0):
    return drift(x, t, pi, mu, Sigma, 0 * mu0, Sigma0)


@derivation("jacobian", dtype="float32", assume="no far tails")
def frozen_gate(x, t, pi, mu, Sigma, mu0, Sigma0):
    """Autodiff with the responsibilities detached."""

    def f(p):
        r, _, _, g = gate(p, t, pi, mu, Sigma, mu0, Sigma0)
        return (r.detach()[:, None] * (mu - mu0 + torch.einsum("kij,kj->ki", t * Sigma - (1 - t) * Sigma0, g))).sum(0)

    return torch.autograd.functional.jacobian(f, x)


@derivation("jacobian", dtype="float32", assume="no far tails")
def jvp_scaled(x, t, pi, mu, Sigma, mu0, Sigma0):
    f = lambda p: drift(p, t, pi, mu, Sigma, mu0, Sigma0)  # noqa: E731
    return torch.stack([torch.func.jvp(f, (x,), (1e-3 * e,))[1] for e in torch.eye(len(x))], -1)


@derivation("velocity", dtype="float64", assume="no far tails")
def fudged(x, t, pi, mu, Sigma, mu0, Sigma0):
    return drift(x, t, pi, mu, Sigma + 1e-6 * torch.eye(len(x), dtype=x.dtype), mu0, Sigma0)


@derivation("velocity", dtype="float64", assume="no far tails")
def nearly_right(x, t, pi, mu, Sigma, mu0, Sigma0):
    return drift(x, t, pi, mu, Sigma, mu0, Sigma0) * (1 + 1e-9)


@derivation("velocity", dtype="float32", assume="no far tails")
def diagonal_covariances(x, t, pi, mu, Sigma, mu0, Sigma0):
    d = lambda M: torch.diag_embed(torch.diagonal(M, dim1=-2, dim2=-1))  # noqa: E731
    return drift(x, t, pi, mu, d(Sigma), mu0, d(Sigma0))


@derivation("divergence", dtype="float32", assume="no far tails")
def divergence_per_dimension(x, t, pi, mu, Sigma, mu0, Sigma0):
    """mean() for sum()."""
    J = torch.func.jacfwd(lambda p: drift(p, t, pi, mu, Sigma, mu0, Sigma0))(x)
    return torch.diagonal(J).mean()


@derivation("velocity", dtype="float32", assume=["no far tails", "0<t<1"])
def trigonometric_path(x, t, pi, mu, Sigma, mu0, Sigma0):
    h = torch.pi / 2
    a, b = torch.cos(h * t), torch.sin(h * t)
    S = a**2 * Sigma0 + b**2 * Sigma
    e = x - a * mu0 - b * mu
    g = torch.linalg.solve(S, e)
    r = torch.softmax(pi.log() - 0.5 * torch.logdet(S) - 0.5 * (e * g).sum(-1), -1)
    v = h * (a * mu - b * mu0 + torch.einsum("kij,kj->ki", a * b * (Sigma - Sigma0), g))
    return (r[:, None] * v).sum(0)


@derivation("responsibilities", dtype="float32", assume="no far tails")
def softmax_of_distances(x, t, pi, mu, Sigma, mu0, Sigma0):
    e = x - (1 - t) * mu0 - t * mu
    return torch.softmax(pi.log() - 0.5 * (e**2).sum(-1), -1)


@derivation("score", dtype="float32", assume="no far tails")
def score_of_first_mode(x, t, pi, mu, Sigma, mu0, Sigma0):
    _, _, _, g = gate(x, t, pi, mu, Sigma, mu0, Sigma0)
    return -g[0]


# --- held out: written after the search, and not looked at while it was made ---


@derivation("velocity", assume="no far tails")
def precision_for_covariance(x, t, pi, mu, Sigma, mu0, Sigma0):
    C = np.linalg.inv(Sigma)
    r, _, _, g = weights_of(x, t, pi, mu, C, mu0, Sigma0)
    return r @ (mu - mu0 + np.einsum("kij,kj->ki", t * C - (1 - t) * Sigma0, g))


@derivation("denoiser")
def denoiser_doubled_gain(law, t, x):
    _, _, g, r = pieces(law, t, x)
    return law.ar.einsum("nk,nki->ni", r, law.m + 2 * t * law.ar.einsum("kij,nkj->nki", law.C, g))


@derivation("jacobian", assume="no far tails")
def outer_with_wrong_sign(x, t, pi, mu, Sigma, mu0, Sigma0):
    r, S, _, g = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    D = t * Sigma - (1 - t) * Sigma0
    v = mu - mu0 + np.einsum("kij,kj->ki", D, g)
    return np.einsum("k,kij->ij", r, D @ np.linalg.inv(S)) + np.einsum("k,ki,kj->ij", r, v, g - r @ g)


@derivation("velocity", dtype="float32", assume=["no far tails", "0<t<1"])
def denoiser_minus_x(x, t, pi, mu, Sigma, mu0, Sigma0):
    """E[x1 | x] - x, the division by 1 - t forgotten."""
    r, _, _, g = gate(x, t, pi, mu, Sigma, mu0, Sigma0)
    return (r[:, None] * (mu + t * torch.einsum("kij,kj->ki", Sigma, g))).sum(0) - x


@derivation("velocity", dtype="float32", assume="no far tails")
def nearest_mode_only(x, t, pi, mu, Sigma, mu0, Sigma0):
    """A hard choice for the soft one."""
    r, _, _, g = gate(x, t, pi, mu, Sigma, mu0, Sigma0)
    v = mu - mu0 + torch.einsum("kij,kj->ki", t * Sigma - (1 - t) * Sigma0, g)
    return v[r.argmax()]


@derivation("log_density", dtype="float64", assume="no far tails")
def sum_of_component_logs(x, t, pi, mu, Sigma, mu0, Sigma0):
    S = (1 - t) ** 2 * Sigma0 + t**2 * Sigma
    e = x - (1 - t) * mu0 - t * mu
    q = torch.einsum("ki,kij,kj->k", e, torch.linalg.inv(S), e)
    return torch.logsumexp(torch.log(pi) - 0.5 * torch.logdet(2 * torch.pi * S) - q, 0)


@derivation("jacobian", law="gaussian")
def slope_transposed(x, t, m0, S0, m1, S1):
    S = (1 - t) ** 2 * S0 + t**2 * S1
    return np.broadcast_to(np.linalg.solve(S, t * S1 - (1 - t) * S0), (*x.shape, x.shape[-1]))


@derivation("flow_map", law="gaussian")
def bures_for_flow(x, t, m0, S0, m1, S1):
    """The displacement (1 - t) x + t T(x) for the flow of the independent coupling."""
    lam, U = np.linalg.eigh(S0)
    R, Rinv = (U * np.sqrt(lam)) @ U.T, (U / np.sqrt(lam)) @ U.T
    k, V = np.linalg.eigh(R @ S1 @ R)
    A = Rinv @ (V * np.sqrt(k)) @ V.T @ Rinv
    return (1 - t) * x + t * (m1 + (x - m0) @ A)


@derivation("responsibilities", dtype="float32", assume="no far tails")
def gate_at_data_time(x, t, pi, mu, Sigma, mu0, Sigma0):
    """The clean components' densities for those of x_t."""
    e = x - mu
    q = (e * torch.linalg.solve(Sigma, e)).sum(-1)
    return torch.softmax(pi.log() - 0.5 * torch.logdet(Sigma) - 0.5 * q, -1)


@derivation("divergence", law="gaussian")
def half_trace(law, t, x):
    S = (1 - t) ** 2 * law.S0 + t**2 * law.S1 + t * (1 - t) * (law.X + law.X.T)
    D = t * law.S1 - (1 - t) * law.S0 + (1 - t) * law.X.T - t * law.X
    return 0 * x[:, 0] + law.ar.einsum("ii->", law.ar.solve(S[None], D)) / 2


@derivation("noise", assume="no far tails")
def noise_from_velocity(x, t, pi, mu, Sigma, mu0, Sigma0):
    """x + t u for x - t u."""
    r, _, _, g = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    return x + t * (r @ (mu - mu0 + np.einsum("kij,kj->ki", t * Sigma - (1 - t) * Sigma0, g)))


@derivation("score", assume="no far tails")
def score_by_source_only(x, t, pi, mu, Sigma, mu0, Sigma0):
    """-E[x0 | x]/(1 - t), Tweedie's rule for N(0, I)."""
    r, _, _, g = weights_of(x, t, pi, mu, Sigma, mu0, Sigma0)
    return -(mu0 + (1 - t) * Sigma0 @ (r @ g)) / (1 - t)


# --- SymPy ---

X, T, M0, M1, V0, V1 = sp.symbols("x t m0 m1 S0 S1", positive=True)
ST = (1 - T) ** 2 * V0 + T**2 * V1
E = X - (1 - T) * M0 - T * M1


def stated(expression, of, name):
    return as_derivation(expression, of, "gaussian", name=name, assume="independent")


sympy_log_slope = stated(M1 - M0 + sp.diff(sp.log(ST), T) * E, "velocity", "sympy_log_slope")  # its half is missing
sympy_deviation = stated(-E / sp.sqrt(ST), "score", "sympy_deviation")
sympy_entropy = stated(-(E**2) / (2 * ST) - sp.log(2 * sp.pi * ST), "log_density", "sympy_entropy")

# --- structural models: seeing for doing, doing for imagining ---


@derivation("interventional_mean", law="scm")
def doing_by_conditioning(B, V, c, k, value):
    T = np.linalg.inv(np.eye(len(V)) - B)
    S, m = (T * V) @ T.T, T @ c
    return m + S[:, k] / S[k, k] * (value - m[k])


@derivation("interventional_mean", law="scm")
def row_not_cut(B, V, c, k, value):
    u = c.copy()
    u[k] = value
    return np.linalg.solve(np.eye(len(V)) - B, u)


@derivation("interventional_covariance", law="scm")
def noise_of_the_done_node(B, V, k):
    cut = B * (np.arange(len(V)) != k)[:, None]
    T = np.linalg.inv(np.eye(len(V)) - cut)
    return (T * V) @ T.T


@derivation("total_effect", law="scm")
def total_effect_by_weights(B, V):
    return B


@derivation("total_effect", law="scm")
def effects_transposed(B):
    return np.linalg.inv(np.eye(len(B)) - B.T)


@derivation("do_jacobian", law="scm")
def cholesky_as_numbered(B, V, k):
    T = np.linalg.inv(np.eye(len(V)) - B)
    L = np.linalg.cholesky((T * V) @ T.T)
    return L[:, k] / L[k, k]


@derivation("counterfactual", law="scm")
def abduction_left_out(B, V, c, x, k, value):
    cut, u = B.copy(), c.copy()
    cut[k], u[k] = 0, value
    return np.linalg.solve(np.eye(len(V)) - cut, u)


@derivation("counterfactual", law="scm")
def moved_along_slopes(B, V, x, k, value):
    T = np.linalg.inv(np.eye(len(V)) - B)
    S = (T * V) @ T.T
    return x + S[:, k] / S[k, k] * (value - x[k])


@derivation("counterfactual_mean", law="scm")
def evidence_after_action(B, V, c, x, nodes, k, value):
    keep, left = np.arange(len(V)) != k, nodes[nodes != k]
    T = np.linalg.inv(np.eye(len(V)) - B * keep[:, None])
    S, m = (T * (V * keep)) @ T.T, T @ np.where(keep, c, value)
    return m + S[:, left] @ np.linalg.solve(S[np.ix_(left, left)], x[left] - m[left])


@derivation("counterfactual_covariance", law="scm")
def nothing_left_of_evidence(B, V, nodes, k):
    keep = np.arange(len(V)) != k
    T = np.linalg.inv(np.eye(len(V)) - B * keep[:, None])
    return (T * (V * keep)) @ T.T


@derivation("partial_correlation", law="scm")
def sign_of_the_precision(B, V):
    R = np.eye(len(V)) - B
    P = (R.T / V) @ R
    s = np.sqrt(np.diag(P))
    return P / np.outer(s, s)


CAUSES = {
    "doing_by_conditioning": "seeing for doing",
    "row_not_cut": "arrows into x_k kept",
    "noise_of_the_done_node": "noise of x_k kept",
    "total_effect_by_weights": "direct effects",
    "effects_transposed": "transposed",
    "cholesky_as_numbered": "causes are to come first",
    "abduction_left_out": "abduction left out",
    "moved_along_slopes": "seeing for doing",
    "evidence_after_action": "abduction after action",
    "nothing_left_of_evidence": "abduction left out",
    "sign_of_the_precision": "sign",
    "plus_source": "term sign: sum_k r_k Sigma_0",
    "no_mean_difference": "term missing: mu_0",
    "slope_on_x": "not centred",
    "x_prediction_wrong_end": "factor (1 - t)/t",
    "noise_subtracted_from_x": "factor t|x - the noise",
    "order_of_factors": "order of factors",
    "gradient_order": "outer product transposed",
    "means_for_velocities": "v_k replaced by mu_k|mu_k (grad r_k)^T",
    "hessian_without_spread": "sum_k r_k S_k^-1",
    "score_without_sign": "sign",
    "denoiser_without_t": "the coefficient of C_k",
    "coupling_forgotten": "coupling ignored",
    "bures_commuting": "S1^1/2 S0^-1/2|only when the covariances commute",
    "exponential_for_displacement": "exponential_map|e^(t log A)",
    "flow_without_root": "square root missing",
    "time_reversed": "t for 1 - t",
    "covariances_not_squared": "S_k not squared",
    "prior_weights": "prior for posterior",
    "no_determinant": "determinant missing",
    "no_half": "1/2 missing in exponent",
    "no_weights": "weights ignored|weights missing",
    "sigmoid_gradient": "sigmoid for softmax",
    "uncentred_gradient": "mean score not subtracted",
    "no_two_pi": "normalisation",
    "mean_of_logs": "mean of logs",
    "divergence_of_blend": "tr of blend",
    "transposed_jacobian": "transposed",
    "uncentred_outer": "mean score not subtracted",
    "std_read_as_variance": "std for variance",
    "score_without_inverse": "inverse missing",
    "pooled_covariance": "pooled covariance",
    "noise_as_score": "score for noise",
    "means_swapped": "mu_0",
    "covariances_swapped": "covariances swapped|ends exchanged",
    "bures_without_root": "square root missing",
    "distance_by_roots": "S0^1/2 - S1^1/2",
    "flow_matching_for_transport": "for independent ends",
    "line_one_plus_t": "1 + t for 1 - t",
    "denoiser_returned": "denoiser for velocity",
    "source_ignored": "standard source",
    "mean0_ignored": "mean0 missing",
    "frozen_gate": "blend for jacobian",
    "jvp_scaled": "never divided by it",
    "fudged": "regularised|a guard of 1e-06",
    "nearly_right": "off by a factor",
    "diagonal_covariances": "diagonal covariances",
    "divergence_per_dimension": "factor 1/d",
    "trigonometric_path": "trigonometric path",
    "softmax_of_distances": "softmax of distances",
    "score_of_first_mode": "one component|class score",
    "sympy_log_slope": "doubled",
    "sympy_deviation": "root for inverse",
    "sympy_entropy": "exponent halved|normalisation|determinant",
    "precision_for_covariance": "precision for covariance",
    "denoiser_doubled_gain": "term doubled",
    "outer_with_wrong_sign": "term sign",
    "denoiser_minus_x": "factor (1 - t)|denoiser E[x1 | x_t] - x",
    "nearest_mode_only": "hard",
    "sum_of_component_logs": "1/2 missing in exponent",
    "slope_transposed": "transposed|order of factors",
    "bures_for_flow": "(1 - t) I + t A",
    "gate_at_data_time": "without t|clean",
    "half_trace": "factor 1/2",
    "noise_from_velocity": "t times the velocity|t velocity|denoiser",
    "score_by_source_only": "noise",
}
HELD_OUT = tuple(CAUSES)[-12:]
