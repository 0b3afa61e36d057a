"""Numbers that tell what a formula asks of them: a formula that compares, converts or branches on its values is no expression.

An exact arithmetic whose numbers are wrapped. Whatever they are asked for beyond `+ - * / **` is written down, with the line that
asked: truth, order, equality, a float or an int, a text, which arithmetic they are of. Such a formula can be right at all points
tried and wrong at others, so symbols, which take one branch, prove nothing for all parameters.
What the library itself asks, at its doors, is its own affair.
"""

import operator
import os
import sys
from collections.abc import Callable, Mapping
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np

import analytic
from analytic.arithmetic import Array, Law, Points, Time
from verify.derivations import coordinates
from verify.derivations.asked import Asked
from verify.derivations.coordinates.duals import Dual
from verify.regimes.constructors import rebuilt

MOST = 8  # questions written down; one is enough
LIBRARY = tuple(f"{Path(str(package.__file__)).parent}{os.sep}" for package in (analytic, coordinates))


class Number:
    """One number of an exact arithmetic, with the list of what is asked of it."""

    __slots__ = ("_asked", "_of", "_value")

    def __init__(self, value: Any, asked: list[Asked], of: str = "") -> None:
        self._value, self._asked, self._of = value, asked, of

    def _tell(self, what: str, than: Any = "") -> None:
        caller = sys._getframe(2)
        if len(self._asked) < MOST and not _ours(caller):
            self._asked.append(Asked(what, caller.f_lineno, self._of, _exact(than)))

    def __abs__(self) -> "Number":
        return Number(abs(self._value), self._asked, self._of)

    def __neg__(self) -> "Number":
        return Number(-self._value, self._asked, self._of)

    def __pos__(self) -> "Number":
        return self

    def __getattr__(self, name: str) -> Any:
        """A property or a method of the number itself is asked for: what it gives may be branched on."""
        if name.startswith("__"):
            raise AttributeError(name)
        self._tell("text")
        return getattr(self._value, name)


def _exact(value: Any) -> str:
    """What a number is compared with, where it is a plain one."""
    try:
        return str(Fraction(value)) if isinstance(value, (int, float, Fraction)) else ""
    except (ValueError, OverflowError):
        return ""


def _ours(frame: Any) -> bool:
    return str(frame.f_code.co_filename).startswith(LIBRARY)


def _arithmetical(op: Callable[[Any, Any], Any], reflected: bool) -> Callable[[Number, Any], Any]:
    def method(self: Number, other: Any) -> Any:
        if isinstance(other, (np.ndarray, Dual)):
            return NotImplemented
        value = other._value if isinstance(other, Number) else other
        return Number(op(value, self._value) if reflected else op(self._value, value), self._asked)

    return method


def _converting(to: Callable[[Any], Any], what: str) -> Callable[[Number], Any]:
    def method(self: Number) -> Any:
        self._tell(what)
        return to(self._value)

    return method


def _comparing(op: Callable[[Any, Any], Any], what: str) -> Callable[[Number, Any], Any]:
    def method(self: Number, other: Any) -> Any:
        self._tell(what, other)
        return op(self._value, other._value if isinstance(other, Number) else other)

    return method


for _name in ("add", "sub", "mul", "truediv", "pow"):
    _op = getattr(operator, _name)
    setattr(Number, f"__{_name}__", _arithmetical(_op, False))
    setattr(Number, f"__r{_name}__", _arithmetical(_op, True))
for _to, _what in ((bool, "truth"), (float, "float"), (int, "int"), (str, "text"), (hash, "text")):
    setattr(Number, f"__{_to.__name__}__", _converting(_to, _what))
for _name in ("lt", "le", "gt", "ge"):
    setattr(Number, f"__{_name}__", _comparing(getattr(operator, _name), "order"))
for _name in ("eq", "ne"):
    setattr(Number, f"__{_name}__", _comparing(getattr(operator, _name), "equality"))


class Watched:
    """An exact arithmetic of such numbers: what it is given is unwrapped, what comes out is wrapped again."""

    def __init__(self, inner: Any, asked: list[Asked]) -> None:
        self._inner, self._asked = inner, asked

    @property
    def name(self) -> str:
        caller = sys._getframe(1)
        if not _ours(caller):
            self._asked.append(Asked("name", caller.f_lineno))
        return str(self._inner.name)

    def scope(self) -> Any:
        return self._inner.scope()

    def floats(self, a: Array) -> Any:
        caller = sys._getframe(1)
        if not _ours(caller):
            self._asked.append(Asked("float", caller.f_lineno))
        return self._inner.floats(self._bare(a))

    def __getattr__(self, name: str) -> Any:
        return self._wrapped(getattr(self._inner, name))

    def _bare(self, v: Any) -> Any:
        """Without wrapping; a function that is handed in gets wrapped numbers."""
        if isinstance(v, Number):
            return v._value
        if isinstance(v, np.ndarray) and v.dtype == object:
            return _each(self._bare, v)
        if isinstance(v, (list, tuple)):
            return type(v)(self._bare(e) for e in v)
        return (lambda *given: self._bare(v(*map(self._wrapped, given)))) if callable(v) else v

    def _wrapped(self, v: Any) -> Any:
        if isinstance(v, np.ndarray):
            return _each(self._one, v) if v.dtype == object else v
        if callable(v):
            return lambda *given: self._wrapped(v(*map(self._bare, given)))
        return tuple(map(self._wrapped, v)) if isinstance(v, tuple) else self._one(v)

    def _one(self, v: Any) -> Any:
        return v if isinstance(v, (str, bytes, bool, int, float, type(None))) else Number(v, self._asked)


def _each(f: Callable[[Any], Any], a: Array) -> Array:
    """f of each entry, in the shape of the array, which may have none."""
    out = np.empty(a.shape, dtype=object)
    for i in np.ndindex(a.shape):
        out[i] = f(a[i])
    return out


def asked_by(
    formula: Callable[..., Array], law: Law, t: Time, x: Points, given: Mapping[str, Array] = MappingProxyType({})
) -> list[Asked]:
    """What the formula asks of its numbers at this case, in the exact arithmetic of the law; if it raises, that is more too."""
    asked = list[Asked]()
    ar = Watched(law.ar, asked)
    named, at = np.empty(x.shape, dtype=object), np.empty((), dtype=object)
    for (n, i), e in np.ndenumerate(x):
        named[n, i] = Number(e, asked, f"x_{i}")
    at[()] = Number(np.asarray(t)[()], asked, "t")
    try:
        formula(rebuilt(law, ar, ar._wrapped), at, named, **{name: ar._wrapped(np.asarray(v)) for name, v in given.items()})
    except Exception:
        asked.append(Asked("more"))
    return asked
