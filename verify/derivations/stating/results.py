"""What a plain function returns, as a float64 array with the axes of its quantity.

One of several results is declared by its place or its name: result=1, result="score". Ones may stand where a shape has no axis: a
number as (n, 1), a vector, if vectors are columns, as (n, d, 1).
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from verify.derivations.quantities import Quantity
from verify.derivations.statement import Unusable
from verify.derivations.stating.call_style import Style
from verify.evidence.rounding import BITS


def chosen(value: Any, result: Any) -> Any:
    """The declared one of several results; if none is declared, there must be one only."""
    named = isinstance(value, Mapping) or hasattr(value, "_fields")
    if result is None:
        if isinstance(value, Mapping):
            raise Unusable(f"returns a dict of {', '.join(map(repr, value))}: declare which, result={next(iter(value), '')!r}")
        return value
    try:
        return getattr(value, result) if isinstance(result, str) and not isinstance(value, Mapping) else value[result]
    except (KeyError, IndexError, TypeError, AttributeError):
        kind = f"{type(value).__name__} of {len(value)}" if named or isinstance(value, tuple | list) else type(value).__name__
        raise Unusable(f"result={result!r} is declared, and it returns a {kind} without it") from None


def plain_array(value: Any, style: Style) -> Any:
    """What the function returned, as a float64 array."""
    name = str(getattr(value, "dtype", "")).removeprefix("torch.")
    if hasattr(value, "detach"):
        value = value.detach().cpu()
        value = value.float().numpy() if name == "bfloat16" else value.numpy()
    try:
        a = np.asarray(value)
    except (TypeError, ValueError) as e:
        raise Unusable(f"returns a {type(value).__name__}, which is no array: {e}") from None
    if a.dtype.kind == "c":
        raise Unusable(f"returns complex numbers ({a.dtype}): where is the root of a negative number?")
    if a.dtype.kind != "f":
        kind = type(value).__name__ if a.dtype == object else a.dtype
        raise Unusable(f"returns {kind}: floats (float32, float64) are expected")
    name = name or str(a.dtype)
    if BITS.get(name, BITS["float64"]) < BITS[style.dtype] and (a.ndim or name != "float32" or hasattr(value, "devices")):
        raise Unusable(f"returns {name} for {style.dtype} input: declare dtype={name!r}, or keep {style.dtype} throughout")
    return a.astype(np.float64)


def shaped(value: Any, style: Style, quantity: Quantity, d: int, K: int, n: int | None) -> Any:
    """The value with the axes of its quantity, and the n points in front; n is None where it is of one point."""
    several = value if isinstance(value, tuple | list) else ()
    value = plain_array(value, style)
    own = tuple({"d": d, "K": K, "1": 1}[c] for c in quantity.axes)
    wanted = own if n is None or not quantity.at_points else (n, *own)
    if value.shape != wanted and (_is_with_ones(value.shape, wanted, style) or (d == 1 and value.size == int(np.prod(wanted)))):
        value = value.reshape(wanted)
    if value.shape == wanted or (n is not None and value.shape == own):
        return value if n is None else np.broadcast_to(value, (n, *own))
    dims = f"d = {d}, K = {K}" + ("" if n is None else f", {n} points")
    which = f"; it returns {len(several)} results: if one of them is meant, declare which, result=0" if several else ""
    shape = f"returns shape {value.shape} where {wanted} is expected"
    raise Unusable(f"{shape}: {quantity.name} is {quantity.shape}, {dims}{which}")


def _is_with_ones(shape: tuple[int, ...], wanted: tuple[int, ...], style: Style) -> bool:
    """Is it what is wanted, and an axis of one behind it, or with columns any axes of one?"""
    if style.column:
        return [n for n in shape if n > 1] == [n for n in wanted if n > 1]
    return len(wanted) < 2 and shape == (*wanted, 1)
