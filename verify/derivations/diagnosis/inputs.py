"""The right quantity of rounded inputs: a time on a grid, points or parameters in fewer bits."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from analytic.exact import fractions
from verify.derivations.diagnosis.candidate import Candidate
from verify.derivations.diagnosis.change import Change, State
from verify.derivations.diagnosis.coefficients import Coefficient
from verify.derivations.diagnosis.fit import Fit
from verify.derivations.diagnosis.sampled import family
from verify.derivations.statement import Derivation
from verify.regimes.constructors import rebuilt

Rounding = Callable[[np.ndarray], np.ndarray]
ONE = Coefficient(((Fraction(1), 0, 0),))


def _brain(a: np.ndarray) -> np.ndarray:
    """To the 8 bits of bfloat16, half to even."""
    bits = np.asarray(a, dtype=np.float32).view(np.uint32).astype(np.uint64)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) & 0xFFFF0000).astype(np.uint32).view(np.float32).astype(float)


def _grid(n: int, how: Callable[[Any], Any], a: np.ndarray) -> np.ndarray:
    return np.asarray(how(n * np.asarray(a, dtype=float)) / n)


BITS: dict[str, Rounding] = {
    "float32": lambda a: np.asarray(a, dtype=np.float32).astype(float),
    "float16": lambda a: np.asarray(a, dtype=np.float16).astype(float),
    "bfloat16": _brain,
}
GRIDS = {
    f"{word} to a multiple of 1/{n}": partial(_grid, n, how)
    for n in (1000, 100, 999, 1024, 256)
    for word, how in (("rounded down", np.floor), ("rounded", np.rint))
}


def _lifted(ar: Any, rounding: Rounding, a: Any) -> Any:
    """An array of any arithmetic, rounded; in balls what is exact there is taken as it is."""
    given = np.asarray(a)
    if given.dtype == object:
        given = np.vectorize(lambda e: float(e.mid()), otypes=[float])(given)
    return ar.array(fractions(rounding(given)))


def _rounded(rounding: Rounding, what: Sequence[str], law: Any, t: Any, x: Any) -> State:
    new = partial(_lifted, law.ar, rounding)
    return rebuilt(law, law.ar, new) if "law" in what else law, new(t) if "t" in what else t, new(x) if "x" in what else x


PARTS = {"t": ("t",), "x": ("x",), "t and x": ("t", "x"), "the parameters": ("law",), "all inputs": ("law", "t", "x")}


def roundings() -> list[Change]:
    fewer = [(what, name, to) for what in PARTS for name, to in BITS.items()]
    found = [
        Change(f"{what} in {name}", f"{what} rounded to {name}", partial(_rounded, to, PARTS[what])) for what, name, to in fewer
    ]
    grids = [(what, name, to) for what in ("t", "x") for name, to in GRIDS.items() if what == "t" or "down" not in name]
    return [*found, *(Change(f"{what} on a grid", f"{what} {name}", partial(_rounded, to, what)) for what, name, to in grids)]


def of_rounded(d: Derivation) -> list[Candidate]:
    """The quantity itself, of each of these."""
    return [Candidate(family(d.quantity), change, Fit((d.quantity.name,), (ONE,)), 1.0) for change in roundings()]
