"""The least loss of a law for each coordinate: int_0^1 E|x1 - x0 - u(t, x_t)|^2 dt / d, with its error and its method.

Letters: w (K,), m (K, d), C (K, d, d) weights, means, covariances of the data, in float64; the source is N(0, I).
Source: the law of total variance, E tr Cov[x1 - x0 | x_t] = E tr Cov[x1 - x0 | x_t, k] + E sum_k r_k |v_k - u|^2.
"""

from typing import NamedTuple

import numpy as np

from analytic import arithmetic, mixture

TIMES = {1: (16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512), 2: (16, 24, 32, 48, 64)}  # by dimension
TOLERANCE = 1e-7  # relative: finer steps are tried until two agree so well
REACH = 8.5  # standard deviations; 2e-17 of a normal law lies beyond


class Least(NamedTuple):
    value: float
    error: float  # rounding, or the distance of the last two quadratures
    method: str


def least(w: np.ndarray, m: np.ndarray, C: np.ndarray) -> Least | None:
    """pi/2 sum_k w_k tr C_k^(1/2) / d, and for several components the quadrature of `between`; None if d > 2 then.

    Within a component Cov[x1 - x0 | x_t, k] has the eigenvalues c / ((1-t)^2 + t^2 c), of which int_0^1 dt is pi/2 sqrt(c).
    """
    K, d = m.shape
    within = float(np.pi / 2 * (w @ np.sqrt(np.linalg.eigvalsh(C).clip(0)).sum(-1)) / d)
    if K == 1:
        return Least(within, float(8 * d * np.spacing(within)), "closed form: pi/2 tr C^(1/2) / d")
    if d not in TIMES:
        return None
    value = before = within + between(w, m, C, TIMES[d][0])
    for times in TIMES[d][1:]:
        before, value = value, within + between(w, m, C, times)
        if abs(value - before) <= TOLERANCE * value:
            break
    method = f"closed form within components, between them Gauss-Legendre in t ({times} nodes) and trapezoid in x ({2 * times}^{d})"
    return Least(value, abs(value - before), method)


def between(w: np.ndarray, m: np.ndarray, C: np.ndarray, times: int) -> float:
    """int_0^1 sum_k w_k E[sum_j r_j |v_j - u|^2 | k] dt / d: the mean over x_t = t m_k + S_k^(1/2) z by the trapezoid rule in z."""
    mix, d = mixture.mixture(arithmetic.float64(), w, m, C), m.shape[1]
    t, dt = np.polynomial.legendre.leggauss(times)
    z = np.stack(np.meshgrid(*[np.linspace(-REACH, REACH, 2 * times)] * d), -1).reshape(-1, d)
    p = np.exp(-(z * z).sum(-1) / 2)
    total = 0.0
    for s, ds in zip((t + 1) / 2, dt / 2, strict=True):
        root = np.linalg.cholesky((1 - s) ** 2 * np.eye(d) + s * s * C)
        x = s * m[:, None] + np.einsum("kij,nj->kni", root, z)
        r, _, v, _ = mixture.conditional(mix, np.full(x.shape[:-1], s), x)
        e = v - np.einsum("...k,...ki->...i", r, v)[..., None, :]
        total += float(ds * (w @ np.einsum("...k,...ki,...ki->...", r, e, e) @ p) / p.sum())
    return float(total / d)
