"""Special cases where a formula is wrong though it is right on generic ones: the simplest property that they share."""

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
        a, b, d = float(1 - self.t), float(self.t), len(self.x)
        m0 = np.array(self.p["mean0"], dtype=float)
        S0 = np.array(self.p["cov0"], dtype=float)
        means = np.array(self.p.get("means") or [self.p.get("mean1", [0] * d)], dtype=float)
        least = float("inf")
        for m, C in zip(means, self.covs, strict=False):
            S = a * a * S0 + b * b * np.array(C, dtype=float) + 1e-12 * np.eye(d)
            e = np.array(self.x, dtype=float) - a * m0 - b * m
            least = min(least, float(e @ np.linalg.solve(S, e)) ** 0.5)
        return least


def _singular(C: Any, relative: float = 1e-12) -> bool:
    spectrum = np.linalg.eigvalsh(np.array(C, dtype=float))
    return bool(spectrum[0] <= relative * max(spectrum[-1], 1.0))


PROPERTIES: tuple[tuple[str, Callable[[Point], bool]], ...] = (
    ("at t = 0", lambda q: q.t == 0),
    ("at t = 1", lambda q: q.t == 1),
    ("at the ends t = 0 and t = 1", lambda q: q.t in (0, 1)),
    ("in far tails", lambda q: q.spread() > 12),
    ("with singular data covariances", lambda q: any(_singular(C) for C in q.covs)),
    ("with nearly singular data covariances", lambda q: q.role is Role.NEARLY_SINGULAR),
    ("with singular or nearly singular data covariances", lambda q: any(_singular(C, 1e-5) for C in q.covs)),
    ("where a weight is tiny", lambda q: min(q.p.get("weights", [1])) < 1e-5),
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
    points, found = list[Point](), list[str]()
    for r in ladder(d.law, d.needs, seed):
        for t in r.times:
            points += [Point(parameters(r), t, x, r.role) for x in r.points]
        found += outcomes(d, r)
    bad = {i for i, o in enumerate(found) if o in (WRONG, NAN)}
    good = {i for i, o in enumerate(found) if o == RIGHT}
    if not bad:
        return ""
    nan = all(found[i] == NAN for i in bad)
    name = _property(points, bad, good)
    how = "returns NaN, infinity or an error" if nan else "is wrong"
    if not name:
        return f"right on generic cases, {how} at {len(bad)} of {len(bad) + len(good)} special ones"
    hint = ": densities underflow; use log densities and softmax" if nan and "tails" in name else ""
    return f"right except {name}, where it {how}{hint}" if nan else f"wrong only {name}{hint}"


def _property(points: list[Point], bad: set[int], good: set[int]) -> str:
    """The property that all wrong cases share and the fewest right ones have."""
    holds = {words: {i for i in bad | good if test(points[i])} for words, test in PROPERTIES}
    single = [((words,), have) for words, have in holds.items()]
    pairs = [((v, w), holds[v] & holds[w]) for v, w in combinations(holds, 2)]
    fitting = [(len(have & good), len(words), words) for words, have in single + pairs if bad <= have]
    if not fitting:
        return ""
    false, _, words = min(fitting, key=lambda f: (f[0] > 0.5 * len(bad), f[1], f[0]))
    return " ".join(words) if false <= max(2 * len(bad), 1) else ""
