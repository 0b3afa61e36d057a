"""Means that are zero if the formula is right, and the edges beyond which they refute it.

Of each entry of the target and each test function g, |g| <= 1, the mean of (target - f) g over n draws. At the score b a true
formula passes either edge with probability Phi(-b):

    any target               b standard errors: normal for large n, `sampling` says how large
    0 or 1, given x_t        at most, whatever n: n V h(edge/V) = -log Phi(-b), V = E[f (1 - f) g^2],
                             h(u) = (1 + u) log(1 + u) - u (Bennett 1962)
    0 or 1, of all draws     at most, and no narrower: the number of ones is binomial (Clopper and Pearson 1934)
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import lambertw, log_ndtr, ndtr
from scipy.stats import beta, binom

from verify.evidence.worst import Seen
from verify.sharing import shared

# Of the target: where x_t determines it, the residual is rounding, of which means have no standard error. Chosen: 2^9 units of
# float64, for the formula's own condition; a bias below it passes, far below what n draws can see.
ROUNDING = 2.0**-44
Edges = Callable[[float], tuple[Any, Any]]  # of a score: how far below and above zero a mean may be


@dataclass(frozen=True)
class Means:
    """At one time: the means (F, E) of F test functions and E entries, their edges, and E[g h] of the test functions (F, F)."""

    at: str
    names: list[str]
    stated: int  # of how many functions, the first ones, the power is stated
    mean: Any
    edges: Edges
    products: Any

    def worst(self, score: float) -> Seen:
        """The mean furthest out: its distance from zero, in units in which its edge is `score`."""
        below, above = self.edges(score)
        out = score * np.where(self.mean < 0, -self.mean / below, self.mean / above)
        j, entry = np.unravel_index(np.argmax(out), out.shape)
        where = f"{self.at}entry {entry}, test function {self.names[j]}: mean {self.mean[j, entry]:.4g} instead of 0"
        return float(out[j, entry]), where

    def sees(self, score: float) -> Seen:
        """Of a bias c g in one entry, refuted with probability 1/2: its root mean square, and which stated g is seen worst.

        It moves the mean of each test function h by c E[g h]; the first to reach its edge is the one that sees it.
        """
        below, above = self.edges(score)
        edge = np.where(np.isinf(below), above, np.where(np.isinf(above), below, np.maximum(below, above)))
        seen = (np.abs(self.products[:, : self.stated, None]) / edge[:, None]).max(0)
        bias = (np.sqrt(np.diag(self.products)[: self.stated, None]) / seen).max(1)
        j = int(np.argmax(bias))
        along = f" along {self.names[j]}, the worst of {self.stated} test functions" if self.stated > 1 else ""
        return float(bias[j]), along


def means_of(at: str, names: list[str], g: Any, stated: int, target: Any, f: Any) -> Means:
    """Of test functions g (n, F), a target (n, E) and the formula's values f (n, E)."""
    n, mean = len(g), g.T @ (target - f) / len(g)
    if not ((target == 0) | (target == 1)).all():
        edges = _studentised(g, target, f, mean)
    elif len(names) == 1:
        edges = _counted(n, f.min(0))  # of equal numbers, or NaN
    else:
        edges = _bounded(g, f.clip(0, 1))
    return Means(at, names, stated, mean, edges, _products(g))


@shared
def _products(g: Any) -> Any:
    return g.T @ g / len(g)


def _studentised(g: Any, target: Any, f: Any, mean: Any) -> Edges:
    n = len(g)
    variance = (g * g).T @ (target - f) ** 2 / n - mean**2
    error = np.sqrt(variance.clip(0) / (n - 1)) + ROUNDING * max(np.sqrt(np.mean(target**2)), 1.0)
    return lambda score: (score * error, score * error)


def _bounded(g: Any, f: Any) -> Edges:
    """Bennett's: with w e^w = (a/V - 1)/e, where a = -log Phi(-b)/n, the edge is V (e^(1 + w) - 1)."""
    n, V = len(g), (g * g).T @ (f * (1 - f)) / len(g) + ROUNDING

    def edges(score: float) -> tuple[Any, Any]:
        edge = V * np.expm1(1 + lambertw((-log_ndtr(-score) / n / V - 1) / np.e).real)
        return edge, edge

    return edges


def _counted(n: int, f: Any) -> Edges:
    """Of n draws with the chance f (E,) of a one. Below is above for zeros, whose chance is 1 - f."""

    def above(p: Any, score: float) -> Any:
        """Up to the chance at which more ones than p allows have probability 1/2; infinite where n are not too many."""
        most = binom.isf(ndtr(-score), n, p)
        return np.where(most < n, beta.ppf(0.5, most + 1, np.maximum(n - most, 1)) - p, np.inf)

    return lambda score: (above((1 - f).clip(0, 1), score), above(f.clip(0, 1), score))
