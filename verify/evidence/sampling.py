"""Sampling: E[(target - formula(x_t)) g(x_t)] = 0 for bounded g, which holds for all g iff formula = E[target | x_t].

The law itself is sampled (component, x0, x1), nothing else of the formula's text is used. Test functions: 1 and the cosines
and sines of x_t along each axis, standardised. Each mean is studentised; the false-alarm rate of the whole regime is 1e-6
(Bonferroni), and the bias that would be seen with probability 1/2 is printed.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri

from analytic import arithmetic
from verify.claim import Case, Formula, Regime, Test, cases
from verify.evidence.kinds import ALARMS, FALSE_ALARM
from verify.evidence.worst import Seen, judge, too_few, worst
from verify.record import Finding
from verify.routes.draws import generators, sample

# At z the tail of a studentised mean of skewness g is exp(-g z^3/(3 sqrt(n))) times the normal one (Jing, Shao and Wang 2003):
# chosen so that at z = 5, which the false alarms ask for, and |g| = 1 that is within a factor of 4.
MINIMUM = 1000
TOO_FEW = f"fewer than {MINIMUM} draws are not normal enough to bound their means"
# Of the target: where x_t determines it, the residual is rounding, of which means have no standard error. Chosen: 2^9 units of
# float64, for the formula's own condition; a bias below it passes, far below what n draws can see.
ROUNDING = 2.0**-44
ERRORS = "standard errors"


@dataclass(frozen=True)
class Moments:
    """The means of (target - formula) g at one time, which should be 0, and their standard errors."""

    at: str
    mean: Any
    error: Any

    @property
    def studentised(self) -> Any:
        return np.abs(self.mean) / self.error

    @property
    def worst(self) -> Seen:
        j = int(np.argmax(self.studentised))
        return float(self.studentised[j]), f"{self.at}moment {j}: {self.mean[j]:.4g} +- {self.error[j]:.2g} instead of 0"


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    n = test.options["n"]
    if n < MINIMUM:
        return too_few(n, TOO_FEW, ERRORS)
    found = [
        _moments(test, formula, case, random)
        for case, random in zip(cases(regime, arithmetic.float64()), generators(regime.name, seed), strict=False)
    ]
    bound = float(-ndtri(FALSE_ALARM / (2 * sum(m.mean.size for m in found))))
    bias = bound * max(m.error.max() for m in found)
    when = f" at {len(regime.times)} times" if "t" in regime.takes else ""
    return judge(
        worst((m.worst for m in found), least=-math.inf),
        bound,
        unit=ERRORS,
        scope=f"n = {n}{when}, {ALARMS}, sees a bias of {bias:.2g}",
        arithmetic="float64",
        dtype="float64",
    )


def _moments(test: Test, formula: Formula, case: Case, random: np.random.Generator) -> Moments:
    n, take = test.options["n"], draws(test)
    draw = take(case.law, case.t, n, random) if "t" in case.takes else take(case.law, n, random)
    target = np.asarray(test.subject(draw))
    residual = target - np.asarray(case.value(formula, x=draw.xt))
    products = (residual.reshape(n, 1, -1) * functions(draw.xt)[:, :, None]).reshape(n, -1)
    rounding = ROUNDING * max(np.sqrt(np.mean(target**2)), 1.0)
    return Moments(case.at, products.mean(0), products.std(0, ddof=1) / np.sqrt(n) + rounding)


def draws(test: Test) -> Callable[..., Any]:
    """The option `draw`, which takes what the regime has, but for points; else `sample`."""
    return test.options.get("draw") or sample


def functions(x: Any) -> Any:
    """1, cos(y_i), sin(y_i) of the standardised coordinates, (n, 1 + 2 d)."""
    y = (x - x.mean(0)) / np.where(x.std(0) > 0, x.std(0), 1.0)
    return np.concatenate([np.ones((len(x), 1)), np.cos(y), np.sin(y)], axis=1)
