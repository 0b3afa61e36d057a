"""Right formulas in unusual but equivalent form: none may be refuted."""

import math

import numpy as np
import scipy.linalg
import torch

from verify import derivation

# --- functions in the arithmetic's own operations ---


def _moments(law, t):
    S = (1 - t) ** 2 * law.S0 + t**2 * law.C
    return S, (1 - t) * law.m0 + t * law.m


def _gate(law, S, e):
    ar = law.ar
    g = ar.solve(S, e)
    return ar.softmax(ar.log(law.w) - ar.logdet(S) / 2 - ar.einsum("nki,nki->nk", e, g) / 2), g


@derivation("velocity")
def through_denoiser(law, t, x):
    """(E[x1 | x] - x)/(1 - t), with the 1 - t cancelled by hand: mu_k - mu_0 and slopes apart, summed in reverse."""
    ar = law.ar
    S, m = _moments(law, t)
    r, g = _gate(law, S, x[:, None, :] - m)
    total = 0 * x
    for k in reversed(range(len(law.w))):
        A = t * law.C[k] - (1 - t) * law.S0
        total = total + r[:, k, None] * (law.m[k] - law.m0 + ar.einsum("ij,nj->ni", A, g[:, k]))
    return total


@derivation("velocity", assume="0<t<1")
def score_form(law, t, x):
    """x/t + ((1-t)/t) S0 score - mu0/t."""
    ar = law.ar
    S, m = _moments(law, t)
    r, g = _gate(law, S, x[:, None, :] - m)
    score = -ar.einsum("nk,nki->ni", r, g)
    return (x - law.m0 + (1 - t) * ar.einsum("ij,nj->ni", law.S0, score)) / t


@derivation("velocity", assume=["0<t<1", "regular"])
def information_form(law, t, x):
    """Posterior precision of x1: Lambda_k = C_k^-1 + t^2/(1-t)^2 S0^-1."""
    ar = law.ar
    I = ar.eye(x.shape[-1])
    P0 = ar.solve(law.S0, I)
    S, m = _moments(law, t)
    r, _ = _gate(law, S, x[:, None, :] - m)
    out = 0 * x
    for k in range(len(law.w)):
        P = ar.solve(law.C[k], I)
        L = P + t**2 / (1 - t) ** 2 * P0
        h = ar.einsum("ij,j->i", P, law.m[k]) + t / (1 - t) ** 2 * ar.einsum("ij,nj->ni", P0, x - (1 - t) * law.m0)
        out = out + r[:, k, None] * ar.solve(L, h)
    return (out - x) / (1 - t)


@derivation("jacobian")
def pairwise_jacobian(law, t, x):
    """sum_k r_k B_k + (1/2) sum_kl r_k r_l (v_k - v_l)(s_k - s_l)^T: no mean score."""
    ar = law.ar
    S, m = _moments(law, t)
    r, g = _gate(law, S, x[:, None, :] - m)
    D = t * law.C - (1 - t) * law.S0
    v = law.m - law.m0 + ar.einsum("kij,nkj->nki", D, g)
    B = ar.solve(S[:, None], D)
    dv, ds = v[:, :, None] - v[:, None], -g[:, :, None] + g[:, None]
    return ar.einsum("nk,kij->nij", r, B) + ar.einsum("nk,nl,nkli,nklj->nij", r, r, dv, ds) / 2


@derivation("score", law="gaussian", assume="independent")
def score_by_cramer(law, t, x):
    """-S^-1 (x - m), the inverse from the eigenbasis-free product S^-1 = S0^-1 (..)."""
    ar = law.ar
    S = (1 - t) * (1 - t) * law.S0 + t * t * law.S1
    return -ar.solve(S, x - law.m0 + t * (law.m0 - law.m1))


@derivation("velocity", law="gaussian", assume="independent")
def kalman_gain(law, t, x):
    """Gain K = t S1 (t^2 S1 + (1-t)^2 S0)^-1; x1hat = m1 + K (x - m); x0hat from the second gain."""
    ar = law.ar
    S = t * t * law.S1 + (1 - t) * (1 - t) * law.S0
    y = ar.solve(S, x - t * law.m1 - (1 - t) * law.m0)
    one = law.m1 + t * ar.einsum("ij,nj->ni", law.S1, y)
    zero = law.m0 + (1 - t) * ar.einsum("ij,nj->ni", law.S0, y)
    return one - zero


@derivation("divergence")
def divergence_by_traces(law, t, x):
    """sum_k r_k tr(S_k^-1 D_k) + Cov_r(v, s)."""
    ar = law.ar
    S, m = _moments(law, t)
    r, g = _gate(law, S, x[:, None, :] - m)
    D = t * law.C - (1 - t) * law.S0
    v = law.m - law.m0 + ar.einsum("kij,nkj->nki", D, g)
    inv = ar.solve(S[:, None], ar.eye(x.shape[-1]) + 0 * S)
    vbar, gbar = ar.einsum("nk,nki->ni", r, v), ar.einsum("nk,nki->ni", r, g)
    tr = ar.einsum("nk,kij,kji->n", r, inv, D)
    return tr - ar.einsum("nk,nki,nki->n", r, v, g) + ar.einsum("ni,ni->n", vbar, gbar)


@derivation("flow_map", law="transport")
def displacement_by_geometric_mean(law, t, x):
    """(1-t) x + t (m1 + S1 # S0^-1 (x - m0)), the map as S0^-1 (S0 S1)^1/2."""
    ar = law.ar
    A = ar.solve(law.S0, ar.sqrtm(law.S0 @ law.S1).T).T
    return (1 - t) * x + t * (law.m1 + ar.einsum("ji,nj->ni", A, x - law.m0))


@derivation("bures_map", law="transport")
def bures_by_product_root(law, t, x):
    """(S1 S0)^1/2 S0^-1."""
    ar = law.ar
    return ar.solve(law.S0, ar.sqrtm(law.S1 @ law.S0))


# --- plain NumPy, float64 ---


@derivation("velocity", assume="no far tails")
def loops(x, t, pi, mu, Sigma, mu0, Sigma0):
    """One point, plain loops, explicit inverse, log-sum-exp by hand."""
    logs, vs = [], []
    for p, m, C in zip(pi, mu, Sigma, strict=True):
        S = (1 - t) ** 2 * Sigma0 + t**2 * C
        e = x - (1 - t) * mu0 - t * m
        g = np.linalg.inv(S) @ e
        logs.append(np.log(p) - 0.5 * np.log(np.linalg.det(S)) - 0.5 * e @ g)
        vs.append(m - mu0 + (t * C - (1 - t) * Sigma0) @ g)
    top = max(logs)
    w = [math.exp(v - top) for v in logs]
    return sum(wi * v for wi, v in zip(w, vs, strict=True)) / sum(w)


@derivation("velocity", assume=["no far tails", "regular"])
def generalised_eigenvectors(x, t, pi, mu, Sigma, mu0, Sigma0):
    """S0 and C_k diagonalised together: C V = S0 V diag(lam), V^T S0 V = I."""
    logs, vs = [], []
    for p, m, C in zip(pi, mu, Sigma, strict=True):
        lam, V = scipy.linalg.eigh(C, Sigma0)
        var = (1 - t) ** 2 + t**2 * lam
        z = (x - (1 - t) * mu0 - t * m) @ V
        logs.append(np.log(p) - 0.5 * np.log(var).sum() - 0.5 * (z**2 / var).sum(-1))
        W = np.linalg.inv(V.T)
        vs.append(m - mu0 + ((t * lam - (1 - t)) / var * z) @ W.T)
    r = np.exp(logs - np.logaddexp.reduce(logs, axis=0))
    return sum(rk[..., None] * v for rk, v in zip(r, vs, strict=True))


@derivation("score", assume="no far tails")
def quotient_of_densities(x, t, pi, mu, Sigma, mu0, Sigma0):
    """grad p / p with densities by whitening."""
    top, bottom = 0.0, 0.0
    for p, m, C in zip(pi, mu, Sigma, strict=True):
        L = np.linalg.cholesky((1 - t) ** 2 * Sigma0 + t**2 * C)
        z = scipy.linalg.solve_triangular(L, x - (1 - t) * mu0 - t * m, lower=True)
        dens = p * np.exp(-0.5 * z @ z) / np.prod(np.diag(L))
        top = top - dens * scipy.linalg.solve_triangular(L.T, z, lower=False)
        bottom = bottom + dens
    return top / bottom


@derivation("denoiser", assume=["no far tails", "0<t<1", "regular"])
def woodbury(x, t, pi, mu, Sigma, mu0, Sigma0):
    """S_k^-1 by Woodbury from S0^-1 and C_k^-1."""
    s2, P0 = (1 - t) ** 2, np.linalg.inv(Sigma0)
    num, logs = [], []
    for p, m, C in zip(pi, mu, Sigma, strict=True):
        inner = np.linalg.inv(np.linalg.inv(C) + t**2 / s2 * P0)
        Sinv = P0 / s2 - t**2 / s2**2 * P0 @ inner @ P0
        e = x - (1 - t) * mu0 - t * m
        logs.append(np.log(p) + 0.5 * np.linalg.slogdet(Sinv)[1] - 0.5 * e @ Sinv @ e)
        num.append(m + t * C @ Sinv @ e)
    r = np.exp(np.array(logs) - np.logaddexp.reduce(logs))
    return r @ np.array(num)


@derivation("noise", assume="no far tails")
def conditional_of_the_joint(x, t, pi, mu, Sigma, mu0, Sigma0):
    """The joint law of (x0, x_t) block by block, then the Schur complement's gain."""
    d = len(x)
    out, logs = [], []
    for p, m, C in zip(pi, mu, Sigma, strict=True):
        F = np.block([[np.eye(d), np.zeros((d, d))], [(1 - t) * np.eye(d), t * np.eye(d)]])
        J = F @ np.block([[Sigma0, np.zeros((d, d))], [np.zeros((d, d)), C]]) @ F.T
        mean = F @ np.concatenate([mu0, m])
        e = x - mean[d:]
        out.append(mean[:d] + J[:d, d:] @ np.linalg.solve(J[d:, d:], e))
        logs.append(np.log(p) - 0.5 * np.linalg.slogdet(J[d:, d:])[1] - 0.5 * e @ np.linalg.solve(J[d:, d:], e))
    r = np.exp(np.array(logs) - max(logs))
    return (r / r.sum()) @ np.array(out)


@derivation("responsibilities", assume="no far tails")
def by_odds(x, t, pi, mu, Sigma, mu0, Sigma0):
    """r_k = 1/sum_j exp(l_j - l_k)."""
    S = (1 - t) ** 2 * Sigma0 + t**2 * Sigma
    e = x[:, None, :] - (1 - t) * mu0 - t * mu
    q = np.einsum("nki,kij,nkj->nk", e, np.linalg.inv(S), e)
    l = np.log(pi) - 0.5 * np.linalg.slogdet(S)[1] - 0.5 * q
    return 1 / np.exp(l[:, None, :] - l[:, :, None]).sum(-1)


@derivation("log_density", assume="no far tails")
def density_by_pdf(x, t, pi, mu, Sigma, mu0, Sigma0):
    """log of a weighted sum of det(2 pi S)^-1/2 exp(-q/2)."""
    total = 0.0
    for p, m, C in zip(pi, mu, Sigma, strict=True):
        S = (1 - t) ** 2 * Sigma0 + t**2 * C
        e = x - (1 - t) * mu0 - t * m
        total += p / np.sqrt(np.linalg.det(2 * np.pi * S)) * np.exp(-0.5 * e @ np.linalg.solve(S, e))
    return np.log(total)


@derivation("velocity", law="gaussian")
def gaussian_by_time_derivative(x, t, m0, S0, m1, S1):
    """(1/2) S_t' S_t^-1: the same slope, since S_t' = 2 D_t here, symmetrised by a Sylvester-free identity."""
    S = (1 - t) ** 2 * S0 + t**2 * S1
    dS = -2 * (1 - t) * S0 + 2 * t * S1
    return m1 - m0 + (0.5 * dS @ np.linalg.solve(S, (x - (1 - t) * m0 - t * m1).T)).T


@derivation("jacobian", law="gaussian")
def gaussian_slope_by_eigh(x, t, m0, S0, m1, S1):
    """In the eigenbasis of S0^-1/2 S1 S0^-1/2."""
    lam, U = np.linalg.eigh(S0)
    R, Rinv = (U * np.sqrt(lam)) @ U.T, (U / np.sqrt(lam)) @ U.T
    k, V = np.linalg.eigh(Rinv @ S1 @ Rinv)
    slope = R @ (V * ((t * k - (1 - t)) / (t**2 * k + (1 - t) ** 2))) @ V.T @ Rinv
    return np.broadcast_to(slope, (*x.shape, x.shape[-1]))


@derivation("bures_map", law="transport")
def bures_by_eigh(S0, S1):
    lam, U = np.linalg.eigh(S0)
    R, Rinv = (U * np.sqrt(lam)) @ U.T, (U / np.sqrt(lam)) @ U.T
    k, V = np.linalg.eigh(R @ S1 @ R)
    return Rinv @ (V * np.sqrt(k)) @ V.T @ Rinv


@derivation("bures_distance2", law="transport")
def bures_by_product_spectrum(S0, S1):
    """tr S0 + tr S1 - 2 sum sqrt eig(S0 S1)."""
    return np.trace(S0) + np.trace(S1) - 2 * np.sqrt(np.linalg.eigvals(S0 @ S1).real).sum()


@derivation("flow_map", law="line", assume="no far tails")
def quantile_transport_by_bisection(x, t, pi, mu, var, mu0, var0):
    """F_t^-1(F_0(x)) on log-odds, bisected."""
    from scipy.special import log_ndtr, logsumexp

    def odds(y, t):
        z = (y - (1 - t) * mu0[0] - t * mu[:, 0]) / np.sqrt((1 - t) ** 2 * var0 + t**2 * var)
        return logsumexp(np.log(pi) + log_ndtr(z)) - logsumexp(np.log(pi) + log_ndtr(-z))

    out = np.empty_like(x)
    for i, p in enumerate(x[:, 0]):
        lo, hi = -200.0, 200.0
        for _ in range(200):
            mid = 0.5 * (lo + hi)
            lo, hi = (mid, hi) if odds(mid, t) < odds(p, 0.0) else (lo, mid)
        out[i] = 0.5 * (lo + hi)
    return out


@derivation("velocity", law="line", assume="no far tails")
def scalar_mixture(x, t, pi, mu, var, mu0, var0):
    s = (1 - t) ** 2 * var0 + t * t * var
    e = x - (1 - t) * mu0[0] - t * mu[:, 0]
    r = pi / np.sqrt(s) * np.exp(-e * e / (2 * s) + (e * e / (2 * s)).min(-1, keepdims=True))
    r /= r.sum(-1, keepdims=True)
    return (r * (mu[:, 0] - mu0[0] + (t * var - (1 - t) * var0) / s * e)).sum(-1, keepdims=True)


# --- plain torch ---


@derivation("score", assume="no far tails", dtype="float64")
def autograd_of_log_density(x, t, pi, mu, Sigma, mu0, Sigma0):
    x = x.clone().requires_grad_(True)
    mix = torch.distributions.MixtureSameFamily(
        torch.distributions.Categorical(pi, validate_args=False),
        torch.distributions.MultivariateNormal((1 - t) * mu0 + t * mu, (1 - t) ** 2 * Sigma0 + t**2 * Sigma, validate_args=False),
        validate_args=False,
    )
    return torch.autograd.grad(mix.log_prob(x).sum(), x)[0]


@derivation("jacobian", assume="no far tails", dtype="float64")
def jacfwd_of_drift(x, t, pi, mu, Sigma, mu0, Sigma0):
    def u(p):
        S = (1 - t) ** 2 * Sigma0 + t**2 * Sigma
        e = p - (1 - t) * mu0 - t * mu
        g = torch.linalg.solve(S, e)
        r = torch.softmax(torch.log(pi) - torch.linalg.slogdet(S)[1] / 2 - (e * g).sum(-1) / 2, 0)
        return (r[:, None] * (mu - mu0 + torch.einsum("kij,kj->ki", t * Sigma - (1 - t) * Sigma0, g))).sum(0)

    return torch.func.jacfwd(u)(x)


@derivation("velocity", assume="no far tails", dtype="float32")
def batched_float32(x, t, pi, mu, Sigma, mu0, Sigma0):
    S = (1 - t) ** 2 * Sigma0 + t**2 * Sigma
    e = x[:, None, :] - (1 - t) * mu0 - t * mu
    g = torch.cholesky_solve(e.transpose(0, 1).transpose(1, 2), torch.linalg.cholesky(S)).permute(2, 0, 1)
    logit = torch.log(pi) - 0.5 * torch.logdet(S) - 0.5 * (e * g).sum(-1)
    r = torch.softmax(logit, dim=1)
    A = t * Sigma - (1 - t) * Sigma0
    return torch.einsum("nk,nki->ni", r, mu - mu0 + torch.einsum("kij,nkj->nki", A, g))


@derivation("responsibility_gradients", assume="no far tails", dtype="float64")
def autograd_of_softmax(x, t, pi, mu, Sigma, mu0, Sigma0):
    def r(p):
        S = (1 - t) ** 2 * Sigma0 + t**2 * Sigma
        e = p - (1 - t) * mu0 - t * mu
        return torch.softmax(torch.log(pi) - torch.logdet(S) / 2 - torch.einsum("ki,kij,kj->k", e, torch.linalg.inv(S), e) / 2, 0)

    return torch.func.jacrev(r)(x)


@derivation("velocity", law="gaussian", dtype="float32")
def gaussian_float32(x, t, m0, S0, m1, S1):
    S = (1 - t) ** 2 * S0 + t**2 * S1
    return m1 - m0 + torch.linalg.solve(S, (x - (1 - t) * m0 - t * m1).T).T @ (t * S1 - (1 - t) * S0)


# --- structural models: what is done, and what would have been ---


@derivation("interventional_mean", law="scm")
def mean_after_doing(B, V, c, x, k, value):
    cut, u = B.copy(), c.copy()
    cut[k], u[k] = 0, value
    return np.linalg.solve(np.eye(len(V)) - cut, u)


@derivation("interventional_mean", law="scm")
def mean_by_total_effects(law, t, x, k, value):
    """E[x] + T_.k/T_kk (v - E[x_k]) would condition: the columns of T carry what doing adds to x_k's own equation."""
    I = law.ar.eye(len(law.V))
    T = law.ar.solve(I - law.B, I).T
    m = law.ar.einsum("ij,j->i", T, law.c)
    return m + T[:, k] * (value - m[k])


@derivation("interventional_covariance", law="scm")
def covariance_after_doing(B, V, k):
    keep = np.arange(len(V)) != k
    T = np.linalg.inv(np.eye(len(V)) - B * keep[:, None])
    return (T * (V * keep)) @ T.T


@derivation("total_effect", law="scm")
def series_of_paths(law, t, x):
    I = law.ar.eye(len(law.V))
    T = I
    for _ in law.V:
        T = I + law.ar.einsum("ij,jk->ik", law.B, T)
    return T


@derivation("do_jacobian", law="scm", assume="causes first")
def by_cholesky(B, V, k):
    T = np.linalg.inv(np.eye(len(V)) - B)
    L = np.linalg.cholesky((T * V) @ T.T)
    return L[:, k] / L[k, k]


@derivation("counterfactual", law="scm")
def abduction_action_prediction(B, x, k, value):
    u, cut = x - B @ x, B.copy()
    u[k], cut[k] = value, 0
    return np.linalg.solve(np.eye(len(x)) - cut, u)


@derivation("counterfactual_mean", law="scm")
def mean_of_what_would_have_been(B, V, c, x, nodes, k, value):
    T = np.linalg.inv(np.eye(len(V)) - B)
    S = (T * V) @ T.T
    u = c + V * (T[nodes].T @ np.linalg.solve(S[np.ix_(nodes, nodes)], x[nodes] - T[nodes] @ c))
    cut = B * (np.arange(len(V)) != k)[:, None]
    u[k] = value
    return np.linalg.solve(np.eye(len(V)) - cut, u)


@derivation("counterfactual_covariance", law="scm")
def covariance_of_what_would_have_been(B, V, nodes, k):
    keep, T = np.arange(len(V)) != k, np.linalg.inv(np.eye(len(V)) - B)
    A = T[nodes] * V
    U = np.diag(V) - A.T @ np.linalg.solve(A @ T[nodes].T, A)
    G = np.linalg.inv(np.eye(len(V)) - B * keep[:, None]) * keep
    return G @ U @ G.T


@derivation("partial_correlation", law="scm")
def from_the_precision(B, V):
    R = np.eye(len(V)) - B
    P = (R.T / V) @ R
    s = np.sqrt(np.diag(P))
    return 2 * np.eye(len(V)) - P / np.outer(s, s)


# --- SymPy ---


def _symbolic():
    import sympy as sp

    from verify import as_derivation

    x, t, m0, m1, a, b = sp.symbols("x t m0 m1 S0 S1", positive=True)
    velocity = sp.diff((1 - t) * m0 + t * m1, t) + sp.diff(sp.log((1 - t) ** 2 * a + t**2 * b), t) / 2 * (x - (1 - t) * m0 - t * m1)
    return as_derivation(velocity, "velocity", "gaussian", name="half_log_derivative", assume="independent")


half_log_derivative = _symbolic()
