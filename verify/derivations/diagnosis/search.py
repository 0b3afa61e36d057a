"""What a refuted formula is: values at a few generic exact points, fitted by named quantities and terms under one change.

float64 screens thousands of combinations in seconds; nothing it finds is said before fresh exact points confirm it (`confirm`).
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from analytic.arithmetic import Array
from verify.derivations.diagnosis import maps
from verify.derivations.diagnosis.change import NONE, Change
from verify.derivations.diagnosis.families import DECOMPOSED, FAMILIES, Family
from verify.derivations.diagnosis.features import TRANSPOSED
from verify.derivations.diagnosis.fit import Fit, fits, sparse
from verify.derivations.diagnosis.pieces import pieces, view
from verify.derivations.diagnosis.sampled import SHAPES, Sample, ends, family
from verify.derivations.diagnosis.steppers import steppers
from verify.derivations.diagnosis.wrong_pieces import changes, twice
from verify.derivations.quantities import QUANTITIES
from verify.derivations.statement import Derivation
from verify.regimes.constructors import kind_of

Features = dict[str, Callable[[], Array]]


@dataclass(frozen=True)
class Candidate:
    family: str
    change: Change
    fit: Fit
    cost: float

    def __call__(self, law: Any, t: Any, x: Any) -> Array:
        ar, t = law.ar, law.ar.array(t)
        a, b = (c[0] for c in ends(law, t.reshape(1)))
        found = features(self.family, *self.change.apply(law, t, x), self.change)
        parts = [c(ar, a, b) * found[n]() for n, c in self.fit.parts()]
        return sum(parts[1:], parts[0])


def features(kind: str, law: Any, t: Any, x: Any, change: Change = NONE) -> Features:
    """Everything of this shape that has a name, for one law, time and batch; computed when called."""
    if change.own:
        return change.own(kind, law, t, x)
    found: Features = {}
    if view(law) is not None and kind in FAMILIES:
        p = pieces(law, t, x, change.way)
        found |= {name: (lambda f=f: f(p)) for name, f in FAMILIES[kind].items()}  # type: ignore[misc]
    if change.way is NONE.way:
        which = kind_of(law)
        for q in QUANTITIES.values():
            f = q.of.get(which) or (q.of.get("line") if which == "mixture" and x.shape[-1] == 1 else None)
            if f and q.name not in found and SHAPES.get(q.shape) == kind:
                found[q.name] = lambda f=f: f(law, t, x)  # type: ignore[misc]
    if change.post:
        post = change.post
        return {n: (lambda f=f: post(law, f())) for n, f in found.items() if n in QUANTITIES}  # type: ignore[misc]
    return found


def _maps(kind: str, law: Any, t: Any, x: Any) -> Features:
    """Matrices and maps of two Gaussians, maps of a line."""
    if kind_of(law) == "mixture":
        return maps.line_maps(law, t, x) if x.shape[-1] == 1 and kind == Family.VECTOR else {}
    if kind == Family.VECTOR:
        return maps.vectors(law, t, x)
    if kind in (Family.MATRIX, Family.CONSTANT_MATRIX):
        lift, found = 0 * x[..., None] if kind == Family.MATRIX else 0, Features()
        for n, M in maps.matrices(law, t).items():
            found |= {n: partial(_lifted, M, lift, False), f"{n} transposed": partial(_lifted, M, lift, True)}
        return found
    return maps.scalars(law) if kind == Family.CONSTANT else {}


def candidates(d: Derivation, s: Sample, deadline: float) -> list[Candidate]:
    """What fits, cheapest first: the formula's own law before changed ones; few terms before many."""
    kind, tol = family(d.quantity), max(1e-10, 2.0**13 * d.unit)
    found = _fits(d, s, kind, NONE, range(1, 4), tol)
    few = {Family.VECTOR: 2, Family.MATRIX: 3, Family.CONSTANT_MATRIX: 3}.get(kind, 4)
    if d.law != "mixture":
        cost = 0.3 if d.law in ("line", "transport") or d.quantity.name in MAPPED else 1.3
        found += _fits(d, s, kind, Change("", "", own=_maps, cost=cost), range(1, few), tol)
    if any(c.cost < 2.0 or (is_pure(c, d.quantity.name) and c.cost < 3.0) for c in found):
        return sorted(found, key=lambda c: c.cost)
    for change in [*(steppers() if d.quantity.name == "flow_map" and d.law != "transport" else ()), *changes(d.law)]:
        if time.perf_counter() > deadline or any(c.cost <= change.cost for c in found):
            break  # nothing cheaper can come
        found += _fits(d, s, kind, change, range(1, 2 if change.post or change.own else 3), tol)
    for change in twice(d.law) if not found else ():
        if time.perf_counter() > deadline or found:
            break
        found += _fits(d, s, kind, change, range(1, 2), tol)
    return sorted(found, key=lambda c: c.cost)


def _fits(d: Derivation, s: Sample, kind: str, change: Change, sizes: range, tol: float) -> list[Candidate]:
    """What fits under one change; a changed law is tried at the first time only, until something fits there."""
    only: set[str] | None = None
    if change is not NONE:
        stack = _stack(replace(s, cases=s.cases[:1], F=s.F[:1]), kind, change)
        only = fits(s.F[:1], stack, _narrow(sizes, stack), tol) if stack else set()
        if not only:
            return []
    stack = _stack(s, kind, change, only)
    if not stack:
        return []
    names = [n for n in stack if n in QUANTITIES] + [n for n in stack if n not in QUANTITIES]
    A = np.stack([stack[n] for n in names], -1)
    found = sparse(s.F, names, A, *s.path, _narrow(sizes, stack), tol, max(1e-11, 2.0**11 * d.unit))
    ranked = [Candidate(kind, change, fit, change.cost + price(fit, d.quantity.name)) for fit in found]
    return [c for c in ranked if not identity(c, d.quantity.name)]


def _narrow(sizes: range, stack: Mapping[str, Any]) -> range:
    return range(sizes.start, min(sizes.stop, 3)) if len(stack) > 60 else sizes


def identity(c: Candidate, of: str) -> bool:
    return c.change is NONE and c.fit.names == (of,) and c.fit.coefficients[0].is_one


def _stack(s: Sample, kind: str, change: Change, only: set[str] | None = None) -> dict[str, np.ndarray]:
    """The features at every case, (T, N) each; those that cannot be computed, or do not have the formula's shape, are left out."""
    parts: dict[str, list[list[np.ndarray]]] = {}
    with np.errstate(all="ignore"):
        for row in s.cases:
            for name in parts:
                parts[name].append([])
            for law, t, x in row:
                try:
                    found: Mapping[str, Any] = features(kind, *change.apply(law, t, x), change)
                except (ValueError, TypeError, ArithmeticError, NotImplementedError):
                    return {}
                if not parts:
                    parts = {name: [[]] for name in found if only is None or name in only}
                for name in list(parts):
                    try:
                        parts[name][-1].append(np.asarray(found[name](), dtype=float).ravel())
                    except (KeyError, ValueError, TypeError, ArithmeticError, NotImplementedError):
                        del parts[name]
    stacks = {name: [np.concatenate(row) for row in rows] for name, rows in parts.items()}
    return {name: np.array(rows) for name, rows in stacks.items() if all(r.shape == s.F[0].shape for r in rows)}


def price(fit: Fit, of: str) -> float:
    """Named quantities are cheap, terms dear, simple coefficients free; the quantity itself plus others is a difference."""
    plain = {"x", "mu_0", "I", "1"} | {name for name, of_it in TRANSPOSED.items() if of_it == of}
    names = sum(0.0 if n == of else 0.4 if n in QUANTITIES or n in plain else 0.9 for n in fit.names)
    return names + sum(c.cost for c in fit.coefficients) + 0.3 * (len(fit.names) - 1)


def is_difference(c: Candidate, of: str) -> bool:
    """The quantity plus something."""
    return of in c.fit.names and len(c.fit.names) > 1


def is_pure(c: Candidate, of: str) -> bool:
    """The quantity with some of its own terms changed."""
    terms = DECOMPOSED.get(of, {})
    return is_difference(c, of) and c.change is NONE and all(k.is_one if n == of else n in terms for n, k in c.fit.parts())


def readings(found: list[Candidate], of: str) -> list[Candidate]:
    """The few that are worth confirming: as something else, and as the quantity with its terms changed."""
    pure = [c for c in found if is_pure(c, of)]
    other = [c for c in found if not is_difference(c, of)]
    mixed = [c for c in found if is_difference(c, of) and not is_pure(c, of)]
    return sorted([*other[:3], *pure[:2], *mixed[: 1 if other or pure else 3]], key=lambda c: c.cost + 1.0 * (c in mixed))


def _lifted(M: Callable[[], Array], lift: Any, transposed: bool) -> Array:
    return lift + (M().T if transposed else M())


MAPPED = ("flow_map", "flow_jacobian", "bures_map", "bures_distance2", "lossfloor")  # what matrices of two Gaussians are
