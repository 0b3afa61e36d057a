"""Two Gaussians of one source N(0, I) in R^d, wider and not commuting; log-concave data in the plane; modes on a line."""

from fractions import Fraction as F
from functools import partial
from typing import Any, NamedTuple

from analytic import mixture
from analytic.arithmetic import Arithmetic
from verify.claim import Regime
from verify.regimes.families import Bare
from verify.regimes.flows import LOG_CONCAVE


class Stretched(NamedTuple):
    """True and learned data N(m, S1), N(n, V1) of the source N(0, I); the largest and the least variance of V1, block by block."""

    ar: Arithmetic
    m: Any
    S1: Any
    n: Any
    V1: Any
    widest: Any
    narrowest: Any


def _stretched(name: str, m: Any, S1: Any, n: Any, V1: Any) -> Regime:
    """The first two axes of V1 hold its largest and its least variance."""

    def law(ar: Arithmetic) -> Stretched:
        V = ar.array(V1)
        mean, root = (V[0, 0] + V[1, 1]) / 2, ar.sqrt((V[0, 0] - V[1, 1]) ** 2 / 4 + V[0, 1] ** 2)
        return Stretched(ar, ar.array(m), ar.array(S1), ar.array(n), V, mean + root, mean - root)

    return Regime.once(name, name, law)


STRETCHED = (
    _stretched("widened in the plane", [0, 0], [[1, F(1, 2)], [F(1, 2), 1]], [0, 0], [[9, 1], [1, 2]]),
    _stretched(
        "widened and shifted in space",
        [0, 0, 0],
        [[1, F(1, 2), 0], [F(1, 2), 1, 0], [0, 0, 2]],
        [1, 0, 1],
        [[9, 1, 0], [1, 2, 0], [0, 0, 3]],
    ),
)


class Product(NamedTuple):
    """Data x = R y from N(0, I): independent coordinates y_i of two modes each."""

    ar: Arithmetic
    axes: tuple[Any, ...]
    R: Any


TURNED_PRODUCT = Regime(
    "two coordinates of two modes, turned",
    "d=2, modes 1/2 of width 3/4 and modes 1 of width 3, turned by 53 degrees",
    lambda ar: Product(ar, tuple(r.law(ar) for r in LOG_CONCAVE[:2]), ar.array([[F(3, 5), F(-4, 5)], [F(4, 5), F(3, 5)]])),
    (F(1),),
    ((0, 0), (F(1, 10), F(1, 3)), (2, -1)),
)


def _line(name: str, weights: list[Any], means: list[Any], variances: list[Any]) -> Regime:
    law: Any = partial(mixture.mixture, weights=weights, means=[[m] for m in means], covs=[[[v]] for v in variances])
    return Regime.once(name, f"d=1, {name}", law)


RECTIFIED_LINES = (
    _line("three modes", [F(1, 2), F(1, 4), F(1, 4)], [-2, 0, 3], [F(1, 4), 1, 2]),
    _line("two modes", [F(1, 3), F(2, 3)], [F(-3, 2), F(3, 2)], [F(1, 4), F(1, 4)]),
)
QUARTIC = Regime("quartic", "d=1, density exp(-x^2/2 - x^4)", Bare, (F(1),), ((0,), (F(1, 4),), (1,), (F(-3, 2),)))
