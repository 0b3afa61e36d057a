"""Plain NumPy and torch functions as derivations: called as they are, with copies, watched, and judged by their values.

How a function wants its arguments (library, dtype, all points at once or one by one, shapes where d = 1 or K = 1) is declared or
found by trying, on one law, against the reference. What it does besides is noted: prints, changed arguments, random numbers.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

import numpy as np

from analytic import arithmetic
from analytic.arithmetic import Law, Points, Time
from verify.claim import Regime
from verify.derivations import cases
from verify.derivations.observed_call import Watch
from verify.derivations.statement import Derivation, Runnable, Unusable
from verify.derivations.stating import argument_names
from verify.derivations.stating.call_style import Style, formed, libraries, parameters, plain_array, typed
from verify.evidence.rounding import UNITS

TRIED = 12  # fresh laws: one of two dimensions and several components is among them
BITS = 128  # of the reference, which is rounded to float64
CLOSE = 1e-2  # a way of calling fits if the values it gives are this near; if none fits, the first that runs is taken


@dataclass
class Plain(Runnable):
    """f(law, t, x) -> float64 array (n, ...), from the user's function; law in float64, with exactly representable numbers."""

    function: Any
    arguments: argument_names.Arguments
    stated: Derivation
    declared: dict[str, Any]
    style: Style | None = None
    watch: Watch = field(default_factory=Watch)
    plain: bool = True

    @property
    def dtype(self) -> str:  # type: ignore[override]
        return self.style.dtype if self.style else str(self.declared.get("dtype", "float64"))

    @property
    def notes(self) -> list[str]:  # type: ignore[override]
        return self.watch.notes

    def settle(self) -> "Plain":
        """Find once how it is called; what it is called with says in which precision it rounds."""
        self.style = self.style or find_style(self.stated, self.ways, self.values)
        return self

    def __call__(self, law: Law, t: Time, x: Points) -> Any:
        self.settle()
        assert self.style
        return self.values(self.style, self.stated.convention.theirs(law), float(t), np.asarray(x, dtype=float))

    def in_other_precision(self) -> "Plain":
        """The same function called in float32 for float64, or the other way round."""
        assert self.style
        return replace(self, style=replace(self.style, dtype="float32" if self.style.dtype == "float64" else "float64"))

    def values(self, style: Style, law: Law, t: float, x: Points) -> Any:
        """The function's values in the shape of its quantity."""
        at = parameters(law, self.stated.law) | {"k": _component(self.stated.quantity.name)}
        if style.batched:
            times = {"number": t, "one per point": np.full(len(x), t), "column": np.full((len(x), 1), t)}[style.times]
            return self._shaped(self._call(style, at, times, x), style, law, len(x))
        return np.stack([self._shaped(self._call(style, at, t, p), style, law, None) for p in x])

    def _call(self, style: Style, at: dict[str, Any], t: Any, x: Any) -> Any:
        at = at | {"t": t, "x": x[..., 0] if style.flat else x}
        positional, named = list[Any](), dict[str, Any]()
        for name, meaning, k in self.arguments.each:
            value = formed(at[meaning][k] if k >= 0 else at[meaning], meaning, style)
            given = value if meaning == "k" else typed(value, style)
            positional += [given] if name in self.arguments.positional else []
            named |= {} if name in self.arguments.positional else {name: given}
        return self.watch.call(self.function, positional, named)

    def _shaped(self, value: Any, style: Style, law: Law, n: int | None) -> Any:
        """The value with the axes of its quantity, and the n points in front; n is None where it is of one point."""
        value, quantity = plain_array(value, style), self.stated.quantity
        size = {"d": len(law.m0), "K": len(getattr(law, "w", [0])), "1": 1}
        own = tuple(size[c] for c in quantity.axes)
        wanted = own if n is None or not quantity.at_points else (n, *own)
        if value.shape != wanted and size["d"] == 1 and value.size == int(np.prod(wanted)):
            value = value.reshape(wanted)
        if value.shape == wanted or (n is not None and value.shape == own):
            return value if n is None else np.broadcast_to(value, (n, *own))
        dims = f"d = {size['d']}, K = {size['K']}" + ("" if n is None else f", {n} points")
        shape = f"returns shape {value.shape} where {wanted} is expected"
        raise Unusable(f"{shape}: {quantity.name} is {quantity.shape}, {dims}")

    def ways(self, law: Law) -> Iterator[Style]:
        """Every style in which the function may be meant to be called, the likelier first."""
        declared = self.declared
        batched = [declared["batched"]] if "batched" in declared else [True, False]
        dtypes = [declared["dtype"]] if "dtype" in declared else list(UNITS)
        for library, dtype in product(libraries(self.function, declared), dtypes):
            for b, f, s in product(batched, self._flat(law), self._single(law)):
                for times in ("number", "one per point", "column") if b else ("number",):
                    yield Style(library, dtype, b, times, f, s)

    def _flat(self, law: Law) -> list[bool]:
        """Whether points of a line are numbers."""
        if len(law.m0) > 1:
            return [False]
        return [True, False] if self.arguments.meanings & argument_names.SCALARS else [False, True]

    def _single(self, law: Law) -> list[bool]:
        """Whether parameters of the one component have no axis for it."""
        alone = hasattr(law, "w") and len(law.w) == 1
        return [True, False] if alone and "weights" not in self.arguments.meanings else [False]


def find_style(stated: Derivation, ways: Callable[[Law], Iterable[Style]], values: Callable[..., Any]) -> Style:
    """The first way of calling whose values come near the reference, else the first that runs; Unusable if none does."""
    law, t, x, target = _trial(stated)
    ran, errors = [], []
    for style in ways(law):
        try:
            value = values(style, law, t, x)
        except Exception as e:
            errors.append((style, e))
            continue
        ran.append(style)
        if np.allclose(value, target, CLOSE, CLOSE * np.abs(target).max(initial=0), equal_nan=False):
            return style
    if ran:
        return ran[0]
    raise _no_way(errors)


def _trial(stated: Derivation) -> tuple[Any, float, Any, Any]:
    """A law of several dimensions and components, five points, and the reference there."""
    regimes = stated.regimes or _trials(stated)
    r, ar, exact = regimes[0], arithmetic.float64(), arithmetic.balls(BITS)
    law, t = r.law(ar), r.times[0]
    with exact.scope():
        value = stated.reference(r.law(exact), exact.array(t), exact.array([list(p) for p in r.points]))
        target = np.asarray(exact.floats(np.asarray(value, dtype=object)), dtype=float)
    return stated.convention.theirs(law), float(t), np.array([[float(c) for c in p] for p in r.points]), target


def of_function(stated: Derivation, function: Any, rename: Any = None, **declared: Any) -> Derivation:
    """A plain function as a derivation: of what its arguments leave out, it assumes the simplest."""
    for key, allowed in (("library", ("numpy", "torch")), ("dtype", tuple(UNITS)), ("batched", (True, False))):
        if key in declared and declared[key] not in allowed:
            raise ValueError(f"{key}={declared[key]!r}: use one of {', '.join(map(repr, allowed))}")
    if unknown := declared.keys() - {"library", "dtype", "batched"}:
        raise TypeError(f"unknown option {', '.join(sorted(unknown))}: see verify.as_derivation")
    arguments = argument_names.read(function, stated.law, stated.convention.swapped, rename)
    needs = stated.needs | argument_names.needs(arguments, stated.law, bool(stated.regimes))
    stated = replace(stated, needs=needs)
    return replace(stated, formula=Plain(function, arguments, stated, declared))


def _component(of: str) -> int:
    return int(of.split("[")[1][:-1]) if "[" in of else 0


def _trials(d: Derivation) -> list[Regime]:
    """The law with the most components in the plane, of a dozen; and five points."""
    r = cases.fresh(d.law, d.needs, 1, TRIED)
    best = max(r, key=lambda r: len(cases.parameters(r).get("weights", [0])) if len(r.points[0]) == 2 else 0)
    points = [[(3 * i + 2 * j) % 5 - 2 for j in range(len(best.points[0]))] for i in range(5)]
    return [replace(best, points=tuple(map(tuple, points)))]


def _no_way(errors: list[tuple[Style, Exception]]) -> Exception:
    """What the most natural ways of calling it met: what it returned, if it returned, else what it raised."""
    returned = [e for _, e in errors if isinstance(e, Unusable)]
    if returned:
        return next((e for e in returned if "returns shape" not in str(e)), returned[0])
    said: dict[str, str] = {}
    for style, e in errors:
        if style.times == "number":
            said.setdefault(f"raises {type(e).__name__}: {e}", str(style))
    return Unusable("; ".join(f"{why} ({style})" for why, style in list(said.items())[:2]))
