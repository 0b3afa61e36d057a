"""What printed tables are recomputed from: Table 4's instance, sums over pixels and labels."""

from fractions import Fraction as F
from functools import partial
from typing import Any, NamedTuple

from analytic.arithmetic import Arithmetic
from verify.claim import Regime
from verify.papers.causality_delta import correlations, printed
from verify.papers.causality_delta.instance import published
from verify.papers.causality_delta.sums import Sums


class Block(NamedTuple):
    """The published instance of Table 4 at one of its times."""

    ar: Arithmetic
    mix: Any
    points: Any


def _block(i: int, ar: Arithmetic) -> Block:
    instance = published()
    return Block(ar, instance.law(ar), ar.array(instance.points[i]))


TABLE4 = tuple(
    Regime(f"Table 4, t = {float(t):.2f}", "the published instance, ten points", partial(_block, i), (t,), takes="t")
    for i, t in enumerate(printed.TIMES)
)


class Correlated(NamedTuple):
    """A correlation rho of n pairs."""

    ar: Arithmetic
    rho: Any
    n: Any


def _of_sums(name: str, sums: Sums, n: F) -> Regime:
    def law(ar: Arithmetic) -> Correlated:
        ab, aa, bb = (sums.n * s - p for s, p in ((sums.ab, sums.a * sums.b), (sums.aa, sums.a**2), (sums.bb, sums.b**2)))
        return Correlated(ar, ar.array(ab) / ar.sqrt(ar.array(aa * bb)), ar.array(n))

    return Regime.once(name, name, law)


FIVES = correlations.PIXELS["row 8, 892 test fives"]
ESTIMATED = _of_sums("320 generated fives", FIVES, F(320))
LEFT_OUT = _of_sums("27 full batches of 32 of 892", FIVES, F(864 * 891, 28))  # n (N - 1)/(N - n): drawn without replacement
RHO_SYMBOLIC = Regime.once(
    "symbols, correlation", "every correlation and sample size", lambda ar: Correlated(ar, *ar.array(["r", "n"]))
)
RHOS = tuple(
    Regime.once(f"correlation {r}", f"correlation {r}", partial(lambda r, ar: Correlated(ar, ar.array(r), ar.array(1)), r))
    for r in (F(4, 25), F(2, 5), F(-9, 10))
)


class Labels(NamedTuple):
    """Rows of CelebA: counts of (Pointy_Nose, Rosy_Cheeks), all rows, without and with Heavy_Makeup."""

    ar: Arithmetic
    rows: tuple[Sums, ...]


LABELS = (
    Regime.once(
        "202599 label rows",
        "counts over all rows of CelebA",
        lambda ar: Labels(ar, tuple(correlations.ATTRIBUTES.values())),
    ),
)
