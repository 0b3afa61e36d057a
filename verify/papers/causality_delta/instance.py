"""An instance of Table 4: a mixture in exact rationals, the times, and the points at each time."""

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import mixture
from analytic.arithmetic import Arithmetic
from analytic.exact import fractions
from analytic.path import Path, linear
from verify.papers.causality_delta import printed, recipe

Exact = list[Any]  # nested lists of Fractions

PUBLISHED = "published"  # the name of the instance that Table 4 prints


@dataclass(frozen=True, repr=False)
class Instance:
    name: str
    weights: Exact  # (K,)
    means: Exact  # (K, d)
    covs: Exact  # (K, d, d)
    mean0: Exact  # (d,)
    cov0: Exact  # (d, d)
    times: tuple[Fraction, ...]
    points: tuple[Exact, ...]  # (n, d) for each time
    seed: int
    printed: Callable[[str, Fraction], float | str | None] = lambda column, t: None
    path: Path = linear
    repeat: str = "driftproof table4"  # the command

    def __repr__(self) -> str:
        return f"Instance({self.name!r}, d={len(self.mean0)}, K={len(self.weights)}, times {', '.join(map(str, self.times))})"

    def law(self, ar: Arithmetic) -> mixture.Mixture:
        return mixture.mixture(ar, self.weights, self.means, self.covs, self.mean0, self.cov0, self.path)

    def about(self, i: int) -> str:
        """The instance at its i-th time."""
        return f"d={len(self.mean0)}, K={len(self.weights)}, the points of t = {self.times[i]}"


def published(seed: int = recipe.SEED, covariance_first: bool = False) -> Instance:
    """The instance behind the printed Table 4; another seed or order of generator calls gives another instance."""
    means, covs, points = recipe.draw(seed, covariance_first)
    usual = seed == recipe.SEED and not covariance_first
    return Instance(
        PUBLISHED if usual else f"published recipe, seed {seed}",
        *_parameters(means, covs),
        printed.TIMES,
        tuple(fractions(x) for x in points),
        seed,
        _figure,
        repeat="driftproof table4" if usual else f"rows(published({seed}, covariance_first={covariance_first}))",
    )


def panels(ar: Arithmetic, seed: int = recipe.SEED) -> list[mixture.Mixture]:
    """The mixture of each panel of Fig. 2; the first is that of Table 4."""
    return [mixture.mixture(ar, *_parameters(means, covs)) for means, covs in recipe.panels(seed)]


def _parameters(means: list[Any], covs: list[Any]) -> tuple[Exact, Exact, Exact, Exact, Exact]:
    """Weights 1/K, the drawn means and covariances, and the source N(0, I)."""
    d = recipe.D
    eye = [[Fraction(int(i == j)) for j in range(d)] for i in range(d)]
    components = [fractions(m) for m in means], [fractions(C) for C in covs]
    return [Fraction(1, recipe.K)] * recipe.K, *components, [Fraction(0)] * d, eye


def _figure(column: str, t: Fraction) -> float | str | None:
    number = printed.of_table4(column, t)
    return None if number is None else number.figure


def source_points(mean0: Exact, cov0: Exact, times: int, n: int, seed: int) -> tuple[Exact, ...]:
    """n points from the source N(mean0, cov0) for each time, a stream per time: Table 4 draws its points in this way."""
    value, vector = np.linalg.eigh(np.asarray(cov0, dtype=float))
    root, mean = vector * np.sqrt(value.clip(0)), np.asarray(mean0, dtype=float)
    streams = np.random.SeedSequence(seed).spawn(times)
    return tuple(fractions(mean + np.random.default_rng(s).standard_normal((n, len(mean))) @ root.T) for s in streams)
