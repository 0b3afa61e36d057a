"""Plain functions as derivations: called as they are, with copies, watched, and judged by their values.

How a function wants its arguments (library, dtype, all points at once or one by one, shapes where d = 1 or K = 1) is declared or
found by trying, on one law, against the reference. What it does besides is noted: prints, changed arguments, random numbers.
Options: rename (`argument_names`); library, dtype, batched, column (`call_style`); result (`results`).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import product
from typing import Any

import numpy as np

from analytic.arithmetic import Law, Points, Time
from verify.derivations.assumptions import OF_SOURCE
from verify.derivations.observed_call import Unwatched, Watch
from verify.derivations.parameters import EXCHANGED
from verify.derivations.quantities import find
from verify.derivations.quantity import LOSS, Quantity
from verify.derivations.statement import Derivation, Given, Runnable
from verify.derivations.stating import argument_names, given_names, left_out
from verify.derivations.stating.call_style import (
    OPTIONS,
    TRIED,
    Style,
    checked,
    fed,
    formed,
    in_precision,
    libraries,
    namespace,
    typed,
)
from verify.derivations.stating.covariance_forms import assumed, parameter
from verify.derivations.stating.held import Held, changed_in, known_to_jax
from verify.derivations.stating.results import chosen, shaped
from verify.derivations.stating.trial_call import find_style, try_out
from verify.regimes.laws import TIMED, components, dimension, mixed


@dataclass
class Plain(Runnable):
    """f(law, t, x) -> float64 array (n, ...), from the user's function; law in float64, with exactly representable numbers."""

    function: Any
    arguments: argument_names.Arguments
    stated: Derivation
    declared: dict[str, Any]
    meaning: Callable[[str], tuple[str, int]]  # of a name, as declared or as known
    note_read: Callable[[argument_names.Argument], object]  # of what it reads of its parameters, if one argument holds them
    style: Style | None = None
    watch: Watch = field(default_factory=Watch)
    plain: bool = True
    tolerance: float = 0.0

    @property
    def dtype(self) -> str:  # type: ignore[override]
        return self.style.dtype if self.style else str(self.declared.get("dtype", "float64"))

    @property
    def notes(self) -> list[str]:  # type: ignore[override]
        return self.watch.notes

    @property
    def returned(self) -> Quantity:
        """What the values look like."""
        return LOSS if self.stated.kind == "gradient" else self.stated.quantity

    def settle(self) -> "Plain":
        """Find once how it is called; what it is called with says in which precision it rounds."""
        self.style = self.style or find_style(self.stated, self.ways, self.values)
        return self

    def __call__(self, law: Law, t: Time, x: Points, given: Given | None = None) -> Any:
        self.settle()
        assert self.style
        return self.values(self.style, law, t, np.asarray(x, dtype=float), given)

    def in_other_precision(self) -> "Plain":
        """The same function called in float32 for float64, or the other way round."""
        assert self.style
        return replace(self, style=replace(self.style, dtype="float32" if self.style.dtype == "float64" else "float64"))

    def user_function(self) -> Any:
        return self.function

    def with_function(self, function: Any) -> "Plain":
        return replace(self, function=function, watch=Unwatched())

    def values(self, style: Style, law: Law, t: Time, x: Points, given: Given | None = None) -> Any:
        """The function's values in the shape of its quantity."""
        c, n = self.stated.convention, len(x)
        law, at, sizes = c.theirs(law), float(c.time.at(t)), (dimension(law), components(law))
        parameter_at, given = partial(self._at, law), self.stated.fed(law, t, x) if given is None else given
        with in_precision(style):
            if style.batched:
                times = {"number": at, "one per point": np.full(n, at), "column": np.full((n, 1), at)}[style.times]
                value = self._call(style, parameter_at, times, x, self._fed(given, style, n))
                return shaped(value, style, self.returned, *sizes, n)
            one = (self._call(style, parameter_at, at, p, self._fed(given, style, None, i)) for i, p in enumerate(x))
            return np.stack([shaped(value, style, self.returned, *sizes, None) for value in one])

    def _fed(self, given: Given, style: Style, n: int | None, i: int = 0) -> dict[str, Any]:
        """What it is given at n points, or at point i."""
        of = {name: find(quantity) for name, quantity in self.stated.given}
        own = {name: value[i] if n is None and of[name].at_points else value for name, value in given.items()}
        return {name: value if of[name].whole else typed(fed(value, of[name], style, n), style) for name, value in own.items()}

    def blank(self, style: Style, law: Law, t: Time, x: Points) -> Any:
        """The values where nothing is known of what it is given."""
        sizes = {"d": dimension(law), "K": components(law), "1": 1}
        of = {name: find(quantity) for name, quantity in self.stated.given}
        shapes = {name: (*[len(x)] * q.at_points, *(sizes[c] for c in q.axes)) for name, q in of.items()}
        whole = {name: self.stated.fed(law, t, x)[name] for name, q in of.items() if q.whole}
        return self.values(style, law, t, x, {name: np.ones(shape) for name, shape in shapes.items()} | whole)

    def _at(self, law: Law, meaning: str, k: int, style: Style) -> Any:
        """A parameter of the law, as the function gets it."""
        return typed(formed(parameter(law, meaning), meaning, k, style), style)

    def _call(self, style: Style, at: Callable[[str, int, Style], Any], t: Any, x: Any, fed: dict[str, Any]) -> Any:
        point = x[..., 0] if style.flat else x[..., None] if style.column else x
        held = Held(self.meaning, lambda meaning, k: at(meaning, k, style), self.note_read)
        if style.library == "jax":
            known_to_jax()
        own: dict[str, Callable[[], Any]] = {
            "t": lambda: typed(t, style),
            "x": lambda: typed(point, style),
            "k": lambda: _component(self.stated.quantity.name),
            "xp": lambda: namespace(style),
            "parameters": lambda: held,
        }
        each = [a for a in self.arguments.each if a[0] not in fed]
        given = fed | {name: own[meaning]() if meaning in own else at(meaning, k, style) for name, meaning, k in each}
        value = self.watch.call(self._by_position, [], given)
        for name in changed_in(held):
            self.watch.note(f"changes {name} of its argument {self.arguments.holder}")
        return chosen(value, self.declared.get("result"))

    def _by_position(self, **given: Any) -> Any:
        positional = [given.pop(name) for name, *_ in self.arguments.each if name in self.arguments.positional]
        return self.function(*positional, **given)

    def ways(self, law: Law) -> Iterator[Style]:
        """Every style in which the function may be meant to be called, the likelier first."""
        declared = self.declared
        timed = self.stated.law in TIMED  # x[k] of a unit is a coordinate, of several units one of them
        batched = [declared["batched"]] if "batched" in declared else [timed, not timed]
        dtypes = [declared["dtype"]] if "dtype" in declared else TRIED
        columns = [declared["column"]] if "column" in declared else [False, True]
        for c, library, dtype in product(columns, libraries(self.function, declared), dtypes):
            for b, f, s in product(batched, self._flat(law), self._single(law)):
                for times in ("number", "one per point", "column") if b else ("number",):
                    if not (c and f):
                        yield Style(library, dtype, b, times, f, s, c)

    def _flat(self, law: Law) -> list[bool]:
        """Whether points of a line are numbers."""
        if dimension(law) > 1:
            return [False]
        return [True, False] if any(assumed(m) == "d=1" for m in self.arguments.meanings) else [False, True]

    def _single(self, law: Law) -> list[bool]:
        """Whether parameters of the one component have no axis for it."""
        alone = mixed(law) and components(law) == 1
        return [True, False] if alone and "weights" not in self.arguments.meanings else [False]


def of_function(stated: Derivation, function: Any, rename: Any = None, **declared: Any) -> Derivation:
    """A plain function as a derivation: of what its arguments leave out, it assumes the simplest."""
    if unknown := declared.keys() - {*OPTIONS, "result"}:
        raise TypeError(f"unknown option {', '.join(sorted(unknown))}: see verify.as_derivation")
    law, swapped, rename = stated.law, stated.convention.swapped, {stated.convention.letter: "t", **(rename or {})}
    given = given_names.of_plain(function, stated, rename)
    stated = given_names.taking(replace(stated, given=tuple(given.items())))
    arguments = argument_names.read(function, law, swapped, rename, given)
    held = dict[argument_names.Argument, None]()

    def meaning(name: str) -> tuple[str, int]:
        return argument_names.declared(name, law, swapped, rename)

    plain = Plain(function, arguments, stated, checked(declared), meaning, lambda read: held.setdefault(read))
    if arguments.holder:
        try_out(stated, plain.ways, plain.blank)
        plain.arguments = arguments = replace(arguments, held=tuple(held))
    fixed, exchanged = bool(stated.regimes) or stated.quantity.lawless, EXCHANGED in stated.needs
    told = stated.kind in given_names.OF_KIND or not all(find(quantity).lawless for quantity in given.values())
    several = any(need == "data at points" or (need.startswith("K>") and need != "K>0") for need in stated.needs)
    q, noise = stated.quantity, stated.convention.noise and not stated.needs & OF_SOURCE
    unasked = left_out.needs(arguments, law, fixed, exchanged, told, several, bool(q.takes), q.free_of, noise)
    plain.stated = replace(stated, needs=stated.needs | unasked)
    return replace(plain.stated, formula=plain)


def _component(of: str) -> int:
    return int(of.split("[")[1][:-1]) if "[" in of else 0
