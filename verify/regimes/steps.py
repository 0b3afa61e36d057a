"""Where steps of samplers are looked at: data that are one point, times one after the other."""

from fractions import Fraction as F
from functools import partial
from types import SimpleNamespace
from typing import Any

from analytic import gaussian
from analytic.arithmetic import Arithmetic, Law
from verify.claim import Regime
from verify.regimes.derived import timed, when
from verify.regimes.pairs import PAIR, PAIR_3D, PAIR_CORRELATED

LAW = partial(gaussian.independent, mean0=[1, -1], cov0=[[1, 1], [1, 3]], mean1=[1, 2], cov1=[[0, 0], [0, 0]])
POINT = Regime("data a point", "d=2, S0 no multiple of I, S1 = 0", LAW, (F(0), F(1, 4), F(9, 10)), ((F(3, 5), F(2, 5)), (-1, 2)))
PAIRS_INSIDE = timed(when((PAIR, PAIR_3D, PAIR_CORRELATED), lambda t: 0 < t < 1))
GRIDS_INSIDE = ((F(1, 5), F(1, 2), F(9, 10)), (F(3, 4), F(1, 2), F(1, 3)))


def widened(cov1: F | int, *times: F) -> Regime:
    law = partial(gaussian.independent, mean0=[0], cov0=[[1]], mean1=[1], cov1=[[cov1]])
    return Regime(f"variance 1 to {cov1}", f"d=1, N(0, 1) to N(1, {cov1})", law, times, takes="t")


def _line(name: str, s0: Any, s1: Any, times: tuple[F, ...]) -> Regime:
    """Deviations s0, s1 and a grid, beside the pair of the laws."""

    def law(ar: Arithmetic) -> Law:
        a, b = ar.array(s0), ar.array(s1)
        return SimpleNamespace(ar=ar, s0=a, s1=b, times=times, pair=gaussian.independent(ar, [0], [[a * a]], [1], [[b * b]]))

    return Regime.once(name, f"d=1, deviations {s0} and {s1}, {len(times) - 1} steps", law)


GRIDS = (
    _line("equal steps", 1, F(1, 2), tuple(F(k, 5) for k in range(6))),
    _line("unequal steps", F(2, 3), 3, (F(0), F(1, 10), F(1, 2), F(1))),
    _line("from the middle", 1, 1, (F(1, 2), F(3, 5), F(1))),
    _line("backward", 2, F(1, 3), (F(1), F(2, 3), F(1, 4), F(0))),
)


def timed_line(name: str, s0: Any, s1: Any, c: Any, *times: F) -> Regime:
    """Deviations s0, s1 and the square of the noise, c (1 - t)."""

    def law(ar: Arithmetic) -> Law:
        return SimpleNamespace(ar=ar, s0=ar.array(s0), s1=ar.array(s1), c=ar.array(c), given=(s0, s1, c))

    return Regime(name, f"d=1, deviations {s0} and {s1}, noise sqrt({c} (1 - t))", law, times, takes="t")


NOISY = (
    timed_line("standard to standard", 1, 1, 1, F(0), F(1, 2), F(1)),
    timed_line("to another deviation", F(1, 2), 2, 3, F(1, 4), F(9, 10), F(1)),
)
