"""Where a refuted formula is right: under which assumptions, and at which of the special cases it first goes wrong.

`where` tries the formula on generic cases under each assumption of RESTRICTIONS and names the weakest under which it is right.
If it is right on all generic cases, the ladder's special cases are sorted into those where it is wrong and those where it is not,
and the simplest property that tells them apart is the regime.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.cases import fresh, ladder, parameters
from verify.claim import Regime
from verify.search import coupled

RIGHT, WRONG, NAN, UNKNOWN = "right", "wrong", "nan", "unknown"
UNITS = 2.0**12
GENERIC = 8
RESTRICTIONS: tuple[tuple[frozenset[str], str], ...] = tuple(
    (frozenset(names.split(", ")), words)
    for names, words in (
        ("centred source", "right when the source is centred (mu_0 = 0)"),
        ("isotropic source", "right for isotropic sources only"),
        ("white source", "right only for sources with covariance I"),
        ("commuting", "right only when the covariances commute"),
        ("diagonal", "right only for diagonal covariances"),
        ("centred data", "right only when the data means are 0"),
        ("isotropic data", "right only for isotropic data covariances"),
        ("shared covariance", "right only when the components share one covariance"),
        ("equal weights", "right only for equal weights"),
        ("independent", "right only for independent ends"),
        ("K=1", "right for a single component only (K = 1)"),
        ("d=1", "right in one dimension only (d = 1)"),
        ("d=2", "right in two dimensions only (d = 2)"),
        ("standard source", "right for a standard source N(0, I) only"),
        ("isotropic source, isotropic data", "right only when all covariances are isotropic"),
        ("isotropic source, shared covariance", "right for isotropic sources and shared covariances only"),
        ("centred source, centred data", "right only when all means are 0"),
        ("equal weights, shared covariance", "right only for equal weights and a shared covariance"),
        ("K=1, commuting", "right for a single component whose covariance commutes with the source's only"),
        ("K=1, isotropic source", "right for a single component and an isotropic source only"),
        ("standard source, K=1", "right for a standard source and a single component only"),
        ("standard source, shared covariance", "right for a standard source and a shared covariance only"),
        ("standard source, equal weights", "right for a standard source and equal weights only"),
    )
)
IMPLIES = {
    "standard source": {"centred source", "white source", "isotropic source"},
    "white source": {"isotropic source"},
    "diagonal": {"commuting"},
    "d=1": {"isotropic source", "isotropic data", "commuting", "diagonal"},
    "K=1": {"shared covariance", "equal weights"},
}
SPECIAL_TIMES = ((Fraction(0), "t = 0"), (Fraction(1), "t = 1"), (Fraction(1, 2), "t = 1/2"))


def where(d: Any, seed: int, deadline: float) -> tuple[str, bool]:
    """In words where the formula is right or wrong; and whether it is right on all generic cases."""
    if RIGHT in judged(d, frozenset(), seed) and set(judged(d, frozenset(), seed)) <= {RIGHT, UNKNOWN}:
        return special(d, seed), True
    right: list[tuple[frozenset[str], str]] = []
    for needs, words in RESTRICTIONS:
        known = any(weaker <= implied(needs) for weaker, _ in right)
        if known or time.monotonic() > deadline or needs <= implied(d.needs) or (d.law == "line" and "d=1" in needs):
            continue
        try:
            outcomes = judged(d, needs, seed)
        except (ValueError, TypeError, IndexError):
            continue
        if set(outcomes) == {RIGHT}:
            right.append((needs, words))
    weakest = [w for n, w in right if not any(m != n and m <= implied(n) for m, _ in right)]
    times = [words for t, words in SPECIAL_TIMES if set(judged(d, frozenset(), seed, t)) == {RIGHT}]
    said = [*weakest[:3], *([f"right at {' and '.join(times)}" + ("" if weakest else " only")] if times else [])]
    return ", ".join(said), False


def implied(needs: frozenset[str]) -> frozenset[str]:
    found = set(needs)
    for need in needs:
        found |= IMPLIES.get(need, set())
    return frozenset(found)


def judged(d: Any, needs: frozenset[str], seed: int, at: Fraction | None = None) -> list[str]:
    """The outcome at a few fresh cases under these assumptions, at their own times or at one."""
    both = frozenset(n for n in d.needs if not any(n[:2] == m[:2] == "K=" or n[:2] == m[:2] == "d=" for m in needs)) | needs
    cases = fresh(d.law, both | {"no far tails"}, seed + 5, GENERIC)
    if d.law == "gaussian" and not both & {"independent", "commuting", "diagonal"}:
        cases = [coupled(r) for r in cases]
    return [judge(d, r if at is None else replace(r, times=(at,)))[0] for r in cases]


def judge(d: Any, r: Regime) -> list[str]:
    """The outcome at each time and point of the regime, all points of a time at once."""
    ar, coarse, found = arithmetic.float64(), arithmetic.balls(128), []
    unit = d.unit or 2.0**-53
    exact = "float64" not in d.arithmetics and not d.unit
    for t in r.times:
        try:
            with coarse.scope():
                x = coarse.array([list(p) for p in r.points])
                balls = np.asarray(d.reference(r.law(coarse), coarse.array(t), x), dtype=object)
                value = np.vectorize(lambda e: float(e.mid()), otypes=[float])(balls)
                radius = np.vectorize(lambda e: float(e.rad()), otypes=[float])(balls)
        except (ValueError, TypeError, ArithmeticError, NotImplementedError):
            found += [UNKNOWN] * len(r.points)
            continue
        allowed = UNITS * unit * (radius * 2.0**128 + float(np.max(np.abs(value), initial=0.0)) + 2.0**-1000)
        try:
            with np.errstate(all="ignore"):
                own = _own(d, r, t, coarse if exact else ar)
        except Exception:
            found += [NAN] * len(r.points)
            continue
        found += _outcomes(own, value, allowed, len(r.points))
    return found


def _own(d: Any, r: Regime, t: Any, ar: Any) -> np.ndarray:
    with ar.scope():
        value = d.formula(r.law(ar), ar.array(t), ar.array([list(p) for p in r.points]))
        return (
            np.asarray(value, dtype=float)
            if ar.name == "float64"
            else np.asarray(np.vectorize(lambda e: float(e.mid()), otypes=[float])(np.asarray(value, dtype=object)))
        )


def _outcomes(own: np.ndarray, value: np.ndarray, allowed: np.ndarray, n: int) -> list[str]:
    if own.shape != value.shape and own.shape[1:] == value.shape:
        value, allowed = np.broadcast_to(value, own.shape), np.broadcast_to(allowed, own.shape)
    if own.shape != value.shape:
        return [WRONG] * n
    bad, nan = ~(np.abs(own - value) <= allowed), ~np.isfinite(own)
    if value.ndim == 0 or len(value) != n:
        return [NAN if nan.any() else WRONG if bad.any() else RIGHT] * n
    return [NAN if nan[i].any() else WRONG if bad[i].any() else RIGHT for i in range(n)]


@dataclass(frozen=True)
class Point:
    p: dict[str, Any]
    t: Fraction
    x: tuple[Any, ...]
    name: str

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


def _singular(C: Any) -> bool:
    return bool(abs(np.linalg.det(np.array(C, dtype=float))) < 1e-12)


PROPERTIES: tuple[tuple[str, Callable[[Point], bool]], ...] = (
    ("at t = 0", lambda q: q.t == 0),
    ("at t = 1", lambda q: q.t == 1),
    ("at the ends t = 0 and t = 1", lambda q: q.t in (0, 1)),
    ("in far tails", lambda q: q.spread() > 12),
    ("with singular data covariances", lambda q: any(_singular(C) for C in q.covs)),
    ("with nearly singular data covariances", lambda q: "nearly singular" in q.name),
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


def special(d: Any, seed: int) -> str:
    """The simplest property of the special cases where the formula is wrong, though it is right on generic ones."""
    points, outcomes = list[Point](), list[str]()
    for r in ladder(d.law, d.needs, seed):
        for t in r.times:
            points += [Point(parameters(r), t, x, r.name) for x in r.points]
        outcomes += judge(d, r)
    bad = {i for i, o in enumerate(outcomes) if o in (WRONG, NAN)}
    good = {i for i, o in enumerate(outcomes) if o == RIGHT}
    if not bad:
        return ""
    nan = all(outcomes[i] == NAN for i in bad)
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
    return " ".join(words) + ("" if false == 0 else " (not always)") if false <= max(2 * len(bad), 1) else ""
