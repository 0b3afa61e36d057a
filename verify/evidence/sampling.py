"""Sampling: E[(target - formula(x_t)) g(x_t)] = 0 for bounded g, which holds for all g iff formula = E[target | x_t].

The law itself is sampled (component, x0, x1), nothing else of the formula's text is used. Test functions: 1, and the cosine and
sine of w y, y the standardised coordinates of x_t, for each frequency w: e_i, 2 e_i, e_i + e_j, e_i - e_j, and a few that the seed
draws. Each mean has edges that a true formula passes with a known probability (`means`); the false-alarm rate of the whole regime
is 1e-6 (Bonferroni). The bias along a test function that is refuted with probability 1/2 is printed: its root mean square, in one
entry at one time, where it is seen worst, for all functions but the drawn ones. Of a bias that no test function correlates with
nothing is seen, whatever its size.
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
from verify.evidence.means import Means, means_of
from verify.evidence.worst import judge, too_few, worst
from verify.record import Finding
from verify.routes.draws import generators, sample
from verify.sharing import shared

# At z the tail of a studentised mean of skewness g is exp(-g z^3/(3 sqrt(n))) times the normal one (Jing, Shao and Wang 2003):
# chosen so that at z = 5, which the false alarms ask for, and |g| = 1 that is within a factor of 4.
MINIMUM = 1000
TOO_FEW = f"fewer than {MINIMUM} draws are not normal enough to bound their means"
DRAWN = 4  # frequencies, of length near 2, that the seed draws: what one run is blind to, another sees
ERRORS = "standard errors"


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    n = test.options["n"]
    if n < MINIMUM:
        return too_few(n, TOO_FEW, ERRORS)
    found = [_means(drawn, formula) for drawn in _drawn(test, regime, seed)]
    bound = float(-ndtri(FALSE_ALARM / (2 * sum(m.mean.size for m in found))))
    bias, along = worst(m.sees(bound) for m in found)
    when = f" at {len(regime.times)} times" if "t" in regime.takes else ""
    return judge(
        worst((m.worst(bound) for m in found), least=-math.inf),
        bound,
        unit=ERRORS,
        scope=f"n = {n}{when}, {ALARMS}, sees a bias of {bias:.3g}{along}",
        arithmetic="float64",
        dtype="float64",
    )


@dataclass(frozen=True)
class Drawn:
    """At one time: the draws x_t (n, ...), the target of each, and the test functions that `waves` makes of x_t."""

    case: Case
    xt: Any
    target: Any
    waves: tuple[list[str], Any, int]


@shared
def _drawn(test: Test, regime: Regime, seed: int) -> list[Drawn]:
    n, take, found = test.options["n"], draws(test), []
    for case, random in zip(cases(regime, arithmetic.float64()), generators(regime.name, seed), strict=False):
        draw = take(case.law, case.t, n, random) if "t" in case.takes else take(case.law, n, random)
        found.append(Drawn(case, draw.xt, test.subject(draw), waves(draw.xt, random)))
    return found


def _means(drawn: Drawn, formula: Formula) -> Means:
    target, f = np.broadcast_arrays(drawn.target, drawn.case.value(formula, x=drawn.xt))
    n = len(target)
    return means_of(drawn.case.at, *drawn.waves, target.reshape(n, -1), f.reshape(n, -1))


def draws(test: Test) -> Callable[..., Any]:
    """The option `draw`, which takes what the regime has, but for points; else `sample`."""
    return test.options.get("draw") or sample


def waves(x: Any, random: np.random.Generator) -> tuple[list[str], Any, int]:
    """1, cos(w y), sin(w y) of the standardised coordinates y that vary: names, values (n, F), and how many are not drawn."""
    x = x[:, (x != x[0]).any(0)]
    y, d = (x - x.mean(0)) / x.std(0), x.shape[1]
    W = fixed = frequencies(d)
    if d:
        W = np.vstack([fixed, random.standard_normal((DRAWN, d)) * 2 / np.sqrt(d)])
    values = np.stack([np.cos(y @ W.T), np.sin(y @ W.T)], axis=2).reshape(len(y), -1)
    names = [f"{wave}(w y), w = ({', '.join(f'{c:.2g}' for c in w)})" for w in W for wave in ("cos", "sin")]
    return ["1", *names], np.hstack([np.ones((len(y), 1)), values]), 1 + 2 * len(fixed)


def frequencies(d: int) -> Any:
    """e_i, 2 e_i, e_i + e_j, e_i - e_j: (d (d + 1), d)."""
    e = np.eye(d)
    return np.vstack([e, 2 * e, *(e[i] + sign * e[j] for i in range(d) for j in range(i) for sign in (1, -1))])
