"""Entropic transport of two Gaussians: its value, as each convention counts it, and the Sinkhorn divergence.

    least  k E|x - y|^2 + reg KL(coupling | N(m0, S0) x N(m1, S1)),   k = 1, or 1/2 where `half` the cost is meant;   r = reg/k
    attained by the Gaussian coupling of cross-covariance X, tr X = tr C - d r/4,   C = (S0^1/2 S1 S0^1/2 + (r/4)^2 I)^1/2

Letters: ar arithmetic; m0, m1 (d,) means; S0, S1 (d, d) covariances; all values are numbers, (). KL relative entropy, H entropy.
Conditions: S0 positive definite, and S1 where its own value or entropy is asked for; reg > 0. Errors: ValueError at the door.
Source: Janati et al. 2020; Mallasto et al. 2022; Genevay et al. 2018 and Feydy et al. 2019 for the divergence.
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import Any

from analytic import door, gaussian
from analytic._answers import finite
from analytic._shown import Shown
from analytic.arithmetic import Arithmetic, Array


@dataclass(frozen=True, eq=False, repr=False)
class Entropic(Shown):
    ar: Arithmetic
    m0: Array  # (d,)
    S0: Array  # (d, d)
    m1: Array  # (d,)
    S1: Array  # (d, d)
    reg: Array
    k: Array

    @property
    def r(self) -> Array:
        """reg/k: the weight of the entropy beside the whole of |x - y|^2."""
        return self.reg / self.k

    @cached_property
    def C(self) -> Array:
        """(S0^1/2 S1 S0^1/2 + (r/4)^2 I)^1/2, (d, d)."""
        R = self.ar.sqrtm(self.S0)
        return self.ar.sqrtm(R @ self.S1 @ R + self.r * self.r / 16 * self.ar.eye(len(self.m0)))


def entropic(ar: Arithmetic, mean0: Any, cov0: Any, mean1: Any, cov1: Any, reg: Any, half: bool = False) -> Entropic:
    """N(mean0, cov0) and N(mean1, cov1), the cost |x - y|^2 or half of it, and the weight of the relative entropy.

    >>> from analytic.arithmetic import float64
    >>> law = entropic(float64(), [0], [[1]], [1], [[4]], 2)
    >>> print(f"{cost(law):.6f} {value(law):.6f} {sinkhorn(law):.6f}")
    2.876894 3.817508 1.970579
    """
    ends = gaussian.independent(ar, mean0, cov0, mean1, cov1)
    door.square(ar, "cov0", cov0, definite=True)
    weight = door.number(ar, "reg", reg)
    door.positive(ar, "reg", weight)
    return Entropic(ar, ends.m0, ends.S0, ends.m1, ends.S1, weight, ar.array(Fraction(1, 2) if half else 1))


@finite
def cost(law: Entropic) -> Array:
    """k E|x - y|^2 = k (|m0 - m1|^2 + tr(S0 + S1 - 2 C) + d r/2): what the coupling costs, without its entropy."""
    jump, d = law.m1 - law.m0, len(law.m0)
    return law.k * (law.ar.einsum("i,i->", jump, jump) + law.ar.einsum("ii->", law.S0 + law.S1 - 2 * law.C) + d * law.r / 2)


@finite
def information(law: Entropic) -> Array:
    """KL(coupling | N(m0, S0) x N(m1, S1)) = log det(2 C/r + I/2)/2."""
    return law.ar.logdet(2 * law.C / law.r + law.ar.eye(len(law.m0)) / 2) / 2


@finite
def value(law: Entropic) -> Array:
    """k E|x - y|^2 + reg KL: the least value, the entropy relative to independent ends."""
    return cost(law) + law.reg * information(law)


@finite
def value_by_entropy(law: Entropic) -> Array:
    """k E|x - y|^2 - reg H, H = log det(2 pi e S0)/2 + log det(2 pi e S1)/2 - KL: the entropy of the coupling's own density."""
    return value(law) - law.reg * (_entropy(law, law.S0) + _entropy(law, law.S1))


@finite
def sinkhorn(law: Entropic) -> Array:
    """V01 - V00/2 - V11/2 >= 0, Vij the value from end i to end j: zero iff the ends have one law."""
    return value(law) - (value(_twice(law, 0)) + value(_twice(law, 1))) / 2


@finite
def sinkhorn_of_costs(law: Entropic) -> Array:
    """c01 - c00/2 - c11/2, cij the cost from end i to end j, without the entropy."""
    return cost(law) - (cost(_twice(law, 0)) + cost(_twice(law, 1))) / 2


def _twice(law: Entropic, end: int) -> Entropic:
    """From one end to itself."""
    m, S = (law.m1, law.S1) if end else (law.m0, law.S0)
    return replace(law, m0=m, S0=S, m1=m, S1=S)


def _entropy(law: Entropic, S: Array) -> Array:
    return (law.ar.logdet(2 * law.ar.pi() * S) + len(S)) / 2
