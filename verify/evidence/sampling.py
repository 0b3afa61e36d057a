"""Sampling: E[(target - formula(x_t)) g(x_t)] = 0 for bounded g, which holds for all g iff formula = E[target | x_t].

The law itself is sampled (component, x0, x1), nothing else of the formula's text is used. Test functions: 1 and the cosines
and sines of x_t along each axis, standardised. Each mean is studentised; the false-alarm rate of the whole regime is 1e-6
(Bonferroni), and the bias that would be seen with probability 1/2 is printed.
"""

from collections.abc import Callable
from typing import Any
from zlib import crc32

import numpy as np
from scipy.special import ndtri

from analytic import arithmetic
from verify.claim import Formula, Outcome, Regime, Test, cases
from verify.evidence.kinds import ALARMS, FALSE_ALARM
from verify.record import Finding
from verify.routes.draws import sample

MINIMUM = 1000
ROUNDING = 2.0**-44  # of the target: where x_t determines it, the residual is rounding and has no standard error


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    ar, n, take = arithmetic.float64(), test.options["n"], draws(test)
    if n < MINIMUM:
        scope = f"n = {n}: fewer than {MINIMUM} draws are not normal enough to bound their means"
        return Finding(Outcome.UNDECIDED, float("nan"), 0.0, "standard errors", scope, "float64", dtype="float64")
    z, effects, seen = [], [], []
    for i, case in enumerate(cases(regime, ar)):
        random = np.random.default_rng([seed, crc32(regime.name.encode()), i])
        draw = take(case.law, case.t, n, random) if "t" in case.takes else take(case.law, n, random)
        target = np.asarray(test.subject(draw))
        residual = target - np.asarray(case.value(formula, x=draw.xt))
        products = (residual.reshape(n, 1, -1) * functions(draw.xt)[:, :, None]).reshape(n, -1)
        error = products.std(0, ddof=1) / np.sqrt(n) + ROUNDING * max(np.sqrt(np.mean(target**2)), 1.0)
        z.append(np.abs(products.mean(0)) / error)
        effects.append(error.max())
        j = int(np.argmax(z[-1]))
        seen.append(f"{case.at}moment {j}: {products.mean(0)[j]:.4g} +- {error[j]:.2g} instead of 0")
    worst = float(np.max(np.concatenate(z)))
    bound = float(-ndtri(FALSE_ALARM / (2 * sum(len(v) for v in z))))
    when = f" at {len(regime.times)} times" if "t" in regime.takes else ""
    scope = f"n = {n}{when}, {ALARMS}, sees a bias of {bound * max(effects):.2g}"
    outcome = Outcome.UNDECIDED if np.isnan(worst) else Outcome.HOLDS if worst <= bound else Outcome.REFUTED
    witness = "" if outcome is Outcome.HOLDS else seen[int(np.argmax([v.max() for v in z]))]
    return Finding(outcome, worst, bound, "standard errors", scope, "float64", witness, "float64")


def draws(test: Test) -> Callable[..., Any]:
    """The option `draw`, which takes what the regime has, but for points; else `sample`."""
    return test.options.get("draw") or sample


def functions(x: Any) -> Any:
    """1, cos(y_i), sin(y_i) of the standardised coordinates, (n, 1 + 2 d)."""
    y = (x - x.mean(0)) / np.where(x.std(0) > 0, x.std(0), 1.0)
    return np.concatenate([np.ones((len(x), 1)), np.cos(y), np.sin(y)], axis=1)
