"""float64, the formulas of mixtures and pairs at many points compiled by JAX: the same text, traced once for its shapes.

A trace cannot refuse. It says with each answer whether all that it inverted was far from singular; where it was not, and for what
cannot be traced, float64 itself answers. Points go in blocks that stay in cache, the last one filled up with its last point.
"""

from collections.abc import Callable
from dataclasses import fields
from functools import lru_cache
from typing import Any

import numpy as np

from analytic.arithmetic import _pencil
from analytic.arithmetic._float64 import Float64
from analytic.arithmetic.protocol import Array

try:
    import jax

    from analytic.arithmetic._traced import Basis, Traced, Untraced
except ImportError:
    raise ImportError("arithmetic.compiled() needs JAX: pip install jax, or take arithmetic.float64()") from None

jnp = jax.numpy
FEWEST, MOST, DOUBLES = 128, 512, 2**17  # points per block, a power of two, and entries of what is computed in one


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


def _answer(f: Callable[..., Any], law: Any, t: Array, x: Array, args: Any, kwargs: dict[str, Any]) -> tuple[Any, bool]:
    """f at all points, and whether all that it inverted is far from singular."""
    given = {str(i): a for i, a in enumerate(args)} | kwargs
    arrays = {name: a for name, a in given.items() if isinstance(a, np.ndarray)}
    N, d, lead = x.size // x.shape[-1], x.shape[-1], x.ndim - 1
    own = {name: a for name, a in arrays.items() if a.ndim > x.ndim} | {"x": x} | ({"t": t} if t.ndim else {})
    shared = {"t": t} | {name: a for name, a in arrays.items() if name not in own}
    fits = DOUBLES // (d * d + getattr(law, "m", law.m0).size)
    size = min(1 << (N - 1).bit_length(), MOST, max(FEWEST, 1 << fits.bit_length() - 1))
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
            answer = f(kind(ar=ar, **dict(fixed), **of_law), t, x, *args, **given)
            return answer, jnp.stack([jnp.asarray(True), *ar.regular]).all()

        return jax.lax.map(block, own)

    program: Callable[..., Any] = jax.jit(blocks)
    return program
