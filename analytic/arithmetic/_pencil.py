"""Pencils p S + q C_k in float64, diagonalised once: at each t only d numbers per component change.

    S = W diag(sigma) W^T,  C_k = W diag(kappa) W^T,  so  p S + q C_k = W diag(p sigma + q kappa) W^T.

The basis W_k comes from the Cholesky factor of S/|S| + C_k/|C_k|, which is well conditioned unless S and C_k are nearly
singular in the same direction; relative errors grow like its condition number times that of p sigma + q kappa.

One t for all points: members are (K, d, d) matrices, formed once. A t per point: they stay in their basis.
Vectors are (..., K, d) with the points contiguous in memory, so that each product is one matrix product per component.
"""

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from analytic.arithmetic import _dense
from analytic.arithmetic._blocks import NARROW
from analytic.arithmetic.protocol import Array, SingularCovariance

ONE_THREAD = 2**19 - 1  # multiplications that OpenBLAS does on the calling thread: its others would wait for ours


@dataclass(frozen=True, eq=False)
class Basis:
    """W_k (K, d, d), V_k = W_k^-1, log det(W_k W_k^T) (K,), and the two spectra sigma, kappa (K, d)."""

    W: Array
    V: Array
    logdet: Array
    sigma: Array
    kappa: Array

    def __call__(self, p: Array, q: Array) -> "Member":
        if np.size(p) == np.size(q) == 1:
            return _member(self, np.asarray(p).item(), np.asarray(q).item())
        pq = np.stack(np.broadcast_arrays(p, q), -1)[..., 0, 0, :]  # (..., 2)
        spectra = np.stack([self.sigma, self.kappa]).reshape(2, -1)
        values = (spectra.T @ pq.reshape(-1, 2).T).T if self.W.shape[-1] < NARROW else pq @ spectra
        return Member(self, values.reshape(*pq.shape[:-1], *self.sigma.shape))

    @cached_property
    def white(self) -> Array:
        return _columns(self.V)

    @cached_property
    def products(self) -> Array:
        """W_kil V_klj with rows p = (k, l), as `_blend` reads it."""
        d = self.W.shape[-1]
        return _rows((self.W.mT[..., None] * self.V[..., None, :]).reshape(-1, d, d))


@dataclass(frozen=True, eq=False)
class Member:
    """W_k diag(values_k) W_k^T, values (K, d) or (..., K, d)."""

    basis: Basis
    values: Array

    @cached_property
    def positive(self) -> Array:
        """The values, where they are those of an invertible covariance."""
        floor = self.values.shape[-1] * np.finfo(float).eps * self.values.max(-1, keepdims=True)
        if not (self.values > floor).all():
            raise SingularCovariance(_dense.SINGULAR)
        return self.values

    @cached_property
    def logdet(self) -> Array:
        return np.log(self.positive).sum(-1) + self.basis.logdet

    @cached_property
    def matrix(self) -> Array:
        return _columns((self.basis.W * self.values[..., None, :]) @ self.basis.W.mT)

    @cached_property
    def inverse(self) -> Array:
        return _columns((self.basis.V.mT / self.positive[..., None, :]) @ self.basis.V)

    def solve(self, b: Array) -> Array:
        if self.values.ndim == 2:
            return _times(self.inverse, b)
        return _times(self.basis.V.mT, _times(self.basis.white, b) / self.positive)

    def apply(self, b: Array) -> Array:
        if self.values.ndim == 2:
            return _times(self.matrix, b)
        return _times(self.basis.W, self.values * _times(self.basis.W.mT, b))


@dataclass(frozen=True, eq=False)
class Ratio:
    """W_k diag(values_k) W_k^-1, values (K, d) or (..., K, d)."""

    basis: Basis
    values: Array

    @cached_property
    def matrix(self) -> Array:
        return _columns((self.basis.W * self.values[..., None, :]) @ self.basis.V)

    def apply(self, b: Array) -> Array:
        if self.values.ndim == 2:
            return _times(self.matrix, b)
        return _times(self.basis.W, self.values * _times(self.basis.white, b))

    @cached_property
    def rows(self) -> Array:
        return _rows(self.matrix)

    def blend(self, r: Array) -> Array:
        """sum_k r_k W_k diag(values_k) W_k^-1: one matrix product over all components."""
        K, d = self.values.shape[-2:]
        if self.values.ndim == 2:
            return _blend(np.asarray(r).reshape(-1, K), self.rows).reshape(*r.shape[:-1], d, d)
        c = np.asarray(r[..., None] * self.values)
        return _blend(c.reshape(-1, K * d), self.basis.products).reshape(*c.shape[:-2], d, d)


def pencil(S: Array, C: Array) -> Basis:
    S, C = np.broadcast_arrays(S, C)
    try:
        L = np.linalg.cholesky(_inverse_trace(S) * S + _inverse_trace(C) * C)
    except np.linalg.LinAlgError:
        raise SingularCovariance(_dense.SINGULAR) from None
    inv = np.linalg.inv(L)
    sigma, Q = np.linalg.eigh(inv @ S @ inv.mT)
    V = Q.mT @ inv
    kappa = np.einsum("kij,kjl,kil->ki", V, C, V)
    return Basis(_columns(L @ Q), V, 2 * np.log(np.diagonal(L, axis1=-2, axis2=-1)).sum(-1), sigma, kappa)


@lru_cache(maxsize=16)
def _member(basis: Basis, p: float, q: float) -> Member:
    return Member(basis, p * basis.sigma + q * basis.kappa)


@lru_cache(maxsize=16)
def ratio(D: Member, S: Member) -> Ratio:
    return Ratio(D.basis, D.values / S.positive)


def _times(M: Array, b: Array) -> Array:
    """M_k b_k, (..., K, d), the points contiguous where d is small; of b (..., 1, d) every M_k takes the same."""
    K, d, _ = M.shape
    b = np.broadcast_to(b, (*b.shape[:-2], K, d))
    points = np.asarray(b).reshape(-1, K, d)
    if d < NARROW:
        return np.matmul(M, points.transpose(1, 2, 0)).transpose(2, 0, 1).reshape(b.shape)
    out = np.empty(points.shape)
    np.matmul(points.swapaxes(0, 1), M.mT, out=out.swapaxes(0, 1))
    return out.reshape(b.shape)


def _rows(M: Array) -> Array:
    """M_pij as (d, d, p) where d is small, else as (d, p, d)."""
    return np.ascontiguousarray(np.moveaxis(M, 0, 2) if M.shape[-1] < NARROW else M.swapaxes(0, 1))


def _blend(c: Array, B: Array) -> Array:
    """sum_p c_np M_pij for B = _rows(M), in pieces that BLAS multiplies on this thread."""
    (n, p), d = c.shape, len(B)
    if d < NARROW:
        return (B.reshape(-1, p) @ c.T).T.reshape(n, d, d)
    out, step = np.empty((n, d, d)), ONE_THREAD // max(1, n * d)
    np.matmul(c[:, :step], B[:, :step], out=out.swapaxes(0, 1))
    for i in range(step, p, step):
        out += (c[:, i : i + step] @ B[:, i : i + step]).swapaxes(0, 1)
    return out


def _columns(M: Array) -> Array:
    """M with contiguous columns, as `_times` reads it."""
    return np.ascontiguousarray(M.mT).mT


def _inverse_trace(M: Array) -> Array:
    trace = np.trace(M, axis1=-2, axis2=-1)[:, None, None]
    return 1 / np.where(trace > 0, trace, 1)
