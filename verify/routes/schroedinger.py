"""The Schroedinger system of two Gaussians, solved by Gaussian integrals: no coupling and no interpolant is used.

The Brownian motion of variance v, weighed by g(y) = exp(w.y - y^T W y/2)/v at its end, y ~ N(x, (1 - t) v I) from x at t:

    E[y | x] = K (x + (1 - t) w),  Cov[y | x] = (1 - t) v K,  K_t = (I + (1 - t) W)^-1;   the drift is (E[y | x] - x)/(1 - t)

The end is N(m1, S1) if K_0 S0 K_0 + v K_0 = S1: the square (K_0 + v/2 S0^-1) S0 (K_0 + v/2 S0^-1) completed, K_0 is a map of Bures.
"""

from types import SimpleNamespace
from typing import Any

import numpy as np

from analytic import brenier
from analytic.arithmetic import Arithmetic, Array, Law, Points, Time


def system(ar: Arithmetic, m0: Any, S0: Any, m1: Any, S1: Any, v: Any) -> Any:
    """v, W, w, K_0 and the ends."""
    I = ar.eye(len(m0))
    P = ar.solve(S0, I)
    K = brenier.bures_map(ar, S0, S1 + v * v / 4 * P) - v / 2 * P
    return SimpleNamespace(ar=ar, m0=m0, S0=S0, m1=m1, S1=S1, v=v, K=K, W=ar.solve(K, I) - I, w=ar.solve(K, m1) - m0)


def of(bridge: Law) -> Any:
    """Of the ends of a bridge."""
    p = bridge.process.pair
    return system(bridge.ar, p.m0, p.S0, p.m1, p.S1, bridge.sigma * bridge.sigma)


def drift(law: Law, t: Time, x: Points) -> Array:
    """K_t (w - W x), (..., d)."""
    s = of(law)
    return s.ar.solve(s.ar.eye(len(s.m0)) + (1 - t) * s.W, s.w - x @ s.W)


def covariance(law: Law, t: Time) -> Array:
    """From x0 the mean is K_t^-1 K_0 (x0 + ...) and the covariance t v K_t^-1 K_0, (d, d)."""
    s = of(law)
    F = (s.ar.eye(len(s.m0)) + (1 - t) * s.W) @ s.K
    return F @ s.S0 @ F.T + t * s.v * F


def slope(law: Law, t: Time) -> Array:
    """-K_t W, (d, d)."""
    s = of(law)
    return -s.ar.solve(s.ar.eye(len(s.m0)) + (1 - t) * s.W, s.W)


def plan(s: Any) -> tuple[Array, Array]:
    """E|x0 - x1|^2, and the covariance of (x0, x1), (2 d, 2 d): E[x1 | x0] has the slope K_0."""
    X, jump = s.S0 @ s.K, s.m1 - s.m0
    return jump @ jump + np.trace(s.S0 + s.S1 - 2 * X), np.block([[s.S0, X], [X.T, s.S1]])


def primal(s: Any) -> Array:
    """E|x0 - x1|^2 + 2 v KL of the plan."""
    cost, full = plan(s)
    return cost + s.v * (s.ar.logdet(s.S0) + s.ar.logdet(s.S1) - s.ar.logdet(full))


def dual(s: Any) -> Array:
    """E f(x0) + E h(x1), h = 2 v log(v g/p1), f(x) = -2 v log int exp((h(y) - |x - y|^2)/(2 v)) p1(y) dy: no plan costs less."""
    ar, d, a = s.ar, len(s.m0), s.m0 + s.w
    h = 2 * s.w @ s.m1 - s.m1 @ s.W @ s.m1 - np.trace(s.W @ s.S1) + s.v * (ar.logdet(2 * ar.pi() * s.S1) + d)
    f = s.m0 @ s.m0 + np.trace(s.S0) - a @ s.K @ a - np.trace(s.K @ s.S0) - s.v * ar.logdet(2 * ar.pi() * s.v * s.K)
    return f + h
