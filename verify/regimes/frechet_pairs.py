"""Pairs of means and covariances of any rank, and sizes of samples from one law on a line."""

from fractions import Fraction as F
from types import SimpleNamespace
from typing import Any

from analytic.arithmetic import Arithmetic, Law
from verify.claim import Regime


def _pair(about: str, cov0: Any, cov1: Any, mean0: Any = None, mean1: Any = None) -> Regime:
    d = len(cov0)

    def law(ar: Arithmetic) -> Law:
        return SimpleNamespace(ar=ar, mean0=mean0 or [0] * d, cov0=cov0, mean1=mean1 or [0] * d, cov1=cov1)

    return Regime.once(about, f"d={d}, {about}", law)


DEFINITE = _pair("definite covariances", [[2, 1], [1, 3]], [[3, 1], [1, 2]], [F(1, 2), -1], [1, 2])
ALIGNED = _pair("commuting covariances", [[2, 1], [1, 2]], [[3, -1], [-1, 3]], [F(1, 2), -1], [1, 2])
RANKS = (
    DEFINITE,
    _pair("a singular and a definite covariance", [[1, F(1, 2)], [F(1, 2), F(1, 4)]], [[2, 1], [1, 2]], [0, 1], [1, 0]),
    _pair("two of rank one", [[1, 0], [0, 0]], [[1, 1], [1, 1]]),
    _pair("two of rank two, one direction in common", [[1, 2, 0], [2, 4, 0], [0, 0, 3]], [[0, 0, 0], [0, 1, 1], [0, 1, 3]]),
    _pair("rank two of four and definite", [[1, 1, 0, 0], [1, 1, 0, 0], [0, 0, 2, 2], [0, 0, 2, 2]],
          [[2, 1, 0, 0], [1, 2, 1, 0], [0, 1, 2, 1], [0, 0, 1, 2]]),
    _pair("spans that are orthogonal", [[1, -1], [-1, 1]], [[1, 1], [1, 1]], [2, 0], [0, 1]),
)  # fmt: skip


def symbolic_line() -> Regime:
    """Deviations a^2 + 1 and b^2 + 1, positive, and means, all symbols."""

    def law(ar: Arithmetic) -> Law:
        s0, s1 = (1 + ar.array(name)[()] ** 2 for name in ("a", "b"))
        return SimpleNamespace(ar=ar, mean0=["m0"], cov0=[[s0 * s0]], mean1=["m1"], cov1=[[s1 * s1]], deviations=(s0, s1))

    return Regime.once("symbols, on a line", "all parameters, d=1", law)


def _sampled(N: int, variance: F | int, jump: int = 0) -> Regime:
    """Two laws of this variance, their means so far apart, and N draws of each."""

    def law(ar: Arithmetic) -> Law:
        return SimpleNamespace(ar=ar, N=N, variance=variance, jump=jump)

    name = f"N = {N}, variance {variance}, means {jump} apart"
    return Regime.once(name, f"d=1, {name}", law)


SAMPLED = tuple(_sampled(N, V) for N, V in ((2, 1), (3, F(9, 4)), (6, 4), (50, 1)))
APART = (_sampled(2, 1, 1), _sampled(3, F(9, 4)))
CONSTANT = (_sampled(3, 0, 2), _sampled(4, 0, 1))
