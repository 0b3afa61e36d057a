"""Distribution: what the formula makes of a sample at the start has the law of a fresh sample at t, by Kolmogorov's distance.

`formula(law, t, x0)` moves n points drawn at t = 0 (`test.subject` of a draw, usually x_t); n fresh draws of `test.subject` at t
are set beside them, along the axes and two skew directions. For n >= 458 the distance of two empirical distribution functions of
one law exceeds e with probability at most 2 exp(-n e^2) (Wei and Dudley 2012), so the false-alarm rate of the whole regime, 1e-6
by Bonferroni, is no approximation. The distance of laws that is seen with probability 1/2 at least is printed.
"""

from typing import Any
from zlib import crc32

import numpy as np

from analytic import arithmetic
from verify.claim import Formula, Outcome, Regime, Test, cases
from verify.evidence.kinds import ALARMS, FALSE_ALARM
from verify.record import Finding
from verify.routes.draws import sample

MINIMUM = 458


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    ar, n, draw = arithmetic.float64(), test.options["n"], test.options.get("draw") or sample
    if n < MINIMUM:
        scope = f"n = {n}: the bound needs {MINIMUM} draws"
        return Finding(Outcome.UNDECIDED, float("nan"), 0.0, "Kolmogorov distance", scope, "float64", dtype="float64")
    found = []
    for i, case in enumerate(cases(regime, ar)):
        random = np.random.default_rng([seed, crc32(regime.name.encode()), i])
        start = test.subject(draw(case.law, ar.array(0), n, random))
        fresh = test.subject(draw(case.law, case.t, n, random))
        moved = np.asarray(formula(case.law, case.t, start), dtype=float)
        if moved.shape != fresh.shape:
            raise ValueError(f"the formula makes {moved.shape} of points {start.shape}; the draws at t are {fresh.shape}")
        for name, u in directions(fresh.shape[-1]):
            found.append((distance(moved @ u, fresh @ u), f"t = {case.when}, along {name}"))
    worst, where = max(found, key=lambda f: np.inf if np.isnan(f[0]) else f[0])
    bound = float(np.sqrt(np.log(2 * len(found) / FALSE_ALARM) / n))
    seen = bound + 2 * np.sqrt(np.log(8) / (2 * n))  # each sample is within sqrt(log(8)/2n) of its law with probability 3/4
    outcome = Outcome.UNDECIDED if np.isnan(worst) else Outcome.HOLDS if worst <= bound else Outcome.REFUTED
    scope = f"n = {n} at {len(regime.times)} times, {ALARMS}, sees laws {seen:.2g} apart"
    witness = "" if outcome is Outcome.HOLDS else f"{where}: distribution functions {worst:.3g} apart"
    return Finding(outcome, worst, bound, "Kolmogorov distance", scope, "float64", witness, "float64")


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
