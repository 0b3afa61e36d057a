"""Network: the formula against a trained network v, on fresh draws of the law that it was trained on, at each of the times.

    E|x1 - x0 - f(x_t)|^2 - E|x1 - x0 - v(x_t)|^2 = E|f - u|^2 - E|v - u|^2,    u = E[x1 - x0 | x_t], in no text here

No field has a smaller loss than u: a formula whose loss exceeds the network's is not u. The paired mean is studentised; the
false-alarm rate of the regime is 1e-6 (Bonferroni). What is printed is the |f - u|^2, in units of E|x1 - x0|^2, of a formula that
is off by one vector at one time, and is refuted with probability 1/2. A gain of u, 2 (v - u) e - |v - u|^2 with e = x1 - x0 - u,
grows to that of f = u + c z by c^2 - 2 c z e: the more f is off, the noisier its loss, too. The direction z is the axis along
which e varies most, the sign of c the less visible one. The regime's name is that of the committed network.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.stats import norm

from analytic import arithmetic
from verify.claim import Case, Formula, Regime, Test, cases
from verify.evidence.kinds import ALARMS, FALSE_ALARM
from verify.evidence.sampling import ERRORS, MINIMUM, TOO_FEW
from verify.evidence.worst import judge, too_few, worst
from verify.record import Finding
from verify.routes.draws import generators, sample
from verify.sharing import shared


@dataclass(frozen=True)
class Loss:
    """At one time the mean of the formula's loss less the network's, its standard error, and how an error along z blurs it."""

    when: Any
    mean: float
    error: float
    along: float  # the standard error of the mean of z e
    both: float  # the covariance of the two means
    size: float  # E|x1 - x0|^2

    @property
    def studentised(self) -> float:
        if self.error > 0:
            return float(self.mean / self.error)
        return 0.0 if self.mean == 0 else math.inf * float(np.sign(self.mean))

    @property
    def words(self) -> str:
        return f"t = {self.when}: loss above the network's by {self.mean:.3g} +- {self.error:.2g}"

    def sees(self, bound: float) -> float:
        """c^2 as a share of E|x1 - x0|^2, where mean + c^2 = bound sqrt(error^2 + 4 c |both| + 4 c^2 along^2)."""
        if not math.isfinite(self.error):
            return math.nan
        m, B = min(self.mean, 0.0), bound**2
        roots = np.roots([1, 0, 2 * m - 4 * B * self.along**2, -4 * B * abs(self.both), m * m - B * self.error**2])
        return float(roots[np.isreal(roots)].real.max() ** 2 / self.size)


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    n = test.options["n"]
    if n < MINIMUM:
        return too_few(n, TOO_FEW, ERRORS)
    losses = [_loss(case.when, u, np.asarray(formula(case.law, case.t, xt)), v) for case, xt, u, v in _drawn(regime, n, seed)]
    bound = float(norm.isf(FALSE_ALARM / len(losses)))
    least = max(loss.sees(bound) for loss in losses)
    return judge(
        worst(((loss.studentised, loss.words) for loss in losses), least=-math.inf),
        bound,
        unit=ERRORS,
        scope=f"n = {n} at {len(losses)} times, {ALARMS}, sees |f - u|^2 = {least:.3g} E|x1 - x0|^2, f - u constant",
        arithmetic="torch",
        dtype="float64",
    )


@shared
def _drawn(regime: Regime, n: int, seed: int) -> list[tuple[Case, Any, Any, Any]]:
    """At each of the regime's times, of fresh draws: x_t, x1 - x0 and what the network makes of x_t."""
    import torch

    from learned.model import load

    trained = load(regime.name, dtype=torch.float64)
    found = []
    for case, random in zip(cases(regime, arithmetic.float64()), generators(regime.name, seed), strict=False):
        draw = sample(case.law, case.t, n, random)
        with torch.no_grad():
            v = trained.velocity(torch.from_numpy(draw.xt), float(case.t)).numpy()
        found.append((case, draw.xt, draw.velocity, v))
    return found


def _loss(when: Any, velocity: Any, f: Any, v: Any) -> Loss:
    """Of n values (n, d) of x1 - x0, the formula and the network."""
    n, e = len(velocity), velocity - f
    gain = (e**2 - (velocity - v) ** 2).sum(1)
    (error, both), (_, along) = np.cov(gain, e[:, e.var(0).argmax()]) / n
    return Loss(when, gain.mean(), math.sqrt(error), math.sqrt(along), both, np.mean((velocity**2).sum(1)))
