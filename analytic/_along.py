"""Directions on their way into a formula: rows z (m, d), the same at all points, or (..., m, d), each point's own."""

from collections.abc import Callable
from functools import wraps

from analytic import door
from analytic._laws import closed_forms
from analytic._points import enter, pointwise
from analytic.arithmetic import Arithmetic, Array, Law, Points, Time


def along(f: Callable[[Law, Time, Array, Array], Array]) -> Callable[[Law, Time, Points, Points], Array]:
    """`pointwise`, of f along directions; TypeError for a law that is neither a mixture nor a pair."""
    on_blocks = pointwise(f)

    @wraps(f)
    def entered(law: Law, t: Time, x: Points, z: Points) -> Array:
        closed_forms(law)
        t, x = enter(law, t, x)
        return on_blocks(law, t, x, directions(law.ar, x, z))

    return entered


def directions(ar: Arithmetic, x: Array, given: Points) -> Array:
    z = door.points(ar, "z", given, x.shape[-1])
    own = tuple(x.shape[:-1])
    if z.ndim < 2 or tuple(z.shape[:-2]) not in ((), own):
        each = ", ".join(map(str, (*own, "m", x.shape[-1])))
        raise ValueError(f"z has shape {tuple(z.shape)}: pass directions as rows, (m, d), or each point's own, ({each})")
    return z


def leading(ar: Arithmetic, x: Array, z: Array) -> Array:
    """Directions (m, d) or (..., m, d) as (m, ..., d), to be broadcast with points x (..., d)."""
    return ar.einsum("...mi->m...i", z) if z.ndim > x.ndim else z.reshape(-1, *(1,) * (x.ndim - 1), z.shape[-1])
