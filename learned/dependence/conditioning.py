"""Conditioning on a feature that hardly moves: by its row norm |J_c|, or by the published surrogate |J_c z| of one direction z.

    by row norm    keep source points with |J_c(x0)| <= threshold: a condition on where the sample is
    by direction   keep probes with |J_c(x0) z| <= threshold: a condition on z, so as threshold -> 0 what is left is the
                   second moment of J z given J_c z = 0, which where J is constant is S_ij - S_ic S_cj / S_cc, the partial one

The second tells a collider from a common cause, but not a common cause from a mediator. Source: Causality-Delta, section 6.4.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri
from scipy.stats import beta

from analytic.door import count, member
from analytic.options import each, flag, known, number, seeded
from learned.dependence.intervals import bootstrap
from learned.dependence.points import Array, Points, correlation, numbers, of_wiggles, partial, square
from learned.dependence.tails import effective_sample_size, heavy_tail

QUANTILES = (0.02, 0.05, 0.1, 0.17, 0.25, 0.5, 0.75, 1.0)  # 0.17: the 1 700 of 10 000 that the paper keeps


def sizes(data: Any, on: int, by: str = "direction", norms: Any = None) -> Array:
    """What the threshold is put on: |w_c| of each probe, (N, k), or |J_c| of each source point, (N,)."""
    if not isinstance(data, Points):
        data = numbers("wiggles", data, 3)
    on = member("feature", on, _features(data))
    if known("by", by, ("row norm", "direction")) == "direction":
        if isinstance(data, Points):
            raise ValueError("Points keep no single probes: give wiggles (N, k, m) to condition by direction")
        return np.abs(data[..., on])
    if norms is not None:
        return numbers("norms", norms, 1)
    if not isinstance(data, Points):
        raise ValueError("wiggles do not hold the norm of a row: give norms (N,), or Points of true rows (of_rows, of_gram)")
    return np.sqrt(data.second[..., on, on])


def condition(data: Any, on: int, threshold: float, by: str = "direction", norms: Any = None) -> Points:
    """The source points, or their probes, whose size is at most `threshold`; those that keep none are gone."""
    kept = sizes(data, on, by, norms) <= number("threshold", threshold)
    if isinstance(data, Points):
        return data.keep(_per_point(kept, len(data)))
    w = numbers("wiggles", data, 3)
    points = of_wiggles(w, keep=kept if kept.ndim == 2 else np.repeat(_per_point(kept, len(w))[:, None], w.shape[1], 1))
    return points.keep(points.weight > 0)


def _features(data: Any) -> int:
    return int((data.first if isinstance(data, Points) else data).shape[-1])


def pair_of(pair: Any, m: int) -> list[int]:
    """Two of m features."""
    found = each("pair", pair, lambda name, f: member(name, f, m))
    if len(found) != 2:
        raise ValueError(f"pair has {len(found)} entries: give two features")
    return found


def _per_point(kept: Any, n: int) -> Any:
    if kept.shape != (n,):
        raise ValueError(f"{kept.shape} norms for {n} source points: give one per point")
    return kept


def truncated(S: Any, on: int, quantile: float) -> Array:
    """S_ij - (1 - v) S_ic S_cj/S_cc, v = Var(g | |g| <= q) = 1 - 2 q phi(q)/(2 Phi(q) - 1), g ~ N(0, 1).

    Conditioning by direction must return this where J is constant. q is the threshold over the deviation of feature c, so
    2 Phi(q) - 1 = quantile is the part of the probes that is kept; the partial second moment at quantile 0, S at 1.
    """
    S, quantile = square(S), number("quantile", quantile, 0, 1)
    q = ndtri((1 + quantile) / 2)
    lost = 1.0 if quantile == 0 else 0.0 if np.isinf(q) else 2 * q * np.exp(-(q**2) / 2) / np.sqrt(2 * np.pi) / (2 * ndtr(q) - 1)
    return S - lost * (S - partial(S, on))


@dataclass(frozen=True)
class Step:
    quantile: float
    threshold: float
    points: int
    probes: int  # for rows, as many as points
    correlation: float
    low: float
    high: float
    effective: float
    heavy: bool
    predicted: float  # of a constant J with the unconditioned S; by direction only, else NaN


def threshold_sweep(
    data: Any,
    on: int,
    pair: tuple[int, int],
    by: str = "direction",
    norms: Any = None,
    quantiles: Iterable[float] = QUANTILES,
    seed: int = 0,
    resamples: int = 1000,
) -> list[Step]:
    """The correlation of a pair of features as the threshold goes up through quantiles of what it is put on."""
    size = sizes(data, on, by, norms)
    everything = data if isinstance(data, Points) else of_wiggles(data)
    i, j = pair_of(pair, _features(everything))
    S, k, steps = everything.second.mean(0), size.shape[1] if size.ndim == 2 else 1, []
    for q in each("quantiles", quantiles, lambda name, q: number(name, q, 0, 1)):
        threshold = float(np.quantile(size, q, method="inverted_cdf"))
        kept = condition(data, on, threshold, by, norms)
        found = bootstrap(kept, lambda S: correlation(S)[..., i, j], seed=seed, resamples=resamples)
        predicted = float(correlation(truncated(S, on, q))[i, j]) if by == "direction" else float("nan")
        heavy = any(heavy_tail(kept, f).heavy for f in (i, j)) if len(kept) >= 10 else True
        least = min(float(effective_sample_size(kept, f)) for f in (i, j))
        steps.append(
            Step(
                q, threshold, len(kept), round(float(kept.weight.sum()) * k), float(found.value), float(found.low),
                float(found.high), least, heavy, predicted,
            )
        )  # fmt: skip
    return steps


@dataclass(frozen=True)
class Null:
    correlation: float
    p: float
    low: float  # exact 95 % interval of p, for the permutations are a sample of all of them
    high: float
    permutations: int
    seed: int


def permutation_null(w: Any, pair: tuple[int, int], within: bool = True, permutations: int = 999, seed: int = 0) -> Null:
    """p = (1 + #{|r*| >= |r|})/(1 + permutations): the second feature's probes in another order, so no direction is shared.

    within points   a probe is exchanged with another of the same source point: the sizes |J_i|, |J_j| of each point stay
    between points  whole source points are exchanged: only valid if sizes are independent too, else p is too small
    """
    w = numbers("wiggles", w, 3)
    a, b = (w[..., f] for f in pair_of(pair, w.shape[-1]))
    permutations = count("permutations", permutations, 1)
    if flag("within", within) and w.shape[1] < 2:
        raise ValueError("one probe per source point: nothing to exchange within a point; draw k >= 2, or take within=False")
    random, scale = np.random.default_rng([seeded(seed), 0x9E12]), np.sqrt((a**2).sum() * (b**2).sum())
    if not scale > 0:
        raise ValueError(f"one of the features {pair} does not move at all: its correlation is undefined")
    order = (lambda: random.permuted(b, axis=1)) if within else lambda: b[random.permutation(len(b))]
    r = float((a * b).sum() / scale)
    beyond = sum(abs(float((a * order()).sum() / scale)) >= abs(r) for _ in range(permutations))
    low = beta.ppf(0.025, beyond, permutations - beyond + 1) if beyond else 0.0
    high = beta.ppf(0.975, beyond + 1, permutations - beyond) if beyond < permutations else 1.0
    return Null(r, (1 + beyond) / (1 + permutations), float(low), float(high), permutations, seed)
