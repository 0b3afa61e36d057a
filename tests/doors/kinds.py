"""Kinds of bad input: from a good argument, what a user may hand in by mistake.

A kind says of a good value and an arithmetic what is handed in; `ANSWERED` are those that may be answered, if the answer is finite.
"""

import datetime
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import flint
import mpmath
import numpy as np
import sympy
import torch

Kind = Callable[[Any, Any], Any]  # (good value, arithmetic) -> what is handed in instead; None: there is no such thing
FLOATS = ("float64", "torch")


def last(entry: Any, only: tuple[str, ...] = ()) -> Kind:
    """The last number of the argument is this instead; in these arithmetics, else in all."""

    def kind(value: Any, ar: Any) -> Any:
        if only and ar.name not in only:
            return None
        a = np.array(value, dtype=object)
        if not a.ndim:
            return None if isinstance(entry, list) else entry
        flat = a.reshape(-1).tolist()
        flat[-1] = entry
        for n in reversed(a.shape[1:]):
            flat = [flat[i : i + n] for i in range(0, len(flat), n)]
        return flat

    return kind


def whole(make: Callable[[], Any]) -> Kind:
    """Something else in place of the argument."""
    return lambda value, ar: make()


def like(make: Callable[[Any], Any], only: tuple[str, ...] = ()) -> Kind:
    """An array of the argument's shape; in these arithmetics, else in all."""
    return lambda value, ar: make(np.array(value, dtype=float)) if not only or ar.name in only else None


def _longer(a: Any) -> Any:
    return np.concatenate([a, a[..., -1:]], axis=-1) if a.ndim else None


def _shorter(a: Any) -> Any:
    return a[..., :-1] if a.ndim and a.shape[-1] > 1 else None


def _deeper(a: Any) -> Any:
    return a[..., None] * np.ones(3) if a.ndim else None


def _ragged(a: Any) -> Any:
    return [a.tolist(), [a.tolist()]]


def _masked(a: Any) -> Any:
    mask = np.zeros(a.shape, bool)
    mask[(-1,) * a.ndim] = True
    return np.ma.MaskedArray(a, mask)


def _with_none(a: Any) -> Any:
    a = a.astype(object)
    a[(-1,) * a.ndim] = None
    return a


def _deep(depth: int) -> Any:
    value: Any = 0.5
    for _ in range(depth):
        value = [value]
    return value


def _itself() -> Any:
    value: list[Any] = [0.5]
    value.append(value)
    return value


@cache
def _nested_tensor() -> Any:
    return torch.nested.as_nested_tensor([torch.zeros(1), torch.zeros(2)], layout=torch.jagged)


class Subclass(np.ndarray):
    """An array of somebody's."""


class Unwilling:
    """Has no value, and says so in its own way."""

    def __float__(self) -> float:
        raise RuntimeError("no value")

    def __array__(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError("no value")

    def __repr__(self) -> str:
        raise RuntimeError("no text")


NUMBER: dict[str, Kind] = {  # in place of a number or an array of numbers
    "NaN": last(float("nan")),
    "infinity": last(float("inf")),
    "-infinity": last(float("-inf")),
    "None in it": last(None),
    "None": whole(lambda: None),
    "a word in it": last("one"),
    "a numeric string in it": last("1"),
    "a numeric string": whole(lambda: "0.5"),
    "bytes in it": last(b"1"),
    "bytes": whole(lambda: b"0.5"),
    "a complex number in it": last(0.5 + 1j),
    "a complex number without imaginary part": last(0.5 + 0j),
    "true in it": last(True),
    "true": whole(lambda: True),
    "a NumPy bool": whole(lambda: np.bool_(True)),
    "a list in a number's place": last([0.5, 0.5]),
    "a dict": whole(lambda: {"t": 0.5}),
    "a dict in it": last({}),
    "a set": whole(lambda: {0.5}),
    "a generator": whole(lambda: (v for v in (0.5, 0.25))),
    "an object": whole(object),
    "an object that raises": whole(Unwilling),
    "a function": whole(lambda: len),
    "a class": whole(lambda: float),
    "a module": whole(lambda: np),
    "a slice": whole(lambda: slice(1)),
    "a ragged list": like(_ragged),
    "an empty list": whole(list),
    "an empty list of lists": whole(lambda: [[]]),
    "70 nested lists": whole(lambda: _deep(70)),
    "2000 nested lists": whole(lambda: _deep(2000)),
    "a list that holds itself": whole(_itself),
    "a complex array": like(lambda a: a + 1j),
    "a complex array without imaginary part": like(lambda a: a + 0j),
    "a bool array": like(lambda a: a > 0),
    "an array of strings": like(lambda a: a.astype(str)),
    "an array of bytes": like(lambda a: a.astype("S8")),
    "an array of timedelta64": like(lambda a: a.astype("m8[s]")),
    "an array of datetime64": like(lambda a: a.astype("M8[s]")),
    "a timedelta": whole(lambda: datetime.timedelta(seconds=1)),
    "a timedelta64 in it": last(np.timedelta64(1, "s")),
    "an object array with None": like(_with_none),
    "a masked array": like(_masked),
    "a structured array": like(lambda a: a.view([("x", float)])),
    "10^400": last(10**400, FLOATS),
    "-10^400": last(-(10**400), FLOATS),
    "a Fraction beyond a double": last(Fraction(10**400, 3), FLOATS),
    "a Decimal NaN": last(Decimal("nan")),
    "a Decimal signalling NaN": last(Decimal("snan")),
    "a sparse tensor": like(lambda a: torch.tensor(a).to_sparse()),
    "a meta tensor": like(lambda a: torch.tensor(a, device="meta")),
    "a complex tensor": like(lambda a: torch.tensor(a + 1j)),
    "a bool tensor": like(lambda a: torch.tensor(a > 0)),
    "a nested tensor": whole(_nested_tensor),
    "a NaN tensor": like(lambda a: torch.tensor(a) * float("nan")),
    "a symbol": last(sympy.Symbol("a")),
    "a root of SymPy": last(sympy.sqrt(2)),
    "a ball without bound": last(flint.arb("nan")),
    "10^12 numbers": whole(lambda: np.broadcast_to(0.5, (10**12, 2))),
    "10^12 numbers of torch": whole(lambda: torch.tensor(0.5).expand(10**12, 2)),
    "65 axes": whole(lambda: torch.zeros((1,) * 65)),
}  # fmt: skip
ANSWERED: dict[str, Kind] = {  # if the answer is finite
    "10^300": last(1e300),
    "-10^300": last(-1e300),
    "10^200": last(1e200),
    "10^140": last(1e140),
    "10^60": last(1e60),
    "10^-300": last(1e-300),
    "10^-160": last(1e-160),
    "all 10^300": like(lambda a: 0 * a + 1e300),
    "all 10^140": like(lambda a: 0 * a + 1e140),
    "all 10^-300": like(lambda a: 0 * a + 1e-300),
    "times 10^150": like(lambda a: a * 1e150),
    "times 10^-170": like(lambda a: a * 1e-170),
    "zero": like(lambda a: 0 * a),
    "a Decimal": last(Decimal("0.5")),
    "a Fraction": last(Fraction(1, 2)),
    "a number of mpmath": last(mpmath.mpf("0.5")),
    "a ball": last(flint.arb("0.5")),
    "a tensor that requires grad": like(lambda a: torch.tensor(a, requires_grad=True)),
    "a tensor in it": last(torch.tensor(0.5)),
    "a tensor in it that requires grad": last(torch.tensor(0.5, requires_grad=True)),
    "bfloat16": like(lambda a: torch.tensor(a, dtype=torch.bfloat16)),
    "float16": like(lambda a: a.astype(np.float16)),
    "unsigned integers": like(lambda a: a.astype(np.uint8)),
    "a lazy conjugate": like(lambda a: torch.tensor(a + 0j).conj().imag),
    "an array of no points": like(lambda a: a[:0] if a.ndim > 1 else None),
    "a subclass of ndarray": like(lambda a: a.view(Subclass)),
    "byte-swapped floats": like(lambda a: a.astype(">f8")),
}
SHAPE: dict[str, Kind] = {
    "one more in its last axis": like(_longer),
    "one less in its last axis": like(_shorter),
    "an axis of three more": like(_deeper),
}
TIME: dict[str, Kind] = {
    "after the end": whole(lambda: 1.5),
    "before the start": whole(lambda: -0.5),
    "after the end by 10^-9": whole(lambda: 1 + 1e-9),
    "after the end by 10^-9, an array": whole(lambda: np.array(1 + 1e-9)),
    "after the end by 10^-9, a tensor": whole(lambda: torch.tensor(1 + 1e-9, dtype=torch.float64)),
    "before the start by 10^-60": whole(lambda: Fraction(-1, 10**60)),
    "after the end by 10^-60": whole(lambda: 1 + Fraction(1, 10**60)),
}
TIMES: dict[str, Kind] = {  # beside two points
    "three times for two points": whole(lambda: [0.25, 0.5, 0.75]),
    "a column of times": whole(lambda: np.full((2, 1), 0.5)),
}
MATRIX: dict[str, Kind] = {  # of what must be symmetric
    "asymmetric by 10^-10": like(lambda a: a + 1e-10 * np.triu(np.ones(a.shape), 1)),
    "with a negative eigenvalue": like(lambda a: -a),
}
WEIGHTS: dict[str, Kind] = {
    "a negative weight": whole(lambda: [1.5, -0.5]),
    "a weight of zero": whole(lambda: [1.0, 0.0]),
    "a sum of 1 + 10^-9": whole(lambda: [0.5, 0.5 + 1e-9]),
}
SCALE: dict[str, Kind] = {"-1": whole(lambda: -1.0), "zero": whole(lambda: 0.0)}
COUNT: dict[str, Kind] = {  # in place of a whole number
    "NaN": whole(lambda: float("nan")),
    "infinity": whole(lambda: float("inf")),
    "None": whole(lambda: None),
    "a half": whole(lambda: 0.5),
    "a float": whole(lambda: 1.0),
    "a Fraction": whole(lambda: Fraction(3, 2)),
    "true": whole(lambda: True),
    "a numeric string": whole(lambda: "1"),
    "bytes": whole(lambda: b"1"),
    "a complex number": whole(lambda: 1 + 0j),
    "a list": whole(lambda: [1]),
    "an empty list": whole(list),
    "a dict": whole(dict),
    "a tensor of two": whole(lambda: torch.tensor([1, 2])),
    "a meta tensor": whole(lambda: torch.tensor(1, device="meta")),
    "a float tensor": whole(lambda: torch.tensor(1.5)),
    "an array": whole(lambda: np.array([0, 1])),
    "a timedelta64": whole(lambda: np.timedelta64(1, "s")),
    "an object that raises": whole(Unwilling),
}
FAR: dict[str, Kind] = {
    "-10^9": whole(lambda: -(10**9)),
    "10^9": whole(lambda: 10**9),
    "10^30": whole(lambda: 10**30),
}
