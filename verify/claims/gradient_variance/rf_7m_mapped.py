"""Pairs made by a map: when do their lines cross?"""

from analytic.arithmetic import Array, Law
from verify.claim import Claim, sampling
from verify.regimes.crossings import two_pairs
from verify.regimes.near_crossings import MAPPED


def chance(pair: Law) -> Array:
    """1 if T = -r I, r > 0, else 0 for almost every two pairs, d >= 2."""
    r = -pair.T[0, 0]
    return pair.ar.array(int(r > 0 and (-r * pair.ar.eye(len(pair.m0)) == pair.T).all()))


claim = Claim(
    id="RF-7m",
    source="derived here; amends Gradient Variance, workshop version, on crossing interpolants",
    says="That lines never cross in d >= 2 needs ends with a joint density: all those of x1 = m - r x0 meet, in every dimension.",
    latex=r"x_1=m+Tx_0:\quad P=1\ \mathrm{if}\ T=-rI,\ r>0,\ \mathrm{else}\ 0\ (d\geq 2)",
    formula=chance,
    tests=sampling(lambda d: d.cross, MAPPED, 20_000, two_pairs),
    near_misses={
        "never": lambda pair: pair.ar.array(0),
        "whenever T turns backwards": lambda pair: pair.ar.array(int(pair.T.trace() < 0)),
    },
)
