"""NumPy float64. A pencil is diagonalised once, when it is made; at each t only d numbers per component change.

    S = W diag(sigma) W^T,  C_k = W diag(kappa) W^T,  so  p S + q C_k = W diag(p sigma + q kappa) W^T.

The basis W_k comes from the Cholesky factor of S/|S| + C_k/|C_k|, which is well conditioned unless S and C_k are nearly
singular in the same direction; relative errors grow like its condition number times that of p sigma + q kappa.
"""

from contextlib import nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.linalg
import scipy.special

from analytic.arithmetic import Array, SingularCovariance, _dense, _roots


@dataclass(frozen=True, eq=False)
class Basis:
    """W_k (K, d, d), V_k = W_k^-1, log det(W_k W_k^T) (K,), and the two spectra sigma, kappa (K, d)."""

    W: Array
    V: Array
    logdet: Array
    sigma: Array
    kappa: Array

    def __call__(self, p: Array, q: Array) -> "Member":
        return Member(self, p * self.sigma + q * self.kappa)


@dataclass(frozen=True, eq=False)
class Member:
    """W_k diag(values_k) W_k^T, values (..., K, d)."""

    basis: Basis
    values: Array


@dataclass(frozen=True, eq=False)
class Ratio:
    """W_k diag(values_k) W_k^-1, values (..., K, d)."""

    basis: Basis
    values: Array


class Float64:
    name = "float64"

    def scope(self) -> Any:
        return nullcontext()

    def array(self, values: Any) -> Array:
        return np.asarray(values, dtype=np.float64)

    def floats(self, a: Array) -> Any:
        return np.asarray(a)

    def eye(self, d: int) -> Array:
        return np.eye(d)

    def pi(self) -> Any:
        return np.pi

    def exp(self, a: Array) -> Array:
        return np.exp(a)

    def log(self, a: Array) -> Array:
        return np.log(a)

    def sqrt(self, a: Array) -> Array:
        return np.sqrt(a)

    def sin(self, a: Array) -> Array:
        return np.sin(a)

    def cos(self, a: Array) -> Array:
        return np.cos(a)

    def erfc(self, a: Array) -> Array:
        return scipy.special.erfc(a)

    def log_ndtr(self, a: Array) -> Array:
        return scipy.special.log_ndtr(a)

    def einsum(self, spec: str, *operands: Array) -> Array:
        return np.einsum(spec, *operands)

    def solve(self, A: Any, b: Array) -> Array:
        if not isinstance(A, Member):
            return _dense.solve(_columns, A, b, np.broadcast_to, np.empty)
        y = np.einsum("kij,...kj->...ki", A.basis.V, b) / _positive(A.values)
        return np.einsum("kji,...kj->...ki", A.basis.V, y)

    def logdet(self, A: Any) -> Array:
        if not isinstance(A, Member):
            return np.linalg.slogdet(A)[1]
        return np.log(_positive(A.values)).sum(-1) + A.basis.logdet

    def softmax(self, logits: Array) -> Array:
        return scipy.special.softmax(logits, axis=-1)

    def logsumexp(self, logits: Array) -> Array:
        return scipy.special.logsumexp(logits, axis=-1)

    def sqrtm(self, A: Array) -> Array:
        _roots.floats_principal("sqrtm", A, 2.0**-52)
        return np.real(scipy.linalg.sqrtm(A))

    def expm(self, A: Array) -> Array:
        return scipy.linalg.expm(A)

    def logm(self, A: Array) -> Array:
        _roots.floats_principal("logm", A, 2.0**-52)
        return np.real(_roots.logm(np, np.eye(len(A)), scipy.linalg.sqrtm, A, *_roots.NODES))  # SciPy's draws random numbers

    def root(self, f: Any, df: Any, lo: Array, hi: Array) -> Array:
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return _roots.increasing(np, f, df, lo.min(-1), hi.max(-1), 2.0**-52, 200)

    def pencil(self, S: Array, C: Array) -> Basis:
        S, C = np.broadcast_arrays(S, C)
        try:
            L = np.linalg.cholesky(_inverse_trace(S) * S + _inverse_trace(C) * C)
        except np.linalg.LinAlgError:
            raise SingularCovariance(_dense.SINGULAR) from None
        inv = np.linalg.inv(L)
        sigma, Q = np.linalg.eigh(inv @ S @ inv.mT)
        V = Q.mT @ inv
        kappa = np.einsum("kij,kjl,kil->ki", V, C, V)
        return Basis(L @ Q, V, 2 * np.log(np.diagonal(L, axis1=-2, axis2=-1)).sum(-1), sigma, kappa)

    def apply(self, D: Member, s: Array) -> Array:
        W = D.basis.W
        return np.einsum("kij,...kj->...ki", W, D.values * np.einsum("kji,...kj->...ki", W, s))

    def ratio(self, D: Member, S: Member) -> Ratio:
        return Ratio(D.basis, D.values / _positive(S.values))

    def blend(self, r: Array, B: Any) -> Array:
        if not isinstance(B, Ratio):
            return _dense.blend(self, r, B)
        return np.einsum("...k,...kl,kil,klj->...ij", r, B.values, B.basis.W, B.basis.V, optimize=True)


def _columns(A: Array, b: Array) -> Array:
    try:
        return np.linalg.solve(A, b)
    except np.linalg.LinAlgError:
        raise SingularCovariance(_dense.SINGULAR) from None


def _inverse_trace(M: Array) -> Array:
    trace = np.trace(M, axis1=-2, axis2=-1)[:, None, None]
    return 1 / np.where(trace > 0, trace, 1)


def _positive(values: Array) -> Array:
    floor = values.shape[-1] * np.finfo(float).eps * values.max(-1, keepdims=True)
    if not (values > floor).all():
        raise SingularCovariance(_dense.SINGULAR)
    return values
