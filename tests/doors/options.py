"""Kinds of bad input for what is no array of an arithmetic: counts, numbers, words, tensors, files, functions, tables.

A kind says of a good value what is handed in instead.
"""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import torch

from tests.doors.kinds import COUNT, Unwilling

Kind = Callable[[Any], Any]
Kinds = dict[str, Kind]


def whole(value: Any) -> Kind:
    return lambda good: value


def without(kinds: Kinds, *what: str) -> Kinds:
    return {name: kind for name, kind in kinds.items() if name not in what}


STRANGE: Kinds = {
    "an object": whole(object()),
    "an object that raises": whole(Unwilling()),
    "a class": whole(float),
    "a module": whole(np),
    "bytes": whole(b"0.5"),
    "NaN": whole(float("nan")),
    "true": whole(True),
    "None": whole(None),
}
TEXT: Kinds = STRANGE | {"a word": whole("nonsense")}
INDEX: Kinds = {what: (lambda good, kind=kind: kind(good, None)) for what, kind in COUNT.items()} | {
    "-10^9": whole(-(10**9)),
    "10^30": whole(10**30),
    "a word": whole("one"),
    "a NumPy integer": lambda good: np.int64(good),
}
HOW_MANY: Kinds = INDEX | {"zero": whole(0), "-1": whole(-1)}
SEED: Kinds = without(INDEX, "10^30") | {"-1": whole(-1)}
NUMBER: Kinds = TEXT | {
    "infinity": whole(float("inf")),
    "-infinity": whole(float("-inf")),
    "a numeric string": whole("0.5"),
    "a complex number": whole(0.5 + 1j),
    "a complex number without imaginary part": whole(0.5 + 0j),
    "a list": whole([0.5, 0.5, 0.5]),
    "an empty list": whole([]),
    "a dict": whole({}),
    "a NumPy bool": whole(np.bool_(True)),
    "an array": whole(np.array([0.5, 0.25, 0.125])),
    "a complex tensor": whole(torch.tensor(0.5 + 1j)),
    "a meta tensor": whole(torch.tensor(0.5, device="meta")),
    "10^400": whole(10**400),
    "a Decimal NaN": whole(Decimal("nan")),
    "a function": whole(len),
    "a NumPy number": lambda good: np.float32(good),
    "a Fraction": lambda good: Fraction(good),
    "a number of torch": lambda good: torch.tensor(good),
}
POSITIVE: Kinds = NUMBER | {"zero": whole(0.0), "-1": whole(-1.0)}
PART: Kinds = NUMBER | {"-1/2": whole(-0.5), "3/2": whole(1.5)}  # in [0, 1]
WORD: Kinds = without(TEXT, "bytes") | {
    "a number": whole(1),
    "bytes": lambda good: good.encode(),
    "a list": lambda good: [good],
    "a dict": lambda good: {good: good},
    "another case": lambda good: f"{good.upper()}?",
}
DTYPE: Kinds = TEXT | {"a number": whole(64), "integers": whole(torch.int64), "complex numbers": whole(torch.complex64)}
FLAG: Kinds = without(TEXT, "true") | {"an empty list": whole([]), "two": whole(2), "an array": whole(np.ones(2))}
TENSOR: Kinds = TEXT | {
    "a list": lambda good: good.tolist(),
    "an array": lambda good: good.numpy(),
    "a complex tensor": lambda good: good + 1j,
    "a bool tensor": lambda good: good > 0,
    "integers": lambda good: good.long(),
    "NaN in it": lambda good: torch.where(good == good.max(), float("nan"), good),
    "infinity in it": lambda good: torch.where(good == good.max(), float("inf"), good),
    "a meta tensor": lambda good: good.to("meta"),
    "a sparse tensor": lambda good: good.to_sparse(),
    "no points": lambda good: good[:0],
    "a number of torch": lambda good: good.sum(),
    "a row": lambda good: good.flatten(),
}
ARRAY: Kinds = TEXT | {
    "NaN in it": lambda good: np.where(good == good.max(), np.nan, good),
    "infinity in it": lambda good: np.where(good == good.max(), np.inf, good),
    "a complex array": lambda good: good + 1j,
    "a complex array without imaginary part": lambda good: good + 0j,
    "a bool array": lambda good: good > 0,
    "an array of strings": lambda good: good.astype(str),
    "an array of bytes": lambda good: good.astype("S8"),
    "a ragged list": lambda good: [*good.tolist(), [1.0]],
    "an array of timedelta64": lambda good: good.astype("m8[s]"),
    "no points": lambda good: good[:0],
    "an empty list": whole([]),
    "a number": whole(0.5),
    "a dict": whole({}),
    "a masked array": lambda good: np.ma.MaskedArray(good, good == good.max()),
    "a complex tensor": lambda good: torch.tensor(good + 1j),
    "float32": lambda good: good.astype(np.float32),
    "lists": lambda good: good.tolist(),
    "a tensor": lambda good: torch.tensor(good),
}
FUNCTION: Kinds = without(TEXT, "a class") | {"a number": whole(1.0), "a list": whole([])}
PATH: Kinds = without(TEXT, "a word") | {
    "a number": whole(3),
    "a list": whole(["a"]),
    "no letters": whole(""),
    "a zero in it": whole("a\0b"),
}
FOLDER: Kinds = PATH | {
    "a missing place": whole("no/such/place"),
    "a place below a file": whole(f"{__file__}/x"),
    "5000 letters": whole("a" * 5000),
    "an address": whole("https://example.org/a"),
    "a file": whole(__file__),
}
FILE: Kinds = without(FOLDER, "a file") | {"a folder": whole(str(Path(__file__).parent))}
TABLE: Kinds = TEXT | {"a list": whole([1]), "a number": whole(1), "empty": whole({}), "unknown keys": whole({"key": 1})}
LIST: Kinds = TEXT | {"a number": whole(1), "a list of None": whole([None]), "a list of NaN": whole([float("nan")])}
HARMLESS = {"a NumPy integer", "a NumPy number", "a Fraction", "a number of torch", "float32", "lists", "a tensor"}  # if finite
