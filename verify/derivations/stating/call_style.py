"""How a plain function is called: in which library and dtype, with which shapes.

library: numpy, torch or jax, declared, or found: what the function's module speaks of. dtype: float64 or float32, found by trying;
float16 or bfloat16 (torch) only if declared. column=True: points and means are columns, (n, d, 1).
"""

import inspect
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from verify.derivations.quantity import Quantity
from verify.derivations.stating.covariance_forms import axes
from verify.derivations.stating.known_names import written
from verify.evidence.rounding import BITS

LIBRARIES = {"numpy": "numpy", "torch": "torch", "jax": "jax.numpy"}  # and the namespace of its arrays
INSTALL = {"jax": "pip install jax", "torch": "pip install torch"}
TRIED = ("float64", "float32")  # without being declared
OPTIONS: dict[str, tuple[Any, ...]] = {
    "library": tuple(LIBRARIES),
    "dtype": tuple(BITS),
    "batched": (True, False),
    "column": (True, False),
}


@dataclass(frozen=True)
class Style:
    """How the function is called."""

    library: str
    dtype: str
    batched: bool
    times: str  # "number", "one per point", "column"
    flat: bool  # d = 1 without the axis
    single: bool  # K = 1 without the axis
    column: bool = False  # vectors are (d, 1)
    mixing: bool = False  # one point at a time, and with all points at once it gives other values

    def __str__(self) -> str:
        way = "all points at once" if self.batched else "one point at a time"
        way += " (its values are others where it gets all at once)" if self.mixing else ""
        times = f", t {self.times}" if self.times != "number" else ""
        return f"{self.library}, {self.dtype}, {way}{times}" + (", vectors as columns" if self.column else "")


def checked(declared: dict[str, Any]) -> dict[str, Any]:
    """What was declared, and what follows from it. ValueError: it cannot be had."""
    for key, allowed in OPTIONS.items():
        if key in declared and declared[key] not in allowed:
            raise ValueError(f"{key}={declared[key]!r}: use one of {', '.join(map(repr, allowed))}")
    if declared.get("dtype") == "bfloat16" and declared.setdefault("library", "torch") != "torch":
        raise ValueError(f"dtype='bfloat16' is had in torch, not in {declared['library']}")
    if (library := declared.get("library", "numpy")) not in sys.modules and find_spec(library) is None:
        raise ValueError(f"library={library!r} is not installed: {INSTALL[library]}")
    return declared


def libraries(f: Any, declared: dict[str, Any]) -> list[str]:
    """Declared, else what the function's module speaks of, else in turn those that are there."""
    if "library" in declared:
        return [declared["library"]]
    used = {_root(named) for named in _named_in(f)} | {_root(type(f))}
    there = [lib for lib in LIBRARIES if lib == "numpy" or lib in sys.modules]
    return sorted(there, key=lambda lib: (lib not in used, lib == "numpy" and lib in used))


def _named_in(f: Any) -> Iterator[Any]:
    """What the function names of its module, and what the functions among that name."""
    open_, seen = [f], list[Any]()
    while open_:
        f = inspect.unwrap(open_.pop())
        scope, code = getattr(f, "__globals__", {}), getattr(f, "__code__", None)
        named = [scope[n] for n in getattr(code, "co_names", ()) if n in scope]
        new = [v for v in named if not any(v is s for s in seen)]
        seen += new
        open_ += [v for v in new if getattr(inspect.unwrap(v), "__globals__", None) is scope] if scope else []
    return iter(seen)


def _root(used: Any) -> str:
    """The library that a module, a class or a function of one belongs to; jax's own functions are made in jaxlib."""
    name = str(getattr(used, "__name__", "") if inspect.ismodule(used) else getattr(used, "__module__", "")).split(".")[0]
    return "jax" if name == "jaxlib" else name


@contextmanager
def in_precision(style: Style) -> Iterator[None]:
    """Where jax has float64 if it is called in that, and only then."""
    if style.library != "jax":
        yield
        return
    config: Any = import_module("jax").config
    before = config.jax_enable_x64
    config.update("jax_enable_x64", style.dtype == "float64")
    try:
        yield
    finally:
        config.update("jax_enable_x64", before)


def formed(value: Any, meaning: str, k: int, style: Style) -> Any:
    """A parameter, or its component k, with the axes that the function expects."""
    if k >= 0:
        value = value[k]
    elif style.single and (meaning == "means" or written(meaning)[1] == "s"):
        value = value[0]
    if style.flat and axes(meaning):
        return value[(..., *(0,) * axes(meaning))]
    return value[..., None] if style.column and meaning[:-1] == "mean" else value


def fed(value: Any, quantity: Quantity, style: Style, n: int | None) -> Any:
    """A quantity that the function is given, at n points or at one (None): of times only it comes as the time does."""
    a = np.asarray(value, dtype=float)
    if not quantity.at_points and not quantity.axes:
        return a if n is None else {"number": a, "one per point": np.full(n, a), "column": np.full((n, 1), a)}[style.times]
    if not quantity.axes:
        return a[:, None] if n is not None and style.times == "column" else a
    if style.flat:
        letters = [slice(None) if c == "K" else 0 for c in quantity.axes]
        return a[(..., *letters)]
    return a[..., None] if style.column and quantity.axes == ("d",) else a


def typed(value: Any, style: Style) -> Any:
    """A copy in the function's own type."""
    if style.library == "torch":
        torch = import_module("torch")
        a = np.array(value, dtype=float)
        return (torch.from_numpy(a) if a.ndim else torch.tensor(a.item(), dtype=torch.float64)).to(getattr(torch, style.dtype))
    with np.errstate(all="ignore"):
        a = np.array(value, dtype=style.dtype)
    if style.library == "jax":
        return import_module(LIBRARIES["jax"]).asarray(a)
    return a if a.ndim else a[()]


def namespace(style: Style) -> Any:
    """Of the library's arrays."""
    return import_module(LIBRARIES[style.library])
