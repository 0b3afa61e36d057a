"""Special cases where a formula is wrong though it is right on generic ones: the simplest property that they share."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np

from verify.claim import Role
from verify.derivations.cases import ladder, parameters
from verify.derivations.diagnosis.outcomes import NAN, RIGHT, WRONG, outcomes
from verify.derivations.statement import Derivation

RIDGE = 1e-12  # an eigenvalue that float64 cannot tell from zero, with the few digits that an eigensolver loses
NEARLY = 1e-5  # above the 2^-20 of the ladder's tiny weights and nearly singular covariances, below its other weights, 1/64
FAR = 12  # standard deviations: the ladder's far tails lie 25 or more off, its generic points within 9
HALF = 0.5  # of the wrong cases: a property that as many right ones have is told only if no other is left
TWICE = 2  # as many right cases as wrong ones: with more, a property says nothing about where the formula fails


@dataclass(frozen=True)
class Point:
    p: dict[str, Any]
    t: Fraction
    x: tuple[Any, ...]
    role: Role

    @property
    def K(self) -> int:
        return len(self.p.get("weights", [1]))

    @property
    def covs(self) -> list[Any]:
        found: list[Any] = self.p.get("covs") or [self.p.get("cov1", self.p["cov0"])]
        return found

    def spread(self) -> float:
        """The distance of x to the nearest mean, in standard deviations of its component."""
        means = self.p.get("means") or [self.p.get("mean1", [0] * len(self.x))]
        return min((self._distance(m, C) for m, C in zip(means, self.covs, strict=False)), default=float("inf"))

    def _distance(self, m: Any, C: Any) -> float:
        """The length of S_t^-1/2 (x - m_t), of one component."""
        a, b = float(1 - self.t), float(self.t)
        S = a * a * _floats(self.p["cov0"]) + b * b * _floats(C) + RIDGE * np.eye(len(self.x))
        e = _floats(self.x) - a * _floats(self.p["mean0"]) - b * _floats(m)
        return math.sqrt(float(e @ np.linalg.solve(S, e)))


def _floats(values: Any) -> Any:
    return np.array(values, dtype=float)


def _singular(C: Any, relative: float = RIDGE) -> bool:
    spectrum = np.linalg.eigvalsh(_floats(C))
    return bool(spectrum[0] <= relative * max(spectrum[-1], 1.0))


PROPERTIES: tuple[tuple[str, Callable[[Point], bool]], ...] = (
    ("at t = 0", lambda q: q.t == 0),
    ("at t = 1", lambda q: q.t == 1),
    ("at the ends t = 0 and t = 1", lambda q: q.t in (0, 1)),
    ("in far tails", lambda q: q.spread() > FAR),
    ("with singular data covariances", lambda q: any(_singular(C) for C in q.covs)),
    ("with nearly singular data covariances", lambda q: q.role is Role.NEARLY_SINGULAR),
    ("with singular or nearly singular data covariances", lambda q: any(_singular(C, NEARLY) for C in q.covs)),
    ("where a weight is tiny", lambda q: min(q.p.get("weights", [1])) < NEARLY),
    ("with components far apart", lambda q: q.role is Role.SEPARATED),
    ("close to t = 1", lambda q: Fraction(99, 100) < q.t <= 1),
    ("for t > 1/2", lambda q: q.t > Fraction(1, 2)),
    ("for t < 1/2", lambda q: q.t < Fraction(1, 2)),
    ("for K = 1", lambda q: q.K == 1),
    ("for K > 1", lambda q: q.K > 1),
    ("for K > 2", lambda q: q.K > 2),
    ("in d = 1", lambda q: len(q.x) == 1),
    ("in d > 1", lambda q: len(q.x) > 1),
    ("in d > 2", lambda q: len(q.x) > 2),
    ("where d = K", lambda q: len(q.x) == q.K),
    ("at x = 0", lambda q: not any(q.x)),
    ("for ends that depend on each other", lambda q: "cross" in q.p or "T" in q.p),
)


def special(d: Derivation, seed: int) -> str:
    """The simplest property of the special cases where the formula is wrong, though it is right on generic ones."""
    points, found = _outcomes_on_ladder(d, seed)
    bad = {i for i, o in enumerate(found) if o in (WRONG, NAN)}
    good = {i for i, o in enumerate(found) if o == RIGHT}
    if not bad:
        return ""
    name = _property(points, bad, good)
    no_value = all(found[i] == NAN for i in bad)
    how = "returns NaN, infinity or an error" if no_value else "is wrong"
    if not name:
        return f"right on generic cases, {how} at {len(bad)} of {len(bad) + len(good)} special ones"
    if not no_value:
        return f"wrong only {name}"
    hint = ": densities underflow; use log densities and softmax" if "tails" in name else ""
    return f"right except {name}, where it {how}{hint}"


def _outcomes_on_ladder(d: Derivation, seed: int) -> tuple[list[Point], list[str]]:
    """Every point of every rung, and what the formula does there."""
    points, found = list[Point](), list[str]()
    for r in ladder(d.law, d.needs, seed, d.bits):
        points += [Point(parameters(r), t, x, r.role) for t in r.times for x in r.points]
        found += outcomes(d, r)
    return points, found


def _property(points: list[Point], bad: set[int], good: set[int]) -> str:
    """The property, or the two, that all wrong cases share and the fewest right ones have."""
    holds = {words: {i for i in bad | good if test(points[i])} for words, test in PROPERTIES}
    single = [((words,), have) for words, have in holds.items()]
    pairs = [((v, w), holds[v] & holds[w]) for v, w in combinations(holds, 2)]
    fitting = [(len(have & good), len(words), words) for words, have in single + pairs if bad <= have]
    if not fitting:
        return ""
    false, _, words = min(fitting, key=lambda f: (f[0] > HALF * len(bad), f[1], f[0]))
    return " ".join(words) if false <= max(TWICE * len(bad), 1) else ""
