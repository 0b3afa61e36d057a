"""Network: the formula against a trained network v, on fresh draws of the law that it was trained on, at each of the times.

    E|x1 - x0 - f(x_t)|^2 - E|x1 - x0 - v(x_t)|^2 = E|f - u|^2 - E|v - u|^2,    u = E[x1 - x0 | x_t], in no text here

No field has a smaller loss than u: a formula whose loss exceeds the network's is not u. The paired mean is studentised; the
false-alarm rate of the regime is 1e-6 (Bonferroni). What a formula may be off without being seen, E|f - u|^2 in units of
E|x1 - x0|^2, is the network's own error plus the noise, and is printed. The regime's name is that of the committed network.
"""

from zlib import crc32

import numpy as np
from scipy.stats import norm

from analytic import arithmetic
from verify.claim import Formula, Outcome, Regime, Test, cases
from verify.evidence.kinds import ALARMS, FALSE_ALARM
from verify.evidence.sampling import MINIMUM
from verify.record import Finding
from verify.routes.draws import sample


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    import torch

    from learned.model import load

    n, nan = test.options["n"], float("nan")
    if n < MINIMUM:
        scope = f"n = {n}: fewer than {MINIMUM} draws are not normal enough to bound their means"
        return Finding(Outcome.UNDECIDED, nan, 0.0, "standard errors", scope, "float64", dtype="float64")
    trained = load(regime.name, dtype=torch.float64)
    z, blind, seen = [], [], []
    bound = float(norm.isf(FALSE_ALARM / len(regime.times)))
    for i, case in enumerate(cases(regime, arithmetic.float64())):
        draw = sample(case.law, case.t, n, np.random.default_rng([seed, crc32(regime.name.encode()), i]))
        with torch.no_grad():
            v = trained.velocity(torch.from_numpy(draw.xt), float(case.t)).numpy()
        f = np.asarray(formula(case.law, case.t, draw.xt))
        gain = ((draw.velocity - f) ** 2 - (draw.velocity - v) ** 2).sum(1)
        error = gain.std(ddof=1) / np.sqrt(n)
        z.append(gain.mean() / error if error > 0 else 0.0 if gain.mean() == 0 else np.inf * np.sign(gain.mean()))
        blind.append((max(-gain.mean(), 0.0) + bound * error) / np.mean((draw.velocity**2).sum(1)))
        seen.append(f"t = {case.when}: loss above the network's by {gain.mean():.3g} +- {error:.2g}")
    worst = float(np.max(z))
    scope = f"n = {n} at {len(z)} times, {ALARMS}; unseen below {max(blind):.1g} of E|x1 - x0|^2"
    outcome = Outcome.UNDECIDED if np.isnan(worst) else Outcome.HOLDS if worst <= bound else Outcome.REFUTED
    witness = "" if outcome is Outcome.HOLDS else seen[int(np.argmax(z))]
    return Finding(outcome, worst, bound, "standard errors", scope, "torch", witness, "float64")
