"""Two Gaussians of one source N(0, I) in R^d: true data and wider learned ones, whose covariances do not commute."""

from fractions import Fraction as F
from typing import Any, NamedTuple

from analytic.arithmetic import Arithmetic
from verify.claim import Regime


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

    return Regime(name, name, law, (F(1),), ((0,) * len(m),))


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
