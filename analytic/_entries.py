"""What may enter as numbers, judged by its type before any library sees it: lists, arrays, tensors, and the numbers in them.

What must hold of them (symmetry, a sum, t in [0, 1]) is asked of them as they were given, before they are rounded.
"""

from decimal import Decimal
from math import prod
from numbers import Real
from reprlib import repr as short
from typing import Any

import numpy as np

from analytic._values import EXACT
from analytic.arithmetic import Arithmetic, Array

FINEST = 2.0**-52
UNITS = {"float32": 2.0**-23, "bfloat16": 2.0**-7, "float16": 2.0**-10}  # of rounding; all else is float64's
LARGEST = {"float32": 2.0**63, "bfloat16": 2.0**63, "float16": 2.0**7}  # whose square is finite
MOST = 2**32  # numbers at a time: 32 GiB in float64
AXES = 32


def admit(ar: Arithmetic, name: str, values: Any) -> Any:
    """`values`, lists of tensors as one; TypeError or ValueError where they are no real numbers that `ar` can take."""
    if isinstance(values, getattr(ar, "own", ())):
        return values  # it came in before
    if type(values) is float or (
        type(values) is np.ndarray and values.dtype.kind == "f" and values.ndim <= AXES and values.size <= MOST
    ):
        return values  # what nearly all are: nothing in it needs to be looked at
    found: list[Any] = []
    values = _array(name, values)
    shape = _walk(name, values, found, 0)
    if len(shape) > AXES or prod(shape) > MOST:
        raise ValueError(f"{name} has {len(shape)} axes and {prod(shape)} numbers: pass at most {AXES} axes, 2^32 numbers")
    if not found:
        raise ValueError(f"{name} is an empty list: there must be a number in it; no points at all are an array of shape (0, d)")
    for value in {_kind(v): v for v in found}.values():
        _one(ar, name, value)
    if any(hasattr(v, "detach") for v in found):
        return (_stacked if ar.name == "torch" else _bare)(values)
    return values


def unit(ar: Arithmetic, given: Any = None) -> float:
    """The rounding unit of the numbers as they came in: that of their type, if `ar` rounds to it; of lists that of float64."""
    own = UNITS.get(_dtype(ar), FINEST)
    return own if given is None else min(own, UNITS.get(_dtype(given), FINEST))


def largest(ar: Arithmetic) -> float:
    """A number whose square is finite in `ar`."""
    return LARGEST.get(_dtype(ar), 2.0**511)


def as_given(ar: Arithmetic, a: Array, given: Any) -> Any:
    """What became a, before it was rounded: an array of floats, or of numbers as they were written. None where it has no value."""
    given = a if given is None else admit(ar, "", given)
    if hasattr(given, "detach"):
        return ar.floats(given) if ar.name == "torch" else np.asarray(given, dtype=np.float64)
    return given if isinstance(given, np.ndarray) else np.array(given, dtype=object)


def _dtype(a: Any) -> str:
    return str(getattr(a, "dtype", "")).removeprefix("torch.")


def _array(name: str, values: Any) -> Any:
    if hasattr(values, "detach") or isinstance(values, (np.ndarray, np.generic, type)) or not hasattr(values, "__array__"):
        return values
    try:
        return np.asarray(values)
    except Exception as e:
        raise TypeError(f"{name} is a {type(values).__name__} that gives no array ({e}): pass real numbers") from None


def _walk(name: str, values: Any, found: list[Any], depth: int) -> tuple[int, ...]:
    """The shape of nested lists; the numbers, arrays and tensors in them are added to `found`."""
    if not isinstance(values, (list, tuple, range)):
        found.append(values)
        sized = isinstance(values, np.ndarray) or (hasattr(values, "detach") and not values.is_nested)
        return tuple(values.shape) if sized else ()
    if depth == AXES:
        raise ValueError(f"{name} has lists nested more than {AXES} deep: one for each axis is enough")
    shapes = {_walk(name, v, found, depth + 1) for v in values}
    if len(shapes) > 1:
        raise ValueError(f"{name} has rows of different lengths: give every row the same number of entries")
    return (len(values), *(shapes.pop() if shapes else ()))


def _bare(values: Any) -> Any:
    """Without tensors."""
    if isinstance(values, (list, tuple)):
        return [_bare(v) for v in values]
    return values.detach().resolve_neg().numpy()[()] if hasattr(values, "detach") else values


def _stacked(values: Any) -> Any:
    """One tensor, with the derivatives of those in it."""
    import torch

    if isinstance(values, (list, tuple)):
        return torch.stack([_stacked(v) for v in values])
    return values.resolve_neg() if isinstance(values, torch.Tensor) else torch.as_tensor(float(values), dtype=torch.float64)


def _kind(value: Any) -> Any:
    """What decides whether it may enter: the type of a number; each array and tensor is looked at."""
    return id(value) if isinstance(value, np.ndarray) or hasattr(value, "detach") else type(value)


def _one(ar: Arithmetic, name: str, value: Any) -> None:
    if isinstance(value, type):
        raise TypeError(f"{name} has the entry {value.__name__}, a class: pass real numbers")
    if hasattr(value, "detach"):
        _tensor(ar, name, value)
    elif isinstance(value, np.ma.MaskedArray):
        raise TypeError(f"{name} is a masked array: fill in what is masked, or leave it out")
    elif isinstance(value, np.ndarray):
        for entry in {type(e): e for e in value.flat}.values() if value.dtype == object else _first(value):
            _number(ar, name, entry)
    else:
        _number(ar, name, value)


def _first(value: Any) -> list[Any]:
    """An entry of an array whose entries are of one type: zero where it has none."""
    return list(value.reshape(-1)[:1]) or [value.dtype.type()]


def _number(ar: Arithmetic, name: str, value: Any) -> None:
    if isinstance(value, (bool, np.bool_)):
        raise TypeError(f"{name} has the entry {value}: true and false are no numbers; pass 1 and 0 if you mean them")
    real = isinstance(value, (Real, Decimal)) and not isinstance(value, np.timedelta64)
    if not real and (ar.name not in EXACT or isinstance(value, (np.complexfloating, np.timedelta64))):
        raise TypeError(
            f"{name} has the entry {short(value.item() if isinstance(value, np.generic) else value)}: pass real numbers"
        )


def _tensor(ar: Arithmetic, name: str, value: Any) -> None:
    if value.is_complex() or str(value.dtype) == "torch.bool":
        raise TypeError(f"{name} is a {'complex' if value.is_complex() else 'bool'} tensor ({value.dtype}): pass real numbers")
    if value.is_meta or value.is_nested or value.is_quantized or str(value.layout) != "torch.strided":
        raise TypeError(f"{name} is a sparse, nested, quantised or meta tensor: pass a dense one with values")
    if ar.name == "torch":
        return
    if value.requires_grad:
        raise TypeError(f"{name} requires grad, and {ar.name} has no derivatives: use arithmetic.torch(), or pass {name}.detach()")
    if value.device.type != "cpu" or str(value.dtype) == "torch.bfloat16":
        raise TypeError(f"{name} is a {value.dtype} tensor on {value.device}: for {ar.name} pass {name}.cpu().double()")
