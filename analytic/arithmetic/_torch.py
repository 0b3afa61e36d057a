"""Torch tensors: every operation has forward and reverse derivatives and runs under `torch.func` transforms."""

from contextlib import nullcontext
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import torch

from analytic.arithmetic import _bessel, _dense, _roots, _torch_roots
from analytic.arithmetic.protocol import Array, SingularCovariance


@dataclass(frozen=True, eq=False, repr=False)
class Torch(_dense.Pencils):
    dtype: torch.dtype
    device: torch.device
    name: str = "torch"

    @staticmethod
    def of(dtype: torch.dtype | None, device: str) -> "Torch":
        return Torch(dtype or torch.float64, torch.device(device))

    def scope(self) -> Any:
        return nullcontext()

    def array(self, values: Any) -> Array:
        if isinstance(values, torch.Tensor):
            return values.to(self.device, self.dtype)
        from analytic.arithmetic._float64 import Float64

        return torch.as_tensor(Float64().array(values), device=self.device).to(self.dtype)

    def floats(self, a: Array) -> Any:
        if torch._C._functorch.is_functorch_wrapped_tensor(a):
            return None
        with torch._C._DisableFuncTorch():  # a constant inside a transform has a value, but what is computed from it there has none
            return a.detach().cpu().double().numpy()

    def eye(self, d: int) -> Array:
        return torch.eye(d, dtype=self.dtype, device=self.device)

    def pi(self) -> Any:
        return self.array(torch.pi)

    def exp(self, a: Array) -> Array:
        return torch.exp(a)

    def expm1(self, a: Array) -> Array:
        return torch.expm1(a)

    def log(self, a: Array) -> Array:
        return torch.log(a)

    def sqrt(self, a: Array) -> Array:
        return torch.sqrt(a)

    def sin(self, a: Array) -> Array:
        return torch.sin(a)

    def cos(self, a: Array) -> Array:
        return torch.cos(a)

    def erfc(self, a: Array) -> Array:
        return torch.special.erfc(a)

    def atan(self, a: Array) -> Array:
        return torch.atan(a)

    def acos(self, a: Array) -> Array:
        return torch.acos(a)

    def log_ndtr(self, a: Array) -> Array:
        return torch.special.log_ndtr(a)

    def bessel_quotient(self, nu: Fraction, q: Array) -> Array:
        largest = torch.func.debug_unwrap(q, recurse=True).detach()
        with torch.no_grad():
            g = _bessel.quotients(torch, nu, q.detach(), float(largest.max()) if largest.numel() else 0.0)
        return _bessel.with_derivatives(q, [e.detach() for e in g])

    def einsum(self, spec: str, *operands: Array) -> Array:
        return torch.einsum(spec, *operands)

    def solve(self, A: Array, b: Array) -> Array:
        b = b[(None,) * max(A.ndim - 1 - b.ndim, 0)]
        if A.ndim == b.ndim + 1:  # a matrix of its own for each vector
            return self._columns(A, b[..., None])[..., 0]
        lead = b.ndim - A.ndim + 1  # dimensions of b that share a matrix become columns
        columns = b.reshape(-1, *b.shape[lead:]).movedim(0, -1)
        return self._columns(A, columns).movedim(-1, 0).reshape(np.broadcast_shapes((*A.shape[:-1],), b.shape))

    def logdet(self, A: Array) -> Array:
        return torch.linalg.slogdet(_full(A))[1].to(A.dtype)

    def softmax(self, logits: Array) -> Array:
        return torch.softmax(logits, -1)

    def logsumexp(self, logits: Array) -> Array:
        return torch.logsumexp(logits, -1)

    def sqrtm(self, A: Array) -> Array:
        self._check("sqrtm", A)
        return _solved("sqrtm", _torch_roots.sqrtm, A)

    def expm(self, A: Array) -> Array:
        return torch.linalg.matrix_exp(_full(A)).to(A.dtype)

    def logm(self, A: Array) -> Array:
        self._check("logm", A)
        return _solved("logm", _torch_roots.logm, A)

    def root(self, f: Any, df: Any, lo: Array, hi: Array) -> Array:
        return _torch_roots.root(f, df, lo, hi)

    def _check(self, name: str, A: Array) -> None:
        if (values := self.floats(A)) is not None:
            _roots.floats_principal(name, values, torch.finfo(self.dtype).eps)

    def _columns(self, A: Array, b: Array) -> Array:
        """By LU. A pivot below d u |A| may be rounding of A itself, other small ones of LU (under `torch.func` nobody can ask)."""
        A, dtype = _full(A), b.dtype
        LU, order, _ = torch.linalg.lu_factor_ex(A)
        if not torch._C._functorch.is_functorch_wrapped_tensor(LU):
            pivots, size = LU.detach().diagonal(dim1=-2, dim2=-1).abs(), A.detach().abs().amax((-2, -1))
            eps = torch.finfo(A.dtype).eps
            if not bool((pivots > A.shape[-1] * eps * size[..., None]).all()) or _dense.singular(
                torch, LU.detach(), eps, _inverses
            ):
                raise SingularCovariance(_dense.SINGULAR)
        return torch.linalg.lu_solve(LU, order, _full(b)).to(dtype)


def _inverses(LU: Array) -> tuple[Array, Array]:
    eye = torch.eye(LU.shape[-1], dtype=LU.dtype, device=LU.device).expand_as(LU)
    lower = torch.linalg.solve_triangular(LU, eye, upper=False, unitriangular=True)
    return lower, torch.linalg.solve_triangular(LU, eye, upper=True)


def _solved(name: str, root: Any, A: Array) -> Array:
    try:
        return root(_full(A)).to(A.dtype)
    except torch.linalg.LinAlgError:  # type: ignore[attr-defined]
        raise _roots.unsolved(name) from None


def _full(A: Array) -> Array:
    """LAPACK has no half precision: bfloat16 and float16 are solved in float32."""
    return A.float() if A.dtype in (torch.bfloat16, torch.float16) else A
