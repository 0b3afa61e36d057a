"""Drift and Jacobian as a competent user writes them without this library: autodiff in torch and in JAX, a NumPy loop.

Each peer maps a problem to a list of (name, call); `call()` returns u (N, d) and du/dx (N, d, d) as that library's arrays.
The first is the plain one, the others are tuned. All of them take the drift out of the forward-mode pass as its auxiliary
value, and do everything that does not depend on x outside the pass:

    cholesky   S_k^-1 and B_k = D_k S_k^-1 from batched Cholesky factors; for per-point t, of all N K covariances
    spectral   S_k = W_k diag(sigma_k) W_k^T from one generalised eigenproblem per component (per-point t only)

and both on all points at once or on blocks of them, which saves memory traffic.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import scipy.linalg

from tests.bench.problems import Problem

Calls = list[tuple[str, Callable[[], tuple[Any, Any]]]]
BLOCK = 500
WHOLE = 2_000_000  # N K d^2 up to which N K covariances are held at once


def numpy_loop(p: Problem) -> Calls:
    def call() -> tuple[Any, Any]:
        ts = np.broadcast_to(p.t, len(p.x))
        pairs = [_point(p, t, x) for t, x in zip(ts, p.x, strict=True)]
        return np.array([u for u, _ in pairs]), np.array([J for _, J in pairs])

    return [("loop", call)]


def _point(p: Problem, t: float, x: Any) -> tuple[Any, Any]:
    S, D = (1 - t) ** 2 * p.S0 + t**2 * p.C, t * p.C - (1 - t) * p.S0
    e = x - (1 - t) * p.m0 - t * p.m
    inverse = np.linalg.inv(S)
    B = D @ inverse
    s = -(inverse @ e[:, :, None])[:, :, 0]
    logits = np.log(p.w) - np.linalg.slogdet(S)[1] / 2 + (s * e).sum(1) / 2
    r = np.exp(logits - logits.max())
    r /= r.sum()
    v = p.m - p.m0 + (B @ e[:, :, None])[:, :, 0]
    return r @ v, np.tensordot(r, B, 1) + (r[:, None] * v).T @ (s - r @ s)


def spectra(p: Problem) -> tuple[Any, Any, Any]:
    """W_k, W_k^-1, kappa_k with S0 = W_k W_k^T, C_k = W_k diag(kappa_k) W_k^T."""
    L = np.linalg.cholesky(p.S0)
    A = scipy.linalg.solve_triangular(L, p.C.transpose(1, 0, 2).reshape(len(L), -1), lower=True)
    A = A.reshape(len(L), len(p.m), len(L)).transpose(1, 0, 2)
    kappa, Q = np.linalg.eigh(np.linalg.solve(L, A.mT))
    return L @ Q, np.linalg.solve(L @ Q, np.eye(len(L))), kappa


def torch_autodiff(p: Problem) -> Calls:
    import torch
    from torch.func import jacfwd, vmap

    w, m, C, m0, S0, t, x = (torch.as_tensor(a, dtype=torch.float64) for a in (p.w, p.m, p.C, p.m0, p.S0, p.t, p.x))
    W, V, kappa = map(torch.as_tensor, spectra(p))
    half, Vm0, Vm = torch.linalg.slogdet(W)[1], V @ m0, torch.einsum("kij,kj->ki", V, m)

    def finish(r_logits: Any, v: Any) -> tuple[Any, Any]:
        u = torch.softmax(r_logits, -1) @ v
        return u, u

    def given(x: Any, mean: Any, A: Any, offset: Any, constant: Any) -> tuple[Any, Any]:
        s, v = (x @ A + offset).reshape(2, *m.shape)
        return finish(constant + torch.einsum("ki,ki->k", s, x - mean) / 2, v)

    def factored(t: Any) -> tuple[Any, ...]:
        c = t[..., None, None, None]
        S, D = (1 - c) ** 2 * S0 + c**2 * C, c * C - (1 - c) * S0
        L = torch.linalg.cholesky(S)
        inverse = torch.cholesky_inverse(L)
        constant = torch.log(w) - torch.log(L.diagonal(dim1=-2, dim2=-1)).sum(-1)
        mean = (1 - c[..., 0]) * m0 + c[..., 0] * m
        A = torch.stack([-inverse, D @ inverse], len(t.shape))
        offset = torch.stack([0 * m, m - m0], -3) - (A @ mean[..., None, :, :, None])[..., 0]
        return mean, A.reshape(*t.shape, -1, len(m0)).mT, offset.reshape(*t.shape, -1), constant

    def spectral(x: Any, t: Any) -> tuple[Any, Any]:
        sigma, delta = (1 - t) ** 2 + t**2 * kappa, t * kappa - (1 - t)
        y = (x @ V.reshape(-1, len(m0)).T).reshape(m.shape) - (1 - t) * Vm0 - t * Vm
        logits = torch.log(w) - half - torch.log(sigma).sum(-1) / 2 - torch.einsum("ki,ki->k", y, y / sigma) / 2
        return finish(logits, m - m0 + torch.einsum("kij,kj->ki", W, delta / sigma * y))

    def cholesky(x: Any, t: Any) -> tuple[Any, Any]:
        dims = (0, *([0 if t.ndim else None] * 4))
        return vmap(jacfwd(given, has_aux=True), dims)(x, *factored(t))

    fields = {"cholesky": cholesky}
    if t.ndim:
        fields["spectral"] = vmap(jacfwd(spectral, has_aux=True))

    def call(f: Any, block: int) -> tuple[Any, Any]:
        parts = [f(xs, ts) for xs, ts in zip(x.split(block), t.split(block) if t.ndim else [t] * len(x), strict=False)]
        return torch.cat([u for _, u in parts]), torch.cat([J for J, _ in parts])

    return [(f"{name}, {_label(b, p)}", partial(call, f, b)) for name, f in fields.items() for b in _blocks(p)]


def jax_autodiff(p: Problem) -> Calls:
    import jax

    jax.config.update("jax_enable_x64", True)
    import jax.numpy as jnp

    w, m, C, m0, S0, t, x = (jnp.asarray(a, dtype=jnp.float64) for a in (p.w, p.m, p.C, p.m0, p.S0, p.t, p.x))
    W, V, kappa = map(jnp.asarray, spectra(p))
    half, Vm0, Vm = jnp.linalg.slogdet(W)[1], V @ m0, jnp.einsum("kij,kj->ki", V, m)

    def finish(r_logits: Any, v: Any) -> tuple[Any, Any]:
        u = jax.nn.softmax(r_logits, -1) @ v
        return u, u

    def given(x: Any, mean: Any, A: Any, offset: Any, constant: Any) -> tuple[Any, Any]:
        s, v = (x @ A + offset).reshape(2, *m.shape)
        return finish(constant + jnp.einsum("ki,ki->k", s, x - mean) / 2, v)

    def factored(t: Any) -> tuple[Any, ...]:
        c = t[..., None, None, None]
        S, D = (1 - c) ** 2 * S0 + c**2 * C, c * C - (1 - c) * S0
        L = jnp.linalg.cholesky(S)
        inverse = jax.scipy.linalg.cho_solve((L, True), jnp.broadcast_to(jnp.eye(len(m0)), S.shape))
        constant = jnp.log(w) - jnp.log(jnp.diagonal(L, axis1=-2, axis2=-1)).sum(-1)
        mean = (1 - c[..., 0]) * m0 + c[..., 0] * m
        A = jnp.stack([-inverse, D @ inverse], t.ndim)
        offset = jnp.stack([0 * m, m - m0], -3) - (A @ mean[..., None, :, :, None])[..., 0]
        return mean, A.reshape(*t.shape, -1, len(m0)).mT, offset.reshape(*t.shape, -1), constant

    def spectral(x: Any, t: Any) -> tuple[Any, Any]:
        sigma, delta = (1 - t) ** 2 + t**2 * kappa, t * kappa - (1 - t)
        y = (x @ V.reshape(-1, len(m0)).T).reshape(m.shape) - (1 - t) * Vm0 - t * Vm
        logits = jnp.log(w) - half - jnp.log(sigma).sum(-1) / 2 - jnp.einsum("ki,ki->k", y, y / sigma) / 2
        return finish(logits, m - m0 + jnp.einsum("kij,kj->ki", W, delta / sigma * y))

    def cholesky(x: Any, t: Any) -> tuple[Any, Any]:
        return jax.vmap(jax.jacfwd(given, has_aux=True), (0, *([0 if t.ndim else None] * 4)))(x, *factored(t))

    fields = {"cholesky": cholesky}
    if t.ndim:
        fields["spectral"] = jax.vmap(jax.jacfwd(spectral, has_aux=True))

    def blocked(f: Any, block: int, x: Any, t: Any) -> tuple[Any, Any]:
        if block >= len(x):
            return f(x, t)
        xs = x.reshape(-1, block, x.shape[-1])
        if t.ndim:
            J, u = jax.lax.map(lambda xt: f(*xt), (xs, t.reshape(-1, block)))
        else:
            J, u = jax.lax.map(lambda y: f(y, t), xs)
        return J.reshape(len(x), *J.shape[2:]), u.reshape(x.shape)

    def call(f: Any) -> tuple[Any, Any]:
        J, u = jax.block_until_ready(f(x, t))
        return u, J

    return [
        (f"{name}, {_label(b, p)}", partial(call, jax.jit(partial(blocked, f, b))))
        for name, f in fields.items()
        for b in _blocks(p)
    ]


def _blocks(p: Problem) -> list[int]:
    """Block lengths to try: all points where that fits in memory, and BLOCK."""
    K, d, N = p.size
    whole = [N] if not np.ndim(p.t) or N * K * d * d <= WHOLE or N <= BLOCK else []
    return whole + [BLOCK] * (N > BLOCK)


def _label(block: int, p: Problem) -> str:
    return "whole" if block >= len(p.x) else f"blocks of {block}"
