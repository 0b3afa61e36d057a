"""The right quantity of rounded inputs: a time on a grid, points or parameters in fewer bits."""

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from analytic.exact import fractions
from verify.derivations.coordinates.clock import FORWARD, Clock
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


def _rounded(rounding: Rounding, what: Sequence[str], time: Clock, law: Any, t: Any, x: Any) -> State:
    """The time is the author's."""
    ar = law.ar
    new = partial(_lifted, ar, rounding)
    if "t" in what:
        t = time.unit(ar, new(time.their(ar, ar.array(t))[0]))[0]
    return rebuilt(law, ar, new) if "law" in what else law, t, new(x) if "x" in what else x


PARTS = {"t": ("t",), "x": ("x",), "t and x": ("t", "x"), "the parameters": ("law",), "all inputs": ("law", "t", "x")}


def roundings(time: Clock = FORWARD) -> list[Change]:
    def change(key: str, says: str, to: Rounding, what: Sequence[str]) -> Change:
        return Change(key, says, partial(_rounded, to, what, time), theirs=True)

    found = [change(f"{w} in {name}", f"{w} rounded to {name}", to, PARTS[w]) for w in PARTS for name, to in BITS.items()]
    grids = [(w, name, to) for w in ("t", "x") for name, to in GRIDS.items() if w == "t" or "down" not in name]
    return [*found, *(change(f"{w} on a grid", f"{w} {name}", to, w) for w, name, to in grids)]


def of_rounded(d: Derivation) -> list[Candidate]:
    """The quantity itself, of each of these."""
    return [Candidate(family(d.quantity), change, Fit((d.quantity.name,), (ONE,)), 1.0) for change in roundings(d.convention.time)]
