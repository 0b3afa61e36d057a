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
from verify.claim import Regime
from verify.published import causality_delta

Exact = list[Any]  # nested lists of Fractions


@dataclass(frozen=True)
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

    def law(self, ar: Arithmetic) -> mixture.Mixture:
        return mixture.mixture(ar, self.weights, self.means, self.covs, self.mean0, self.cov0, self.path)

    def regime(self, i: int) -> Regime:
        """The i-th time as a regime."""
        about = f"d={len(self.mean0)}, K={len(self.weights)}, the points of t = {self.times[i]}"
        return Regime(self.name, about, self.law, (self.times[i],), tuple(tuple(p) for p in self.points[i]))


def published(seed: int = causality_delta.SEED, covariance_first: bool = False) -> Instance:
    """The instance behind the printed Table 4; another seed or order of generator calls gives another instance."""
    means, covs, points = causality_delta.draw(seed, covariance_first)
    K, d = causality_delta.K, causality_delta.D
    usual = seed == causality_delta.SEED and not covariance_first
    zero, one = Fraction(0), Fraction(1)
    return Instance(
        "published" if usual else f"published recipe, seed {seed}",
        [Fraction(1, K)] * K,
        [fractions(m) for m in means],
        [fractions(C) for C in covs],
        [zero] * d,
        [[one if i == j else zero for j in range(d)] for i in range(d)],
        causality_delta.TIMES,
        tuple(fractions(x) for x in points),
        seed,
        causality_delta.printed,
        repeat="driftproof table4" if usual else f"rows(published({seed}, covariance_first={covariance_first}))",
    )


def source_points(mean0: Exact, cov0: Exact, times: int, n: int, seed: int) -> tuple[Exact, ...]:
    """n points from the source N(mean0, cov0) for each time, a stream per time: Table 4 draws its points in this way."""
    value, vector = np.linalg.eigh(np.asarray(cov0, dtype=float))
    root, mean = vector * np.sqrt(value.clip(0)), np.asarray(mean0, dtype=float)
    streams = np.random.SeedSequence(seed).spawn(times)
    return tuple(fractions(mean + np.random.default_rng(s).standard_normal((n, len(mean))) @ root.T) for s in streams)
