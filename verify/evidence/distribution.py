"""Distribution: what the formula makes of a sample at the start has the law of a fresh sample at t, by Kolmogorov's distance.

`formula(law, t, x0)` moves n points drawn at t = 0 (`test.subject` of a draw, usually x_t); n fresh draws of `test.subject` at t
are set beside them, along the axes and two skew directions. For n >= 458 the distance of two empirical distribution functions of
one law exceeds e with probability at most 2 exp(-n e^2) (Wei and Dudley 2012), so the false-alarm rate of the whole regime, 1e-6
by Bonferroni, is no approximation. That e is what is printed, too: where the distribution functions of two laws are e apart the
empirical ones are e apart in the mean, and so refuted with probability 1/2; with more, if the laws differ elsewhere as well.
"""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from analytic import arithmetic
from verify.claim import Case, Formula, Regime, Test, cases
from verify.evidence.kinds import ALARMS, FALSE_ALARM
from verify.evidence.sampling import draws
from verify.evidence.worst import Seen, judge, too_few, worst
from verify.record import Finding
from verify.routes.draws import generators
from verify.sharing import shared

MINIMUM = 458  # where the constant of the bound is 2 (Wei and Dudley 2012, theorem 1)
UNIT = "Kolmogorov distance"


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    n = test.options["n"]
    if n < MINIMUM:
        return too_few(n, f"the bound needs {MINIMUM} draws", UNIT)
    found = list(_distances(test, formula, regime, seed))
    bound = float(np.sqrt(np.log(2 * len(found) / FALSE_ALARM) / n))
    error, where = worst(found, least=-math.inf)
    return judge(
        (error, f"{where}: distribution functions {error:.3g} apart"),
        bound,
        unit=UNIT,
        scope=f"n = {n} at {len(regime.times)} times, {ALARMS}, sees laws {bound:.3g} apart",
        arithmetic="float64",
        dtype="float64",
    )


def _distances(test: Test, formula: Formula, regime: Regime, seed: int) -> Iterator[Seen]:
    """Of what the formula has moved from fresh draws, at each time and in each direction."""
    for case, start, fresh in _drawn(test, regime, seed):
        moved = np.asarray(formula(case.law, case.t, start), dtype=float)
        if moved.shape != fresh.shape:
            raise ValueError(f"the formula makes {moved.shape} of points {start.shape}; the draws at t are {fresh.shape}")
        for name, u in directions(fresh.shape[-1]):
            yield distance(moved @ u, fresh @ u), f"t = {case.when}, along {name}"


@shared
def _drawn(test: Test, regime: Regime, seed: int) -> list[tuple[Case, Any, Any]]:
    """At each time what is drawn at the start, and what is drawn there."""
    draw, n, ar, found = draws(test), test.options["n"], arithmetic.float64(), []
    for case, random in zip(cases(regime, ar), generators(regime.name, seed), strict=False):
        start = test.subject(draw(case.law, ar.array(0), n, random))
        found.append((case, start, test.subject(draw(case.law, case.t, n, random))))
    return found


def directions(d: int) -> list[tuple[str, Any]]:
    """The axes, and (1, 2, 3, ...) and (1, -2, 3, ...) where there is more than one."""
    axes = [(f"axis {i}", e) for i, e in enumerate(np.eye(d))]
    skew = np.arange(1.0, d + 1)
    return [*axes, ("(1, 2, ...)", skew), ("(1, -2, ...)", skew * (-1.0) ** np.arange(d))] if d > 1 else axes


def distance(a: Any, b: Any) -> float:
    """sup |F_a - F_b| of two samples, ties included; NaN if any entry is."""
    if np.isnan(a).any() or np.isnan(b).any():
        return float("nan")
    a, b = np.sort(a), np.sort(b)
    at = np.concatenate([a, b])
    return float(np.abs(np.searchsorted(a, at, "right") / len(a) - np.searchsorted(b, at, "right") / len(b)).max())
