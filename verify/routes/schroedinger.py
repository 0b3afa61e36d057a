"""The Schroedinger system of two Gaussians, solved by Gaussian integrals: no coupling and no interpolant is used.

The Brownian motion of variance v, weighed by g(y) = exp(w.y - y^T W y/2)/v at its end, y ~ N(x, (1 - t) v I) from x at t:

    E[y | x] = K (x + (1 - t) w),  Cov[y | x] = (1 - t) v K,  K_t = (I + (1 - t) W)^-1;   the drift is (E[y | x] - x)/(1 - t)

The end is N(m1, S1) if K_0 S0 K_0 + v K_0 = S1: the square (K_0 + v/2 S0^-1) S0 (K_0 + v/2 S0^-1) completed, K_0 is a map of Bures.
"""

from types import SimpleNamespace
from typing import Any

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
