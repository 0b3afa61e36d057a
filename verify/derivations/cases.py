"""Exact cases for a derivation: a ladder from the simplest upwards, and random generic ones, within what it assumes.

Every number is an integer or a fraction whose denominator is a power of two. Floats of `bits` bits (53; of float32 24) take it
unrounded, and random ones need all of them. On a line every variance is the square of such a number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from fractions import Fraction as F
from functools import partial
from math import floor, log2
from random import Random
from typing import Any

import numpy as np

from verify.claim import Regime, Role
from verify.derivations.assumptions import EXCHANGED, known
from verify.derivations.parameters import Parameters, alike, drawn, every_bit, impose, points, rung
from verify.regimes import operands
from verify.regimes.constructors import constructor
from verify.regimes.laws import LAWS

SIZES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (2, 3), (3, 1), (3, 2), (3, 3))
WIDE = ((1, 5), (5, 1), (2, 8), (8, 2), (5, 5), (8, 8))  # what is wrong beyond three is seen; few cases, since each takes long
INNER = (F(1, 2), F(1, 4), F(3, 4))
ENDS = (F(1, 2), F(1, 4), F(7, 8), F(0), F(1))
TINY = F(1, 2**20)  # next to nothing, and yet exact beside 1 in float32, which has 24 bits
NEAR_ONE = 1 - TINY
NEAREST = 40  # times are 2^-40 from both ends; of float32, which has no number so near to one, the last one before it
FRESH = 24  # random generic cases of the ladder: what is wrong at a tenth of them is met with probability 92 %
OF_EACH_WIDE = 2  # random laws of each size of WIDE
FAR = (40, -1000, 20_000)  # coordinates: exp(-40^2/2) underflows in float64; the others are far for every covariance of the ladder
FARTHEST = -4_000_001  # what is cut at a million is seen; not on a line, where balls find no quantiles so far out


def sizes(law: str, needs: frozenset[str]) -> list[tuple[int, int]]:
    """The (d, K) that are tried in full, smallest first; none if `needs` contradict each other or the law."""
    return _within(law, needs, SIZES)


def wide(law: str, needs: frozenset[str]) -> list[tuple[int, int]]:
    """The (d, K) beyond three that are tried at a few cases."""
    return [s for s in _within(law, needs, WIDE) if s not in sizes(law, needs)]


def fits(law: str, needs: frozenset[str], d: int, K: int) -> bool:
    """May there be d dimensions and K components?"""
    return d > 0 and K > 0 and _within(law, needs, ((d, K),)) == [(d, K)]


def _within(law: str, needs: frozenset[str], given: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sizes given, with d and K as the law and `needs` have them, and as many components as they ask for."""
    ds = _numbers(needs, "d=") | LAWS[law].dimensions
    Ks = _numbers(needs, "K=") | LAWS[law].components
    least = max(_numbers(needs, "K>"), default=0) + 1
    if len(ds) > 1 or len(Ks) > 1 or min(Ks, default=least) < least:
        return []

    def components(K: int) -> int:
        """1/K must be a number of the ladder, if that is every weight."""
        K = max(K, least)
        return 1 << (K - 1).bit_length() if "equal weights" in needs else K

    found = dict.fromkeys((min(ds, default=d), min(Ks, default=components(K))) for d, K in given)
    return [size for size in found if size[0] >= LAWS[law].least]


def ladder(law: str, needs: frozenset[str], seed: int, bits: int = 53) -> Iterator[Regime]:
    """Exact cases, simplest first: small integers, full matrices, a random case of each size; random ones; extremes."""
    known(needs)
    n, random = sizes(law, needs), Random(f"{law} {seed} of each size")
    for d, K in n:
        for step in range(4):
            times, xs = ((F(1, 2),), INNER[:2], INNER[1:], ENDS)[step], points(d, (2, 2, 3, 3)[step])
            name = f"d={d}, K={K}, step {step + 1}"
            yield from _regime(law, needs, rung(law, d, K, step), times, xs, name, Role.SIMPLE)
        yield from _random(law, needs, d, K, random, bits, f"random in d={d}, K={K}")
    yield from _coupled(law, needs, sorted({d for d, _ in n}))
    yield from fresh(law, needs, seed, FRESH, bits)
    for d, K in wide(law, needs) * OF_EACH_WIDE:
        yield from _random(law, needs, d, K, random, bits, f"random in d={d}, K={K}")
    if n:
        yield from _extremes(law, needs, random, bits, *n[-1 if len(n) < 4 else 3])


def fresh(law: str, needs: frozenset[str], seed: int, n: int, bits: int = 53) -> list[Regime]:
    """n random exact generic regimes, one time and one point each: unequal axes, covariances that do not commute."""
    random = Random(f"{law} {seed}")
    generic = [s for s in sizes(law, needs) if s[0] > 1] or sizes(law, needs)
    allowed = [s for s in generic if s[1] > 1] or generic
    names = [f"random {i + 1}" for i in range(n if allowed else 0)]
    return [r for name in names for r in _random(law, needs, *random.choice(allowed), random, bits, name)]


def _random(law: str, needs: frozenset[str], d: int, K: int, random: Random, bits: int, name: str) -> Iterator[Regime]:
    """One law, one time and one point, each with all its bits."""
    p = drawn(law, d, K, random, bits)
    x = tuple(2 * every_bit(random, bits) for _ in range(d))
    t = abs(every_bit(random, bits))
    p |= {name: operands.random(name, d, random, bits) for name in operands.taken(needs)}
    yield from _regime(law, needs, p, (t,), (x,), name)


def regime(law: str, p: Parameters, times: Any, xs: Any, name: str = "", about: str = "", role: Role = Role.GENERIC) -> Regime:
    """The law with these exact parameters, at these times and points."""
    places = tuple(times), tuple(tuple(x) for x in xs)
    return Regime(name, about, partial(constructor(law, p), **p), *places, role=role)


def parameters(r: Regime) -> Parameters:
    law: Any = r.law
    return dict(law.keywords)


def meeting(needs: frozenset[str], law: str, r: Regime) -> Regime:
    """The same case, changed as little as it takes to satisfy `needs`."""
    return replace(r, law=regime(law, impose(needs, parameters(r)), (), ()).law)


def coupled(needs: frozenset[str], law: str, r: Regime) -> Regime:
    """The same ends of a Gaussian pair, which depend on each other: X = c M, |M| < 1, c^2 below the product of their least
    variances. The case itself, if there are none."""
    if not LAWS[law].coupled or needs & {"independent", "commuting"}:
        return r
    p = parameters(r)
    d, least = len(p["mean0"]), [np.linalg.eigvalsh(np.array(p[name], dtype=float))[0] for name in ("cov0", "cov1")]
    c = F(2) ** floor(log2(least[0] * least[1]) / 2)
    M = [[F(1, 2) if i == j else F(1 if i > j else -1, 4 * d) for j in range(d)] for i in range(d)]
    return replace(r, name=f"{r.name}, coupled", law=regime(law, {**p, "cross": [[c * e for e in row] for row in M]}, (), ()).law)


def _regime(
    law: str, needs: frozenset[str], p: Parameters, times: Any, xs: Any, name: str, role: Role = Role.GENERIC
) -> Iterator[Regime]:
    """The regime, if what the derivation needs can be had."""
    if (needs & {"independent", "commuting"} and p.keys() & {"cross", "T"}) or (EXCHANGED in needs and "T" in p):
        return
    times = times if LAWS[law].timed else (F(1, 2),)
    times = [t for t in times if not (t == 0 and needs & {"0<t<1", "t>0"}) and not (t == 1 and needs & {"0<t<1", "t<1"})]
    if times:
        yield regime(law, impose(needs, p), times, xs, name, role=role)


def _coupled(law: str, needs: frozenset[str], dimensions: list[int]) -> Iterator[Regime]:
    """Ends that depend on each other."""
    for d in dimensions if LAWS[law].coupled else ():
        p = rung(law, d, 1, 3)
        cross = [[F(1, 2) if i == j else F(i - j, 8) for j in range(d)] for i in range(d)]
        yield from _regime(law, needs, {**p, "cross": cross}, ENDS, points(d, 3), f"correlated ends, d={d}")
        del p["cov1"]
        T = [[F(3, 2) if i == j else F(j - i, 2) for j in range(d)] for i in range(d)]
        yield from _regime(law, needs, {**p, "T": T}, ENDS, points(d, 3), f"deterministic coupling, d={d}")


def _extremes(law: str, needs: frozenset[str], random: Random, bits: int, d: int, K: int) -> Iterator[Regime]:
    if own := LAWS[law].drawn:
        for name, p, xs, role in own.extremes(needs, d):
            yield from _regime(law, needs, p, (F(1, 2),), xs, name, role)
        return
    p = rung(law, d, K, 3)
    cov = "covs" if "covs" in p else "cov1"
    near, flat = alike(d, TINY), alike(d, 0)

    def with_data(C: Any) -> Parameters:
        return {**p, cov: [C, *p[cov][1:]] if cov == "covs" else C}

    if "no far tails" not in needs:
        far = [[s * (1 - 2 * (i % 2)) for i in range(d)] for s in (FAR if LAWS[law].on_a_line else (*FAR, FARTHEST))]
        yield from _regime(law, needs, p, INNER, far, "far tail", Role.FAR_TAIL)
    ends = F(1, 2**NEAREST), TINY, NEAR_ONE, 1 - F(1, 2 ** min(NEAREST, bits))
    generic = [[2 * every_bit(random, bits) for _ in range(d)] for _ in range(2)]  # at simple ones rounding may be none
    yield from _regime(law, needs, p, ends, generic, "near an end of time", Role.NEAR_END)
    if K > 1 and "weights" in p:
        yield from _uneven(law, needs, p)
    if LAWS[law].path and "regular" not in needs:
        yield from _regime(
            law, needs, with_data(near), (F(1, 2), NEAR_ONE), points(d, 2), "nearly singular data", Role.NEARLY_SINGULAR
        )
        yield from _regime(law, needs, with_data(flat), (F(0), F(1, 2), F(7, 8)), points(d, 2), "singular data", Role.SINGULAR)


def _uneven(law: str, needs: frozenset[str], p: Parameters) -> Iterator[Regime]:
    """A weight, or a responsibility, next to nothing."""
    d, K, tiny = len(p["mean0"]), len(p["weights"]), TINY
    if "equal weights" not in needs:
        weights = [*[tiny] * (K - 1), 1 - (K - 1) * tiny]
        yield from _regime(law, needs, {**p, "weights": weights}, (F(1, 2), F(7, 8)), points(d, 3), "tiny weight", Role.TINY_WEIGHT)
    if "no far tails" not in needs:
        apart = {**p, "means": [[8 * c for c in m] for m in p["means"]]}
        a, b = apart["means"][:2]
        between = [[F(7 * (n * u + (8 - n) * v), 64) for u, v in zip(a, b, strict=True)] for n in range(9)]
        yield from _regime(law, needs, apart, (F(1, 2), F(7, 8)), between, "separated components", Role.SEPARATED)


def _numbers(needs: frozenset[str], prefix: str) -> set[int]:
    return {int(n[len(prefix) :]) for n in needs if n.startswith(prefix)}
