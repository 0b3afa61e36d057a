"""Stochastic interpolants between Gaussians, constant and bridge noise, and entropic couplings."""

from fractions import Fraction as F
from types import SimpleNamespace
from typing import Any

import numpy as np

from analytic import interpolant
from analytic.arithmetic import Arithmetic, Law, Time
from verify.claim import Regime
from verify.regimes.couplings import CORRELATED_LINES, HALF, M
from verify.regimes.derived import when
from verify.regimes.mixtures import CLOSED
from verify.regimes.pairs import PAIR, PAIR_3D, PAIR_CORRELATED, PAIR_NEARLY_SINGULAR


def _noisy(pair: Regime, noise: Any, name: str, times: Any) -> Regime:
    def law(ar: Arithmetic) -> interpolant.Interpolant:
        return interpolant.interpolant(pair.law(ar), noise)

    return Regime(f"{pair.name}, {name}", f"{pair.about}, {name}", law, times, pair.points)


INTERPOLANTS = (
    _noisy(PAIR, interpolant.bridge(F(4, 5)), "bridge noise 4/5", (F(1, 4), HALF, F(9, 10))),
    _noisy(PAIR_CORRELATED, interpolant.constant(F(1, 3)), "constant noise 1/3", CLOSED),
    _noisy(PAIR_3D, interpolant.constant(1), "constant noise 1", (F(1, 3), F(4, 5))),
    _noisy(PAIR_NEARLY_SINGULAR, interpolant.bridge(1), "bridge noise 1", (F(1, 2), F(99, 100))),
    _noisy(CORRELATED_LINES[2], interpolant.bridge(2), "bridge noise 2", (F(1, 4), HALF, F(9, 10))),
)

INTERPOLANTS_INSIDE = when(INTERPOLANTS, lambda t: 0 < t < 1)


def stacked(law: interpolant.Interpolant, t: Time) -> tuple[Any, Any, Any, Any]:
    """Mean and covariance of (x0, x1, z), and the rows that make x_t and its rate of them."""
    ar, pair, I = law.ar, law.pair, law.ar.eye(len(law.pair.m0))
    a, b, da, db = pair.path(ar, t)
    g2, gdg = law.noise(ar, t)
    g = ar.sqrt(ar.array(g2))
    cov = np.block([[pair.S0, pair.X, 0 * I], [pair.X.T, pair.S1, 0 * I], [0 * I, 0 * I, I]])
    mean = np.concatenate([pair.m0, pair.m1, 0 * pair.m0])
    return mean, cov, np.hstack([a * I, b * I, g * I]), np.hstack([da * I, db * I, gdg / g * I])


def _entropic(name: str, S0: Any, S1: Any, r: Any) -> Regime:
    def law(ar: Arithmetic) -> Law:
        return SimpleNamespace(ar=ar, S0=ar.array(S0), S1=ar.array(S1), r=ar.array(r)[()])

    return Regime.once(name, name, law)


ENTROPIC = (
    _entropic("entropic, d=1", [[1]], [[4]], F(3, 2)),
    _entropic("entropic, d=2", [[1, 0], [0, 4]], M, F(1, 2)),
    _entropic("entropic, d=3", [[1, HALF, 0], [HALF, 2, 0], [0, 0, 3]], [[2, 1, 0], [1, 2, 1], [0, 1, 2]], 5),
)


def symbolic_entropic() -> Regime:
    """Variances a^2 + 1, b^2 + 1 and the weight k^2 + 1: positive."""

    def law(ar: Arithmetic) -> Law:
        s, u, r = (1 + ar.array(name)[()] ** 2 for name in ("a", "b", "k"))
        return SimpleNamespace(ar=ar, S0=ar.array([[s]]), S1=ar.array([[u]]), r=r)

    return Regime.once("symbols, entropic", "all variances, d=1", law)
