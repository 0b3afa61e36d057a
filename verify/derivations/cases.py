"""Exact cases for a derivation: a ladder from the simplest upwards, and random generic ones, within what it assumes.

Every number is an integer or a fraction whose denominator is a power of two, so that floats, float32 too, take it unrounded.
On a line every variance is the square of such a number.
"""

import re
from collections.abc import Iterator
from fractions import Fraction as F
from functools import partial
from random import Random
from typing import Any

from verify.claim import Regime, Role
from verify.derivations.parameters import Parameters, drawn, impose, points, rung
from verify.regimes.constructors import constructor

NEEDS = {
    "standard source": "x0 ~ N(0, I)",
    "centred source": "E[x0] = 0",
    "white source": "Cov[x0] = I",
    "isotropic source": "Cov[x0] = c I",
    "isotropic data": "C_k = c_k I",
    "centred data": "every data mean is 0",
    "shared covariance": "C_1 = ... = C_K",
    "equal weights": "w_k = 1/K",
    "commuting": "all covariances commute",
    "diagonal": "all covariances are diagonal",
    "regular": "no covariance is singular",
    "independent": "x0 and x1 are independent",
    "no far tails": "x within a few standard deviations",
    "0<t<1": "t strictly inside (0, 1)",
    "t<1": "t below 1",
    "t>0": "t above 0",
    "d=n": "n dimensions",
    "K=n": "n components",
    "K>n": "more than n components",
}
SIZES = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (2, 3), (3, 1), (3, 2), (3, 3))
INNER = (F(1, 2), F(1, 4), F(3, 4))
ENDS = (F(1, 2), F(1, 4), F(7, 8), F(0), F(1))
TINY = F(1, 2**20)  # next to nothing, and yet exact beside 1 in float32, which has 24 bits
NEAR_ONE = 1 - TINY
FRESH = 24  # random generic cases of the ladder: what is wrong at a tenth of them is met with probability 92 %
FAR = (40, -1000)  # coordinates: exp(-40^2/2) underflows in float64; the other is far for every covariance of the ladder


def known(needs: frozenset[str]) -> frozenset[str]:
    """`needs`, if each of them is in the list above; else a ValueError with the list."""
    for need in needs:
        if need not in NEEDS and not re.fullmatch(r"d=[1-9]\d*|K[=>]\d+", need):
            raise ValueError(f"{need!r} is no known assumption: use one of {', '.join(NEEDS)}")
    return needs


def sizes(law: str, needs: frozenset[str]) -> list[tuple[int, int]]:
    """The (d, K) that are tried, smallest first."""
    d, K = _number(needs, "d="), _number(needs, "K=")
    d = 1 if law == "line" else d
    K = 1 if law in ("gaussian", "transport") else K
    least = _number(needs, "K>") or 0
    chosen = dict.fromkeys((d or e, K or k) for e, k in SIZES)
    allowed = [(e, k) for e, k in chosen if k > least and not ("equal weights" in needs and k not in (1, 2, 4))]
    return allowed or [(d or 1, K or least + 1)]


def ladder(law: str, needs: frozenset[str], seed: int) -> Iterator[Regime]:
    """Exact cases, simplest first: small integers in few dimensions, then full matrices, then random ones, then extremes."""
    known(needs)
    n = sizes(law, needs)
    for d, K in n:
        for step in range(4):
            times, xs = ((F(1, 2),), INNER[:2], INNER[1:], ENDS)[step], points(d, (2, 2, 3, 3)[step])
            name = f"d={d}, K={K}, step {step + 1}"
            yield from _regime(law, needs, rung(law, d, K, step), times, xs, name, Role.SIMPLE)
    yield from _coupled(law, needs, sorted({d for d, _ in n}))
    yield from fresh(law, needs, seed, FRESH)
    yield from _extremes(law, needs, *n[-1 if len(n) < 4 else 3])


def fresh(law: str, needs: frozenset[str], seed: int, n: int) -> list[Regime]:
    """n random exact generic regimes, one time and one point each: unequal axes, covariances that do not commute."""
    random, found = Random(f"{law} {seed}"), list[Regime]()
    generic = [s for s in sizes(law, needs) if s[0] > 1] or sizes(law, needs)
    allowed = [s for s in generic if s[1] > 1] or generic
    while len(found) < n:
        d, K = random.choice(allowed)
        p = drawn(law, d, K, random)
        x = tuple(F(random.randint(-16, 16), 8) for _ in range(d))
        found += _regime(law, needs, p, (F(random.randint(1, 15), 16),), (x,), f"random {len(found) + 1}")
    return found


def regime(law: str, p: Parameters, times: Any, xs: Any, name: str = "", about: str = "", role: Role = Role.GENERIC) -> Regime:
    """The law with these exact parameters, at these times and points."""
    places = tuple(times), tuple(tuple(x) for x in xs)
    return Regime(name, about, partial(constructor(law, p), **p), *places, role=role)


def parameters(r: Regime) -> Parameters:
    law: Any = r.law
    return dict(law.keywords)


def _regime(
    law: str, needs: frozenset[str], p: Parameters, times: Any, xs: Any, name: str, role: Role = Role.GENERIC
) -> Iterator[Regime]:
    """The regime, if what the derivation needs can be had."""
    if ("independent" in needs and p.keys() & {"cross", "T"}) or (p.keys() & {"cross", "T"} and needs & {"commuting"}):
        return
    times = [t for t in times if not (t == 0 and needs & {"0<t<1", "t>0"}) and not (t == 1 and needs & {"0<t<1", "t<1"})]
    if times:
        yield regime(law, impose(needs, p), times, xs, name, role=role)


def _coupled(law: str, needs: frozenset[str], dimensions: list[int]) -> Iterator[Regime]:
    """Ends that depend on each other."""
    for d in dimensions if law == "gaussian" else ():
        p = rung(law, d, 1, 3)
        cross = [[F(1, 2) if i == j else F(i - j, 8) for j in range(d)] for i in range(d)]
        yield from _regime(law, needs, {**p, "cross": cross}, ENDS, points(d, 3), f"correlated ends, d={d}")
        del p["cov1"]
        T = [[F(3, 2) if i == j else F(j - i, 2) for j in range(d)] for i in range(d)]
        yield from _regime(law, needs, {**p, "T": T}, ENDS, points(d, 3), f"deterministic coupling, d={d}")


def _extremes(law: str, needs: frozenset[str], d: int, K: int) -> Iterator[Regime]:
    p = rung(law, d, K, 3)
    cov = "covs" if "covs" in p else "cov1"
    near, flat = _alike(d, TINY), _alike(d, 0)

    def with_data(C: Any) -> Parameters:
        return {**p, cov: [C, *p[cov][1:]] if cov == "covs" else C}

    if "no far tails" not in needs:
        far = [[s * (1 - 2 * (i % 2)) for i in range(d)] for s in FAR]
        yield from _regime(law, needs, p, INNER, far, "far tail", Role.FAR_TAIL)
    yield from _regime(law, needs, p, (NEAR_ONE,), points(d, 2), "near t = 1", Role.NEAR_END)
    if K > 1 and "weights" in p:
        yield from _uneven(law, needs, p)
    if law != "transport" and "regular" not in needs:
        yield from _regime(
            law, needs, with_data(near), (F(1, 2), NEAR_ONE), points(d, 2), "nearly singular data", Role.NEARLY_SINGULAR
        )
        yield from _regime(law, needs, with_data(flat), (F(0), F(1, 2), F(7, 8)), points(d, 2), "singular data", Role.SINGULAR)


def _alike(d: int, apart: F | int) -> list[list[F | int]]:
    """Ones, but `apart` less beside the diagonal, so that d - 1 eigenvalues are that; in one dimension the variance is."""
    if d == 1:
        return [[apart]]
    return [[1 if i == j else 1 - apart for j in range(d)] for i in range(d)]


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


def _number(needs: frozenset[str], prefix: str) -> int | None:
    return next((int(n[len(prefix) :]) for n in needs if n.startswith(prefix)), None)
