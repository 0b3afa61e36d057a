"""What a loss teaches: E[d loss/d p | x_t] against 2 (p - quantity), the gradient of |p - quantity|^2, for a prediction p.

Two losses with one mean gradient train alike; a constant multiple is a step size, a multiple that depends on t is another loss.
The gradient is a difference quotient, exact where the loss is quadratic in p: two steps tell. Means as in `conditional_mean`.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import islice
from typing import Any

import numpy as np

from analytic.arithmetic import Law
from verify.claim import Regime
from verify.derivations.answer import Answer, joined, undecided, unusable
from verify.derivations.judging.conditional_mean import at_points, given_at, nodes
from verify.derivations.judging.on_average import BEYOND, FEWEST, ROUNDING, SMALL, numbers
from verify.derivations.judging.question import Question
from verify.derivations.quantities import QUANTITIES
from verify.derivations.statement import Derivation, Unusable
from verify.regimes.operands import value

NODES = (2, 3)  # a dimension: the gradient of a squared error is linear in the ends
STEPS = (1.0, 0.5)


@dataclass(frozen=True)
class Slope:
    """The loss's gradients at two predictions, (2 d,), how far they may be off, and what it should teach, (d,)."""

    found: Any
    bound: Any
    asked: Any
    taught: Any
    place: tuple[Any, float, Any]  # law, time, point
    where: str

    @property
    def d(self) -> int:
        return len(self.taught)

    @property
    def known(self) -> Any:
        return 2 * (self.asked - self.taught).ravel()

    @property
    def factor(self) -> float:
        return float(self.found @ self.known / (self.known @ self.known))

    @property
    def error(self) -> float:
        """Of the factor."""
        return float(np.linalg.norm(self.bound) / np.linalg.norm(self.known))

    @property
    def sure(self) -> bool:
        return bool(np.linalg.norm(self.bound) <= SMALL * np.linalg.norm(self.found))

    @property
    def is_multiple(self) -> bool:
        return self.factor > 0 and bool((self._off(self.factor) <= self._allowed).all())

    @property
    def far(self) -> tuple[float, float]:
        """How far it is from its nearest multiple that is none of the opposite sign, and what is allowed, in the worst entry."""
        off = self._off(max(self.factor, 0.0))
        i = int(np.argmax(off - self._allowed))
        return float(off[i]), float(self._allowed[i])

    def _off(self, factor: float) -> Any:
        return np.abs(self.found - factor * self.known)

    @property
    def _allowed(self) -> Any:
        return self.bound + self.error * np.abs(self.known)


def judge_gradient(q: Question) -> Answer:
    """AGREES if all are one multiple of the known ones, REFUTED if one is none or it is another there."""
    try:
        d = q.d.settled()
        found = [s for s in slopes(d, q.seed) if s.sure]
    except Unusable as e:
        return unusable(q.d, e, q.seed)
    known, of = {"evidence": "float64", "regime": "given the ends"}, f"|p - {d.quantity.name}|^2"
    if wrong := [s for s in found if not s.is_multiple]:
        s = wrong[0]
        said = f"at {s.where} its mean gradient is {_shown(s.found)}, no multiple of {_shown(s.known)}, which is that of {of}"
        said += "".join(f"; it teaches {name}" for name in islice(_others(d, found), 1))
        return q.answer([q.record(**known, **_refuted(s.where, said, *s.far))], "its least is elsewhere", said)
    for s in found:
        first = next(other for other in found if other.d == s.d)
        if abs(s.factor - first.factor) > s.error + first.error:
            said = f"its mean gradient is that of {of} times {first.factor:.6g} at {first.where}, times {s.factor:.6g} at {s.where}"
            apart = abs(s.factor - first.factor), s.error + first.error
            record = q.record(**known, **_refuted(s.where, said, *apart))
            return q.answer([record], "its least is there; it weighs times or points otherwise", said)
    if len(found) < FEWEST:
        return undecided(q.d, "the mean gradients could not be computed closely enough", q.seed)
    times = " and ".join(f"{s.factor:.6g} in d={s.d}" for s in {s.d: s for s in found}.values())
    scope = f"the mean gradient given x_t is that of {of} times {times}, at {len(found)} points"
    record = q.record(**known, outcome="HOLDS", scope=scope, measure=max(s.error for s in found))
    return q.answer([record], scope, joined(d.formula.notes))


def _refuted(where: str, said: str, distance: float, bound: float) -> dict[str, Any]:
    return {"outcome": "REFUTED", "scope": where, "witness": said, "measure": distance, "bound": bound, "unit": "distance"}


def _others(d: Derivation, found: list[Slope]) -> Iterator[str]:
    """What it teaches instead: another vector, or minus one."""
    for of in (q for q in QUANTITIES.values() if q.shape == d.quantity.shape and d.law in q.of and not q.takes):
        with suppress(Exception):  # no closed form here, or no value there
            at = [np.asarray(d.reference_of(of)(*s.place), dtype=float)[0] for s in found]
            for sign, word in ((1, "the"), (-1, "minus the")):
                if all(replace(s, taught=sign * v).is_multiple for s, v in zip(found, at, strict=True)):
                    yield f"{word} {of.name.replace('_', ' ')}"


def slopes(d: Derivation, seed: int) -> Iterator[Slope]:
    """At the places and points of `conditional_mean`."""
    return (_of(d, *place) for place in at_points(d, seed))


def _of(d: Derivation, r: Regime, t: Fraction, x: Any) -> Slope:
    law, p = given_at(d, r, t, x)
    at = np.asarray(d.reference(law, float(t), x), dtype=float)[0]
    own = np.asarray(value(law, "prediction"), dtype=float)
    asked = np.stack([own, 2 * at - own + 1])
    few, many = (list(nodes(p, n)) for n in NODES)
    fine, size = _mean(d, law, t, x, asked, many, STEPS[0])
    coarse, halved = (_mean(d, law, t, x, asked, few, h)[0] for h in STEPS)
    rough = np.abs(fine - coarse) + np.abs(coarse - halved)
    where = f"{r.name}, {d.convention.letter} = {float(d.convention.time.at(t)):.4g}, x = {x[0].round(4).tolist()}"
    return Slope(fine, BEYOND * rough + ROUNDING * size, asked, at, (law, float(t), x), where)


def _mean(d: Derivation, law: Law, t: Fraction, x: Any, asked: Any, at: list[Any], h: float) -> tuple[Any, float]:
    """The mean difference quotients by steps h, (2 d,), and the mean size of the loss."""
    total, size = np.zeros(asked.size), 0.0
    fed, names = d.fed(law, float(t), x), [name for name, of in d.given if of == "prediction"]
    if not names:
        raise Unusable("has no argument for the prediction, as pred: given={'out': 'prediction'} says which it is")
    for weight, ends in at:
        given = fed | {name: ends[of] for name, of in d.given if of in ends}

        def loss(p: Any, given: Any = given) -> float:
            found = numbers(d, law, t, x, given | dict.fromkeys(names, p))
            if found.size != 1:
                raise Unusable(f"returns {found.size} numbers at one point: a loss is one there")
            return float(found.ravel()[0])

        two = np.array([[loss(p + h * e), loss(p - h * e)] for p in asked for e in np.eye(len(asked[0]))])
        total += weight * (two[:, 0] - two[:, 1]) / (2 * h)
        size += weight * np.abs(two).max() / h
    return total, size


def _shown(v: Any) -> str:
    return str(v.round(6).tolist())
