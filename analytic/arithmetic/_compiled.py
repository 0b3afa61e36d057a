"""float64, the formulas of mixtures and pairs at many points compiled by JAX: the same text, traced once for its shapes.

A trace cannot refuse. It says with each answer whether all that it inverted was far from singular; where it was not, and for what
cannot be traced, float64 itself answers. Points go in blocks that stay in cache, the last one filled up with its last point.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from analytic.arithmetic import _pencil
from analytic.arithmetic._dense import Pencils
from analytic.arithmetic._float64 import UNIT, Float64
from analytic.arithmetic.protocol import Array

try:
    import jax
except ImportError:
    raise ImportError("arithmetic.compiled() needs JAX: pip install jax, or take arithmetic.float64()") from None

jnp = jax.numpy
FEWEST, MOST, DOUBLES = 128, 512, 2**17  # points per block, and entries of what is computed in one


class Compiled(Float64):
    """Single points, and what is near singular, as in float64; its answers at many points are JAX's own memory, read-only."""

    def __repr__(self) -> str:
        return f"{self.name}, compiled"

    def pointwise(self, f: Callable[..., Any], law: Any, t: Array, x: Array, *args: Any, **kwargs: Any) -> Any:
        if x.ndim > 1 and x.size:
            try:
                answer, regular = _answer(f, law, t, x, args, kwargs)
            except (Untraced, jax.errors.JAXTypeError):
                regular = False
            if regular:
                return answer
        return super().pointwise(f, law, t, x, *args, **kwargs)


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
    """What formulas ask for while they are traced. `regular` collects whether what was inverted is far from singular."""

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


def _answer(f: Callable[..., Any], law: Any, t: Array, x: Array, args: Any, kwargs: dict[str, Any]) -> tuple[Any, bool]:
    """f at all points, and whether all that it inverted is far from singular."""
    given = {str(i): a for i, a in enumerate(args)} | kwargs
    arrays = {name: a for name, a in given.items() if isinstance(a, np.ndarray)}
    N, d, lead = x.size // x.shape[-1], x.shape[-1], x.ndim - 1
    own = {name: a for name, a in arrays.items() if a.ndim > x.ndim} | {"x": x} | ({"t": t} if t.ndim else {})
    shared = {"t": t} | {name: a for name, a in arrays.items() if name not in own}
    size = min(1 << (N - 1).bit_length(), MOST, max(FEWEST, DOUBLES // (d * d + getattr(law, "m", law.m0).size)))
    with jax.enable_x64(True):
        of_law, fixed = _parts(law)
        run = _run(f, type(law), fixed, tuple((name, type(a), a) for name, a in given.items() if name not in arrays))
        answer, regular = run(of_law, shared, {name: _blocks(a.reshape(N, *a.shape[lead:]), size) for name, a in own.items()})
        *parts, sure = map(np.asarray, jax.tree.leaves((answer, regular)))
    parts = [a.reshape(-1, *a.shape[2:])[:N].reshape(*x.shape[:-1], *a.shape[2:]) for a in parts]
    return (tuple(parts) if isinstance(answer, tuple) else parts[0]), bool(sure.all())


def _blocks(a: Array, size: int) -> Array:
    """(N, ...) as (blocks, size, ...), filled up with the last."""
    missing = -len(a) % size
    return (np.concatenate([a, a[-1:].repeat(missing, 0)]) if missing else a).reshape(-1, size, *a.shape[1:])


@lru_cache(maxsize=16)
def _parts(law: Any) -> tuple[dict[str, Any], tuple[tuple[str, Any], ...]]:
    """A law's arrays as JAX's, and what else it has."""
    held = {field.name: getattr(law, field.name) for field in fields(law) if field.name != "ar"}
    bases = {name: Basis(b.W, b.V, b.logdet, b.sigma, b.kappa) for name, b in held.items() if isinstance(b, _pencil.Basis)}
    arrays = {name: a for name, a in held.items() if isinstance(a, np.ndarray)} | bases
    return jax.tree.map(jnp.asarray, arrays), tuple((name, a) for name, a in held.items() if name not in arrays)


def _run(*of: Any) -> Callable[..., Any]:
    try:
        hash(of)
    except TypeError:
        raise Untraced(f"{of}") from None
    return _program(*of)


@lru_cache(maxsize=256)
def _program(f: Callable[..., Any], kind: Any, fixed: tuple[Any, ...], plain: tuple[Any, ...]) -> Callable[..., Any]:
    """f compiled for laws of this kind and for what is no array: one block after another."""

    def blocks(of_law: Any, shared: Any, own: Any) -> Any:
        def block(part: Any) -> Any:
            ar = Traced()
            given = shared | part | {name: a for name, _, a in plain}
            t, x = given.pop("t"), given.pop("x")
            args = [given.pop(name) for name in sorted(filter(str.isdigit, given), key=int)]
            return f(kind(ar=ar, **dict(fixed), **of_law), t, x, *args, **given), jnp.stack(ar.regular).all()

        return jax.lax.map(block, own)

    return jax.jit(blocks)
