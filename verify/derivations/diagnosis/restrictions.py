"""Where a refuted formula is right: under which assumptions, and at which of the special cases it first goes wrong.

`where` tries the formula on generic cases under each assumption of RESTRICTIONS and names the weakest under which it is right.
If it is right on all generic cases, the ladder's special cases are sorted into those where it is wrong and those where it is not,
and the simplest property that tells them apart is the regime.
"""

import math
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

from verify.derivations.cases import coupled, fresh
from verify.derivations.diagnosis.letters import lettered
from verify.derivations.diagnosis.outcomes import RIGHT, UNKNOWN, WRONG, outcomes
from verify.derivations.diagnosis.special import special
from verify.derivations.statement import Derivation
from verify.regimes.laws import COUPLED, LAWS, PAIRS

GENERIC = 8  # cases; where a formula is wrong at few of them, FINER, and as many under an assumption as CHANCE asks for
FINER = 32  # the share of right cases is then known to 1/11 or so, its standard error
MOST = 96  # half a second or so under each restriction: a formula wrong at fewer than 7 % of the cases may pass for right under it
CHANCE = 1e-3  # that a formula is right at all of them by chance: of some 24 restrictions one in forty formulas meets one so
RIGHT_AT_SMALL = f"right at {FINER} random models of two and three variables"
Restriction = tuple[frozenset[str], str]
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
OF_MODELS: tuple[Restriction, ...] = tuple(
    (frozenset({name}), words)
    for name, words in (
        ("causes first", "right only where causes are numbered before effects"),
        ("centred noise", "right only where no noise has a mean"),
        ("unit noise", "right only for noises of variance 1"),
        ("d=2", "right for two variables only"),
    )
)
IMPLIES = {
    "standard source": {"centred source", "white source", "isotropic source"},
    "white source": {"isotropic source"},
    "commuting": {"independent"},  # pairs whose ends depend on each other have no such cases
    "diagonal": {"commuting", "independent"},
    "d=1": {"isotropic source", "isotropic data", "commuting", "diagonal"},
    "K=1": {"shared covariance", "equal weights", "K=4"},
}
SPECIAL_TIMES = (Fraction(0), Fraction(1), Fraction(1, 2))  # places, of which the author's clock says the time


SHOWN = 3  # restrictions in one sentence: a formula that needs more of them is better told by its counterexample


def where(d: Derivation, seed: int, deadline: float) -> tuple[str, bool]:
    """In words where the formula is right or wrong; and whether it is right on all generic cases."""
    generic = judged(d, frozenset(), seed, GENERIC)
    if generic.count(RIGHT) >= GENERIC // 2:
        generic = judged(d, frozenset(), seed, FINER)
        if set(generic) <= {RIGHT, UNKNOWN}:
            return special(d, seed) if LAWS[d.law].timed else RIGHT_AT_SMALL, True
    n = _enough(generic)
    right, late = _restrictions(d, seed, n, deadline)
    weakest = [words for needs, words in right if not any(m != needs and m <= implied(needs, d) for m, _ in right)]
    if late or len(weakest) > 1:  # then none of them is the only one, or not known to be
        weakest = [words.replace(" only", "") for words in weakest]
    said = weakest[:SHOWN]
    c = d.convention
    places = [p for p in SPECIAL_TIMES if LAWS[d.law].timed and (c.time.bounded or p < 1) and all_right(d, frozenset(), seed, n, p)]
    if times := [f"{c.letter} = {c.time.at(p)}" for p in places]:
        said.append(f"right at {' and '.join(times)}" + ("" if weakest or late else " only"))
    return lettered(", ".join(said), d), False


def _restrictions(d: Derivation, seed: int, n: int, deadline: float) -> tuple[list[Restriction], bool]:
    """Those under which the formula is right at n cases, each without what it implies; and whether the time ran out."""
    right = list[Restriction]()
    for needs, words in RESTRICTIONS if LAWS[d.law].timed else OF_MODELS:
        if _is_known(needs, d, right):
            continue
        if time.process_time() > deadline:
            return right, True
        with suppress(ValueError, TypeError, IndexError):  # no such case
            if all_right(d, needs, seed, n):
                right.append((needs, words))
    return right, False


def _is_known(needs: frozenset[str], d: Derivation, right: list[Restriction]) -> bool:
    """A weaker restriction suffices, or the derivation assumes it, or it is of a line."""
    if any(weaker <= implied(needs, d) for weaker, _ in right):
        return True
    return needs <= implied(d.needs, d) or (LAWS[d.law].on_a_line and "d=1" in needs)


def _enough(outcomes: list[str]) -> int:
    """So many cases that a formula with these outcomes is right at all of them with probability CHANCE."""
    share = outcomes.count(RIGHT) / len(outcomes)
    return min(MOST, max(GENERIC, math.ceil(math.log(CHANCE) / math.log(share)))) if 0 < share < 1 else GENERIC


def implied(needs: frozenset[str], d: Derivation) -> frozenset[str]:
    """With all that follows; a multiple of I commutes with the one other covariance of two independent Gaussians."""
    found = set(needs)
    for need in needs:
        found |= IMPLIES.get(need, set())
    if found & {"isotropic source", "isotropic data"} and d.law in PAIRS:
        found |= {"commuting"} if d.law not in COUPLED or "independent" in d.needs else set()
    if {"isotropic source", "isotropic data"} <= found:
        found |= {"commuting", "diagonal"}
    return frozenset(found)


def all_right(d: Derivation, needs: frozenset[str], seed: int, n: int, at: Fraction | None = None) -> bool:
    """Right at n cases; the first one where it is not decides."""
    return all(_all_right(_outcomes(d, needs, seed, m, at)) for m in dict.fromkeys((GENERIC, n)))


def _all_right(found: Iterator[str]) -> bool:
    """One at least, and no other than right."""
    return next(found, WRONG) == RIGHT and all(o == RIGHT for o in found)


def judged(d: Derivation, needs: frozenset[str], seed: int, n: int, at: Fraction | None = None) -> list[str]:
    """The outcome at n fresh cases under these assumptions, at their own times or at one."""
    return list(_outcomes(d, needs, seed, n, at))


def _outcomes(d: Derivation, needs: frozenset[str], seed: int, n: int, at: Fraction | None) -> Iterator[str]:
    both = frozenset(n for n in d.needs if not any(n[:2] == m[:2] == "K=" or n[:2] == m[:2] == "d=" for m in needs)) | needs
    cases = fresh(d.law, both | {"no far tails"}, seed + 5, n, d.bits)
    if "diagonal" not in both:
        cases = [coupled(both, d.law, r) for r in cases]
    return (outcomes(d, r if at is None else replace(r, times=(at,)))[0] for r in cases)
