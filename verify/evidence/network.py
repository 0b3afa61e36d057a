"""Network: the formula against a trained network v, on fresh draws of the law that it was trained on, at each of the times.

    E|x1 - x0 - f(x_t)|^2 - E|x1 - x0 - v(x_t)|^2 = E|f - u|^2 - E|v - u|^2,    u = E[x1 - x0 | x_t], in no text here

No field has a smaller loss than u: a formula whose loss exceeds the network's is not u. The paired mean is studentised; the
false-alarm rate of the regime is 1e-6 (Bonferroni). What a formula may be off without being seen, E|f - u|^2 in units of
E|x1 - x0|^2, is the network's own error plus the noise, and is printed. The regime's name is that of the committed network.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import norm

from analytic import arithmetic
from verify.claim import Formula, Regime, Test, cases
from verify.evidence.kinds import ALARMS, FALSE_ALARM
from verify.evidence.sampling import ERRORS, MINIMUM, TOO_FEW
from verify.evidence.worst import judge, too_few, worst
from verify.record import Finding
from verify.routes.draws import generators, sample


@dataclass(frozen=True)
class Loss:
    """The formula's loss less the network's at one time: its mean, its standard error, and E|x1 - x0|^2."""

    when: Any
    mean: float
    error: float
    size: float

    @property
    def studentised(self) -> float:
        if self.error > 0:
            return float(self.mean / self.error)
        return 0.0 if self.mean == 0 else math.inf * float(np.sign(self.mean))

    @property
    def words(self) -> str:
        return f"t = {self.when}: loss above the network's by {self.mean:.3g} +- {self.error:.2g}"

    def unseen(self, bound: float) -> float:
        """E|f - u|^2 that passes, as a share of E|x1 - x0|^2: the network's own, E|v - u|^2 >= -mean, and the noise."""
        return (max(-self.mean, 0.0) + bound * self.error) / self.size


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    n = test.options["n"]
    if n < MINIMUM:
        return too_few(n, TOO_FEW, ERRORS)
    losses = _losses(formula, regime, n, seed)
    bound = float(norm.isf(FALSE_ALARM / len(losses)))
    unseen = max(loss.unseen(bound) for loss in losses)
    return judge(
        worst(((loss.studentised, loss.words) for loss in losses), least=-math.inf),
        bound,
        unit=ERRORS,
        scope=f"n = {n} at {len(losses)} times, {ALARMS}; unseen below {unseen:.1g} of E|x1 - x0|^2",
        arithmetic="torch",
        dtype="float64",
    )


def _losses(formula: Formula, regime: Regime, n: int, seed: int) -> list[Loss]:
    """At each of the regime's times, of fresh draws."""
    import torch

    from learned.model import load

    trained = load(regime.name, dtype=torch.float64)
    found = []
    for case, random in zip(cases(regime, arithmetic.float64()), generators(regime.name, seed), strict=False):
        draw = sample(case.law, case.t, n, random)
        with torch.no_grad():
            v = trained.velocity(torch.from_numpy(draw.xt), float(case.t)).numpy()
        f = np.asarray(formula(case.law, case.t, draw.xt))
        gain = ((draw.velocity - f) ** 2 - (draw.velocity - v) ** 2).sum(1)
        size = np.mean((draw.velocity**2).sum(1))
        found.append(Loss(case.when, gain.mean(), gain.std(ddof=1) / np.sqrt(n), size))
    return found
