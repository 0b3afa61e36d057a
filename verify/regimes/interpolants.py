"""Stochastic interpolants between Gaussians, constant and bridge noise, and entropic couplings."""

from fractions import Fraction as F
from types import SimpleNamespace
from typing import Any

import numpy as np

from analytic import interpolant
from analytic.arithmetic import Arithmetic, Law, Time
from analytic.path import trigonometric
from verify.claim import Regime
from verify.regimes.couplings import CORRELATED_LINES, HALF, M
from verify.regimes.derived import along, when
from verify.regimes.mixtures import CLOSED
from verify.regimes.pairs import PAIR, PAIR_3D, PAIR_CORRELATED, PAIR_NEARLY_SINGULAR


def _noisy(pair: Regime, noise: Any, sigma: F | int, times: Any) -> Regime:
    def law(ar: Arithmetic) -> interpolant.Interpolant:
        return interpolant.interpolant(pair.law(ar), noise(sigma))

    name = f"{noise.__name__} noise {sigma}"
    return Regime(f"{pair.name}, {name}", f"{pair.about}, {name}", law, times, pair.points)


INTERPOLANTS = (
    _noisy(PAIR, interpolant.bridge, F(4, 5), (F(1, 4), HALF, F(9, 10))),
    _noisy(PAIR_CORRELATED, interpolant.constant, F(1, 3), CLOSED),
    _noisy(PAIR_3D, interpolant.constant, 1, (F(1, 3), F(4, 5))),
    _noisy(PAIR_NEARLY_SINGULAR, interpolant.bridge, 1, (F(1, 2), F(99, 100))),
    _noisy(CORRELATED_LINES[2], interpolant.bridge, 2, (F(1, 4), HALF, F(9, 10))),
)

INTERPOLANTS_INSIDE = when(INTERPOLANTS, lambda t: 0 < t < 1)
ON_ANY_PATH = (
    *INTERPOLANTS_INSIDE,
    _noisy(along((PAIR_CORRELATED,), trigonometric)[0], interpolant.bridge, F(4, 5), (F(1, 4), HALF)),
)


def stacked(law: interpolant.Interpolant, t: Time) -> tuple[Any, Any, Any, Any]:
    """Mean and covariance of (x0, x1, z), and the rows that make x_t and its rate of them."""
    ar, pair, I = law.ar, law.pair, law.ar.eye(len(law.pair.m0))
    a, b, da, db = pair.path(ar, t)
    g2, gdg = law.noise(ar, t)
    g = ar.sqrt(ar.array(g2))
    cov = np.block([[pair.S0, pair.X, 0 * I], [pair.X.T, pair.S1, 0 * I], [0 * I, 0 * I, I]])
    mean = np.concatenate([pair.m0, pair.m1, 0 * pair.m0])
    return mean, cov, np.hstack([a * I, b * I, g * I]), np.hstack([da * I, db * I, gdg / g * I])


def left_open(law: interpolant.Interpolant, t: Time, draw: Any = None) -> tuple[Any, Any]:
    """x1 - x0 less its regression on x_t, of a draw of (x0, x1, z) if there is one, and its covariance."""
    mean, cov, at, _ = stacked(law, t)
    I = law.ar.eye(len(law.pair.m0))
    jump = np.hstack([-I, I, 0 * I])
    rows = jump - law.ar.solve(at @ cov @ at.T, jump @ cov @ at.T) @ at
    return None if draw is None else (np.hstack([draw.x0, draw.x1, draw.z]) - mean) @ rows.T, rows @ cov @ rows.T


def moments(law: interpolant.Interpolant, t: Time) -> tuple[Any, Any]:
    """Mean and covariance of x_t, the sum of a x0 + b x1 and of independent noise."""
    ar, pair = law.ar, law.pair
    a, b, _, _ = pair.path(ar, t)
    g2, _ = law.noise(ar, t)
    S = a * a * pair.S0 + b * b * pair.S1 + a * b * (pair.X + pair.X.T)
    return a * pair.m0 + b * pair.m1, S + g2 * ar.eye(len(pair.m0))


def below(law: interpolant.Interpolant, row: Any, rows: Any) -> Any:
    """rows (..., d, d) below row (..., d): (..., 1 + d, d)."""
    ar, d = law.ar, rows.shape[-1]
    first, others = (ar.array([[int(i == j + o) for j in range(n)] for i in range(d + 1)]) for o, n in ((0, 1), (1, d)))
    return ar.einsum("k,...j->...kj", first[:, 0], row) + ar.einsum("ki,...ij->...kj", others, rows)


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
