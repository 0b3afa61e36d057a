"""What formulas ask for while JAX traces them: the operations, and pencils in the basis that float64 found.

A trace cannot refuse: `regular` collects whether all that was inverted is far from singular.
"""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import jax
import numpy as np

from analytic.arithmetic._dense import Pencils
from analytic.arithmetic._float64 import UNIT, Float64
from analytic.arithmetic.protocol import Array

jnp = jax.numpy


class Untraced(AttributeError):
    """What a formula asks for on the way is not compiled."""


class Basis(NamedTuple):
    """That of `_pencil`: S = W diag(sigma) W^T, C = W diag(kappa) W^T, V = W^-1, log det(W W^T)."""

    W: Array
    V: Array
    logdet: Array
    sigma: Array
    kappa: Array

    def __call__(self, p: Array, q: Array) -> "Product":
        return Product(self, self.W, p * self.sigma + q * self.kappa, jnp.swapaxes(self.W, -1, -2))


@dataclass(frozen=True, eq=False)
class Product:
    """L_k diag(values_k) R_k, values (K, d) or (..., K, d)."""

    basis: Basis
    L: Array
    values: Array
    R: Array

    @property
    def matrix(self) -> Array:
        return (self.L * self.values[..., None, :]) @ self.R

    def apply(self, b: Array) -> Array:
        if self.values.ndim == 2:
            return jnp.einsum("kij,...kj->...ki", self.matrix, b)
        return jnp.einsum("kij,...kj->...ki", self.L, self.values * jnp.einsum("kij,...kj->...ki", self.R, b))

    def blend(self, r: Array) -> Array:
        """sum_k r_k L_k diag(values_k) R_k: one matrix product."""
        if self.values.ndim == 2:
            return jnp.einsum("...k,kij->...ij", r, self.matrix)
        d = self.values.shape[-1]
        c = r[..., None] * self.values
        products = jnp.einsum("kil,klj->klij", self.L, self.R).reshape(-1, d * d)
        return (c.reshape(*c.shape[:-2], -1) @ products).reshape(*c.shape[:-2], d, d)


class Traced(Pencils):
    name = "float64"
    own = jax.core.Tracer

    def __init__(self) -> None:
        self.regular: list[Array] = []

    def __getattr__(self, name: str) -> Any:
        raise Untraced(name)

    def array(self, values: Any) -> Array:
        return values if isinstance(values, self.own) else Float64().array(values)

    def floats(self, a: Array) -> Any:
        return None if isinstance(a, self.own) else a

    def eye(self, d: int) -> Array:
        return jnp.eye(d)

    def pi(self) -> Any:
        return np.pi

    def exp(self, a: Array) -> Array:
        return jnp.exp(a)

    def expm1(self, a: Array) -> Array:
        return jnp.expm1(a)

    def log(self, a: Array) -> Array:
        return jnp.log(a)

    def sqrt(self, a: Array) -> Array:
        return jnp.sqrt(a)

    def sin(self, a: Array) -> Array:
        return jnp.sin(a)

    def cos(self, a: Array) -> Array:
        return jnp.cos(a)

    def einsum(self, spec: str, *operands: Array) -> Array:
        return jnp.einsum(spec, *operands)

    def softmax(self, logits: Array) -> Array:
        return jax.nn.softmax(logits, -1)

    def logsumexp(self, logits: Array) -> Array:
        return jax.nn.logsumexp(logits, -1)

    def solve(self, A: Any, b: Array) -> Array:
        if isinstance(A, Product):
            V = A.basis.V
            return replace(A, L=jnp.swapaxes(V, -1, -2), values=1 / self._positive(A), R=V).apply(b)
        LU, order = jax.scipy.linalg.lu_factor(A)
        size = abs(LU)
        self.regular.append((jnp.diagonal(size, 0, -2, -1) > UNIT**0.5 * size.sum(-2)).all())
        return jnp.vectorize(lambda *of: jax.scipy.linalg.lu_solve(of[:2], of[2]), signature="(d,d),(d),(d)->(d)")(LU, order, b)

    def logdet(self, A: Any) -> Array:
        return jnp.log(self._positive(A)).sum(-1) + A.basis.logdet if isinstance(A, Product) else jnp.linalg.slogdet(A)[1]

    def apply(self, D: Any, s: Array) -> Array:
        return D.apply(s)

    def ratio(self, D: Any, S: Any) -> Any:
        return Product(D.basis, D.basis.W, D.values / self._positive(S), D.basis.V)

    def blend(self, r: Array, B: Any) -> Array:
        return B.blend(r)

    def trace(self, B: Any) -> Array:
        return B.values.sum(-1)

    def _positive(self, S: Product) -> Array:
        floor = S.values.shape[-1] * UNIT * S.values.max(-1, keepdims=True)
        self.regular.append((S.values > floor).all())
        return S.values
