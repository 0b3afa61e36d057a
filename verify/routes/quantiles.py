"""Quantiles and masses on a line, in balls: by erfc and the inverse of erf, and of a transport by the pieces of its potential."""

from typing import Any

import numpy as np

from analytic.arithmetic import Arithmetic, Array, Law, Points, Time
from verify.claim import Formula


def standard(ar: Arithmetic, p: Array) -> Array:
    """sqrt(2) erfinv(2 p - 1), (n,): the quantile of N(0, 1)."""
    return ar.sqrt(ar.array(2)) * np.array([(2 * e - 1).erfinv() for e in p])


def below(ar: Arithmetic, z: Array) -> Array:
    """Phi(z) = erfc(-z/sqrt(2))/2."""
    return ar.erfc(-z / ar.sqrt(ar.array(2))) / 2


def normals(mix: Law, t: Time) -> tuple[Array, Array]:
    """Means and standard deviations of the components of x_t, (K,) each, linear path, d = 1."""
    variance = (1 - t) ** 2 * mix.S0[0, 0] + t**2 * mix.C[:, 0, 0]
    return (1 - t) * mix.m0[0] + t * mix.m[:, 0], mix.ar.sqrt(variance)


def mass(mix: Law, t: Time, x: Points) -> Array:
    """P(x_t <= x), (n, 1)."""
    mu, sigma = normals(mix, t)
    return (mix.w * below(mix.ar, (x - mu) / sigma)).sum(-1)[:, None]


def averaged(mix: Law, t: Time, p: Points) -> Array:
    """sum_k w_k (mu_k + sigma_k z), z the quantile of N(0, 1), (n, 1): of one component the quantile."""
    mu, sigma = normals(mix, t)
    return (mix.w * (mu + sigma * standard(mix.ar, p[:, 0])[:, None])).sum(-1)[:, None]


def meeting(x: Array, g: Array) -> Array:
    """Where y x_i - g_i and y x_(i+1) - g_(i+1) meet, (N - 1,)."""
    return (g[1:] - g[:-1]) / (x[1:] - x[:-1])


def cells(potential: Law, w: Array, ends: Formula = meeting) -> Array:
    """Of each cell the value of T and the mass of N(0, 1), (N, 2); d = 1, w (N,) the masses that are sought.

    phi* is y x_i - g_i in each cell: one point of it, at the middle of its mass, gives x_i and g_i, and where pieces meet it ends.
    """
    ar, sums = potential.ar, np.cumsum(w)
    y = standard(ar, sums - w / 2)
    x = potential.transport(y[:, None])[:, 0]
    P: Any = below(ar, ends(x, x * y - potential.conjugate(y[:, None])))
    return np.stack([x, np.append(P, 1) - np.append(0, P)], axis=1)
