"""A candidate: named quantities and terms under one change, with coefficients in t, that a refuted formula may equal."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Formula
from verify.derivations.diagnosis import maps
from verify.derivations.diagnosis.change import NONE, Change
from verify.derivations.diagnosis.families import DECOMPOSED, FAMILIES, Family
from verify.derivations.diagnosis.fit import Fit
from verify.derivations.diagnosis.pieces import pieces, view
from verify.derivations.diagnosis.sampled import SHAPES, ends
from verify.derivations.quantities import QUANTITIES
from verify.regimes.constructors import carried
from verify.regimes.laws import MIXED, PAIRS, kind_of, kinds_of
from verify.regimes.operands import value

FACTORS: dict[str, tuple[str, Callable[[Law], Array]]] = {
    "scale": ("w", lambda law: value(law, "scale")),
    "level": ("g^2/2", lambda law: value(law, "level") ** 2 / 2),
}
SCALED = ("velocity", "score", "denoiser", "noise", "class_velocity", "class_score", "class_denoiser", "classifier_gradient")
Features = dict[str, Callable[[], Array]]


@dataclass(frozen=True)
class Candidate:
    family: str
    change: Change
    fit: Fit
    cost: float

    def __call__(self, law: Law, t: Time, x: Points) -> Array:
        ar, t = law.ar, law.ar.array(t)
        a, b = (c[0] for c in ends(law, t.reshape(1)))
        found = features(self.family, *self.change.apply(law, t, x), self.change)
        parts = [c(ar, a, b) * found[n]() for n, c in self.fit.parts()]
        return sum(parts[1:], parts[0])


def features(kind: str, law: Law, t: Time, x: Points, change: Change = NONE) -> Features:
    """Everything of this shape that has a name, for one law, time and batch; computed when called."""
    if change.own:
        return change.own(kind, law, t, x)
    found: Features = {}
    if view(law) is not None and kind in FAMILIES:
        p = pieces(law, t, x, change.way)
        found |= {name: partial(f, p) for name, f in FAMILIES[kind].items()}
    if change.way is NONE.way:
        found |= {name: partial(f, law, t, x) for name, f in _quantities(kind, law, x).items() if name not in found}
    if kind == Family.CONSTANT and kind_of(law) in PAIRS:
        found |= maps.scalars(law)
    if change.post:
        return {n: partial(_changed, change.post, law, f) for n, f in found.items() if n in QUANTITIES}
    return found


def _changed(post: Callable[[Any, Any], Any], law: Law, value: Callable[[], Array]) -> Array:
    return post(law, value())


def _quantities(kind: str, law: Law, x: Points) -> dict[str, Formula]:
    """The quantities of this law, and on a line those of the line, that have this shape."""
    laws = kinds_of(law)
    found = {}
    for q in QUANTITIES.values():
        f = next((q.of[name] for name in laws if q.of.get(name)), None)
        if f and SHAPES.get(q.shape) == kind and q.takes <= carried(law):
            found[q.name] = f
    return found | {
        f"{word} times the {name.replace(chr(95), chr(32))}": _times(factor, found[name])
        for word, factor, name in _factors(law, found)
    }


def _factors(law: Law, found: dict[str, Formula]) -> Iterator[tuple[str, Callable[[Law], Array], str]]:
    """The scalar operands of the law, each with the fields that it is multiplied with."""
    for operand, (word, factor) in FACTORS.items():
        yield from ((word, factor, name) for name in SCALED if operand in carried(law) and name in found)


def _times(factor: Callable[[Law], Array], f: Formula) -> Formula:
    return lambda law, t, x: factor(law) * f(law, t, x)


def maps_between(kind: str, law: Law, t: Time, x: Points) -> Features:
    """Matrices and maps of two Gaussians, maps of a line."""
    if kind_of(law) in MIXED:
        return maps.line_maps(law, t, x) if x.shape[-1] == 1 and kind == Family.VECTOR else {}
    if kind == Family.VECTOR:
        return maps.vectors(law, t, x)
    if kind in (Family.MATRIX, Family.CONSTANT_MATRIX):
        lift = 0 * x[..., None] if kind == Family.MATRIX else 0
        found = Features()
        for n, M in maps.matrices(law, t).items():
            found |= {n: partial(_lifted, M, lift, False), f"{n} transposed": partial(_lifted, M, lift, True)}
        return found
    return maps.scalars(law) if kind == Family.CONSTANT else {}


def _lifted(M: Callable[[], Array], lift: Any, transposed: bool) -> Array:
    return lift + (M().T if transposed else M())


def identity(c: Candidate, of: str) -> bool:
    return c.change is NONE and c.fit.names == (of,) and c.fit.coefficients[0].is_one


def is_difference(c: Candidate, of: str) -> bool:
    """The quantity plus something."""
    return of in c.fit.names and len(c.fit.names) > 1


def is_pure(c: Candidate, of: str) -> bool:
    """The quantity with some of its own terms changed."""
    terms = DECOMPOSED.get(of, {})
    return is_difference(c, of) and c.change is NONE and all(k.is_one if n == of else n in terms for n, k in c.fit.parts())
