"""Sampling: E[(target - formula(x_t)) g(x_t)] = 0 for bounded g, which holds for all g iff formula = E[target | x_t].

The law itself is sampled (component, x0, x1), nothing else of the formula's text is used. Test functions: 1 and the cosines
and sines of x_t along each axis, standardised. Each mean is studentised; the false-alarm rate of the whole regime is 1e-6
(Bonferroni), and the bias that would be seen with probability 1/2 is printed.
"""

from dataclasses import dataclass, replace
from typing import Any
from zlib import crc32

import numpy as np
from scipy.special import ndtri

from analytic import arithmetic
from analytic.interpolant import Interpolant
from analytic.mixture import Mixture
from verify.claim import Formula, Outcome, Regime, Test, cases
from verify.record import Finding

FALSE_ALARM = 1e-6
MINIMUM = 1000
ROUNDING = 2.0**-44  # of the target: where x_t determines it, the residual is rounding and has no standard error


@dataclass(frozen=True)
class Draw:
    """n independent draws of the law at t: ends x0, x1 (n, d), component k (n,), the path's a, b, a', b'; z (n, d) is noise.

    x_t = a x0 + b x1 + g z, where (g, g') = `noise` is (0, 0) but for a stochastic interpolant.
    """

    law: Any
    t: Any
    x0: Any
    x1: Any
    k: Any
    path: tuple[float, float, float, float]
    z: Any  # standard normal, independent of all else
    noise: tuple[float, float] = (0.0, 0.0)

    @property
    def xt(self) -> Any:
        return self.path[0] * self.x0 + self.path[1] * self.x1 + self.noise[0] * self.z

    @property
    def velocity(self) -> Any:
        return self.path[2] * self.x0 + self.path[3] * self.x1 + self.noise[1] * self.z


def decide(test: Test, formula: Formula, regime: Regime, seed: int) -> Finding:
    ar, n, take = arithmetic.float64(), test.options["n"], test.options.get("draw") or sample
    if n < MINIMUM:
        scope = f"n = {n}: fewer than {MINIMUM} draws are not normal enough to bound their means"
        return Finding(Outcome.UNDECIDED, float("nan"), 0.0, "standard errors", scope, "float64", dtype="float64")
    z, effects, seen = [], [], []
    for i, case in enumerate(cases(regime, ar)):
        draw = take(case.law, case.t, n, np.random.default_rng([seed, crc32(regime.name.encode()), i]))
        target = np.asarray(test.subject(draw))
        residual = target - np.asarray(formula(case.law, case.t, draw.xt))
        products = (residual.reshape(n, 1, -1) * functions(draw.xt)[:, :, None]).reshape(n, -1)
        error = products.std(0, ddof=1) / np.sqrt(n) + ROUNDING * max(np.sqrt(np.mean(target**2)), 1.0)
        z.append(np.abs(products.mean(0)) / error)
        effects.append(error.max())
        j = int(np.argmax(z[-1]))
        seen.append(f"t = {case.when}, moment {j}: {products.mean(0)[j]:.4g} +- {error[j]:.2g} instead of 0")
    worst = float(np.max(np.concatenate(z)))
    bound = float(-ndtri(FALSE_ALARM / (2 * sum(len(v) for v in z))))
    scope = f"n = {n} at {len(regime.times)} times, false alarms 1e-6, sees a bias of {bound * max(effects):.2g}"
    outcome = Outcome.UNDECIDED if np.isnan(worst) else Outcome.HOLDS if worst <= bound else Outcome.REFUTED
    witness = "" if outcome is Outcome.HOLDS else seen[int(np.argmax([v.max() for v in z]))]
    return Finding(outcome, worst, bound, "standard errors", scope, "float64", witness, "float64")


def functions(x: Any) -> Any:
    """1, cos(y_i), sin(y_i) of the standardised coordinates, (n, 1 + 2 d)."""
    y = (x - x.mean(0)) / np.where(x.std(0) > 0, x.std(0), 1.0)
    return np.concatenate([np.ones((len(x), 1)), np.cos(y), np.sin(y)], axis=1)


def sample(law: Any, t: Any, n: int, random: np.random.Generator) -> Draw:
    """n draws of a Mixture, a Pair (any coupling) or an Interpolant; other laws bring their own: option `draw`, called likewise."""
    if isinstance(law, Interpolant):
        g2, gdg = (float(c) for c in law.noise(law.ar, law.ar.array(t)))
        return replace(sample(law.pair, t, n, random), law=law, noise=(g2**0.5, gdg / g2**0.5 if g2 else 0.0))
    a, b, da, db = (float(c) for c in law.path(law.ar, np.asarray(t, dtype=float)))
    path = (a, b, da, db)
    d = len(law.m0)
    if isinstance(law, Mixture):
        k = random.choice(len(law.w), size=n, p=law.w / law.w.sum())
        x0 = law.m0 + random.standard_normal((n, d)) @ root(law.S0).T
        x1 = law.m[k] + np.einsum("nij,nj->ni", np.stack([root(C) for C in law.C])[k], random.standard_normal((n, d)))
        return Draw(law, t, x0, x1, k, path, random.standard_normal((n, d)))
    full = np.block([[law.S0, law.X], [law.X.T, law.S1]])
    both = np.concatenate([law.m0, law.m1]) + random.standard_normal((n, 2 * d)) @ root(full).T
    k, z = np.zeros(n, dtype=int), random.standard_normal((n, d))
    return Draw(law, t, both[:, :d], both[:, d:], k, path, z)


def root(S: Any) -> Any:
    """R with R R^T = S, S positive semidefinite."""
    value, vector = np.linalg.eigh(S)
    return vector * np.sqrt(value.clip(0))
