"""Where a refuted formula is right: under which assumptions, and at which of the special cases it first goes wrong.

`where` tries the formula on generic cases under each assumption of RESTRICTIONS and names the weakest under which it is right.
If it is right on all generic cases, the ladder's special cases are sorted into those where it is wrong and those where it is not,
and the simplest property that tells them apart is the regime.
"""

import time
from dataclasses import replace
from fractions import Fraction
from typing import Any

from verify.derivations.cases import fresh
from verify.derivations.diagnosis.judge import RIGHT, UNKNOWN, judge
from verify.derivations.diagnosis.sample import coupled
from verify.derivations.diagnosis.special import special

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
        ("equal weights, K=4", "right only for equal weights"),
        ("independent", "right only for independent ends"),
        ("K=2", "right for two components only (K = 2)"),
        ("K=1", "right for a single component only (K = 1)"),
        ("d=1", "right in one dimension only (d = 1)"),
        ("d=2", "right in two dimensions only (d = 2)"),
        ("standard source", "right for a standard source N(0, I) only"),
        ("isotropic source, isotropic data", "right only when all covariances are isotropic"),
        ("isotropic source, shared covariance", "right for isotropic sources and shared covariances only"),
        ("centred source, centred data", "right only when all means are 0"),
        ("equal weights, K=4, shared covariance", "right only for equal weights and a shared covariance"),
        ("K=1, commuting", "right for a single component whose covariance commutes with the source's only"),
        ("K=1, isotropic source", "right for a single component and an isotropic source only"),
        ("standard source, K=1", "right for a standard source and a single component only"),
        ("standard source, shared covariance", "right for a standard source and a shared covariance only"),
        ("standard source, equal weights, K=4", "right for a standard source and equal weights only"),
    )
)
IMPLIES = {
    "standard source": {"centred source", "white source", "isotropic source"},
    "white source": {"isotropic source"},
    "diagonal": {"commuting"},
    "d=1": {"isotropic source", "isotropic data", "commuting", "diagonal"},
    "K=1": {"shared covariance", "equal weights", "K=4"},
}
SPECIAL_TIMES = ((Fraction(0), "t = 0"), (Fraction(1), "t = 1"), (Fraction(1, 2), "t = 1/2"))


def where(d: Any, seed: int, deadline: float) -> tuple[str, bool]:
    """In words where the formula is right or wrong; and whether it is right on all generic cases."""
    if RIGHT in judged(d, frozenset(), seed) and set(judged(d, frozenset(), seed)) <= {RIGHT, UNKNOWN}:
        return special(d, seed), True
    right: list[tuple[frozenset[str], str]] = []
    for needs, words in RESTRICTIONS:
        known = any(weaker <= implied(needs) for weaker, _ in right)
        if known or time.perf_counter() > deadline or needs <= implied(d.needs) or (d.law == "line" and "d=1" in needs):
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
