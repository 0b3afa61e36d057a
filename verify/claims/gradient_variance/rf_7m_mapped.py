"""Pairs made by a map: when do their lines cross?"""

from analytic.arithmetic import Array, Law
from verify.claim import Case, Claim, Formula, Test, sampling
from verify.regimes.crossings import two_pairs
from verify.regimes.near_crossings import EVERY_MAP, MAPPED


def chance(pair: Law) -> Array:
    """1 if T = -r I, r > 0, else 0 for almost every two pairs, d >= 2."""
    r = -pair.T[0, 0]
    return pair.ar.array(int(bool(r > 0) and (-r * pair.ar.eye(len(pair.m0)) == pair.T).all()))


def parallel(formula: Formula, case: Case) -> Array:
    """Less 1 if T e = l e with l < 0 for all differences e of two sources, else 0: then those that do are roots of a polynomial."""
    e = case.ar.array([f"e_{i}" for i in range(len(case.law.m0))])
    Te = case.law.T @ e
    minors = e[:, None] * Te - Te[:, None] * e
    always = all(m.expand() == 0 for m in minors.flat) and (Te[0] / e[0]).cancel() < 0
    return case.value(formula) - case.ar.array(int(bool(always)))


claim = Claim(
    id="RF-7m",
    source="derived here; amends Gradient Variance, workshop version, on crossing interpolants",
    says="That lines never cross in d >= 2 needs ends with a joint density: all those of x1 = m - r x0 meet, in every dimension.",
    latex=r"x_1=m+Tx_0:\quad P=1\ \mathrm{if}\ T=-rI,\ r>0,\ \mathrm{else}\ 0\ (d\geq 2)",
    formula=chance,
    tests=(Test("symbols", parallel, EVERY_MAP), *sampling(lambda d: d.cross, MAPPED, 20_000, two_pairs)),
    near_misses={
        "never": lambda pair: pair.ar.array(0),
        "whenever T turns backwards": lambda pair: pair.ar.array(int(bool(pair.T.trace() < 0))),
    },
)
