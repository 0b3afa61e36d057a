"""Matrices and maps between two Gaussians that are taken for one another: roots, missing roots, orders, other paths, other flows.

Letters: S0, S1 (d, d) the covariances, R = S0^1/2, A the Brenier map, m_t = (1 - t) mu_0 + t mu_1. For a pair or a transport law
in every arithmetic; `line_maps` for a mixture on a line. Names are what a diagnosis prints.
"""

from collections.abc import Callable
from functools import cache, partial
from typing import Any

from analytic import brenier, line
from analytic.arithmetic import Array, Law, Time
from verify.derivations.diagnosis.covariances import Two

Maps = dict[str, Callable[[], Array]]

MATRICES: dict[str, Callable[[Two], Array]] = {  # p.t, p.A ...: see covariances.py
    "I": lambda p: p.I,
    "Sigma_0": lambda p: p.S0,
    "A = S0^-1/2 (S0^1/2 S1 S0^1/2)^1/2 S0^-1/2": lambda p: p.A,
    "(1 - t) I + t A": lambda p: p.M,
    "(A - I) ((1 - t) I + t A)^-1": lambda p: (p.A - p.I) @ p.inv(p.M),
    "A^-1, the map from S1 to S0": lambda p: p.inv(p.A),
    "log A": lambda p: p.L,
    "A - I, the first order of log A": lambda p: p.A - p.I,
    "e^(t log A)": lambda p: p.Y,
    "e^((1 - t) log A)": lambda p: p.exp((1 - p.t) * p.L),
    "e^(t A)": lambda p: p.exp(p.t * p.A),
    "e^(t (A - I))": lambda p: p.exp(p.t * (p.A - p.I)),
    "A^2": lambda p: p.A @ p.A,
    "(A - I) ((1 - t) I + t A)": lambda p: (p.A - p.I) @ p.M,
    "((1 - t) I + t A)^-1": lambda p: p.inv(p.M),
    "t I + (1 - t) A": lambda p: p.t * p.I + (1 - p.t) * p.A,
    "S1 S0^-1": lambda p: p.S1 @ p.inv(p.S0),
    "S0^-1 S1": lambda p: p.inv(p.S0) @ p.S1,
    "S0 S1^-1": lambda p: p.S0 @ p.inv(p.S1),
    "(S1 S0^-1)^1/2": lambda p: p.root(p.S1 @ p.inv(p.S0)),
    "(S0^-1 S1)^1/2": lambda p: p.root(p.inv(p.S0) @ p.S1),
    "S1^1/2 S0^-1/2": lambda p: p.Q @ p.inv(p.R),
    "S0^-1/2 S1^1/2": lambda p: p.inv(p.R) @ p.Q,
    "S0^1/2 S1^1/2": lambda p: p.R @ p.Q,
    "the Cholesky map L1 L0^-1": lambda p: p.cholesky(p.S1) @ p.inv(p.cholesky(p.S0)),
    "S0^1/2": lambda p: p.R,
    "S1^1/2": lambda p: p.Q,
    "S0^-1": lambda p: p.inv(p.S0),
    "S0^1/2 S1 S0^1/2, its square root missing": lambda p: p.R @ p.S1 @ p.R,
    "(S0^1/2 S1 S0^1/2)^1/2, the outer factors S0^-1/2 missing": lambda p: p.K,
    "S1 = S0^-1/2 (S0^1/2 S1 S0^1/2) S0^-1/2, the square root missing": lambda p: p.S1,
    "S0^-1 (S0^1/2 S1 S0^1/2)^1/2 S0^-1": lambda p: p.inv(p.S0) @ p.K @ p.inv(p.S0),
    "S0^1/2 (S0^1/2 S1 S0^1/2)^1/2 S0^1/2": lambda p: p.R @ p.K @ p.R,
    "S0^-1/2 (S0^1/2 S1 S0^1/2)^1/2": lambda p: p.inv(p.R) @ p.K,
    "S0^-1/2 (S1^1/2 S0 S1^1/2)^1/2 S0^-1/2": lambda p: p.inv(p.R) @ p.root(p.Q @ p.S0 @ p.Q) @ p.inv(p.R),
    "S1^-1/2 (S1^1/2 S0 S1^1/2)^1/2 S1^-1/2": lambda p: p.inv(p.Q) @ p.root(p.Q @ p.S0 @ p.Q) @ p.inv(p.Q),
    "the geometric mean S0 # S1": lambda p: p.mean(p.S0, p.S1),
    "S0^-1 # S1": lambda p: p.mean(p.inv(p.S0), p.S1),
    "S0 # S1^-1": lambda p: p.mean(p.S0, p.inv(p.S1)),
    "e^((log S1 - log S0)/2)": lambda p: p.exp((p.log(p.S1) - p.log(p.S0)) / 2),
    "(S_t S0^-1)^1/2, the flow of flow matching": lambda p: p.root(p.St @ p.inv(p.S0)),
    "S_t S0^-1, its square root missing": lambda p: p.St @ p.inv(p.S0),
    "S_t^1/2 S0^-1/2": lambda p: p.root(p.St) @ p.inv(p.R),
    "(S0^-1 S_t)^1/2": lambda p: p.root(p.inv(p.S0) @ p.St),
    "the Cholesky map L_t L0^-1": lambda p: p.cholesky(p.St) @ p.inv(p.cholesky(p.S0)),
    "(S_t S0^-1)^-1/2, the flow backwards": lambda p: p.inv(p.root(p.St @ p.inv(p.S0))),
    "(1 - t) I + t S1^1/2 S0^-1/2": lambda p: (1 - p.t) * p.I + p.t * p.Q @ p.inv(p.R),
    "S_t, independent ends": lambda p: p.St,
    "((1 - t) S0^1/2 + t S1^1/2)^2, standard deviations added for variances": lambda p: (
        ((1 - p.t) * p.R + p.t * p.Q) @ ((1 - p.t) * p.R + p.t * p.Q)
    ),
    "((1 - t)^2 S0^-1 + t^2 S1^-1)^-1, precisions added for variances": lambda p: p.inv(
        (1 - p.t) * (1 - p.t) * p.inv(p.S0) + p.t * p.t * p.inv(p.S1)
    ),
    "((1 - t) S0^-1 + t S1^-1)^-1, precisions averaged": lambda p: p.inv((1 - p.t) * p.inv(p.S0) + p.t * p.inv(p.S1)),
    "(S0^-1/(1 - t)^2 + S1^-1/t^2)^-1, a product of densities for a sum of variables": lambda p: p.inv(
        p.inv(p.S0) / ((1 - p.t) * (1 - p.t)) + p.inv(p.S1) / (p.t * p.t)
    ),
    "(1 - t) S0 + t S1, not squared": lambda p: (1 - p.t) * p.S0 + p.t * p.S1,
    "(1 - t) S0^1/2 + t S1^1/2, a standard deviation": lambda p: (1 - p.t) * p.R + p.t * p.Q,
    "e^((1 - t) log S0 + t log S1)": lambda p: p.exp((1 - p.t) * p.log(p.S0) + p.t * p.log(p.S1)),
    "S0 #_t S1, the geodesic of geometric means": lambda p: p.R @ p.exp(p.t * p.log(p.inv(p.R) @ p.S1 @ p.inv(p.R))) @ p.R,
    "((1 - t) I + t A) S0 ((1 - t) I + t A)": lambda p: p.M @ p.S0 @ p.M,
    "e^(t log A) S0 e^(t log A)": lambda p: p.Y @ p.S0 @ p.Y,
    "(t S1 - (1 - t) S0) S_t^-1, for independent ends": lambda p: (p.t * p.S1 - (1 - p.t) * p.S0) @ p.inv(p.St),
    "t S1 S_t^-1": lambda p: p.t * p.S1 @ p.inv(p.St),
    "log(S1 S0^-1)/2": lambda p: p.log(p.S1 @ p.inv(p.S0)) / 2,
    "(log S1 - log S0)/2": lambda p: (p.log(p.S1) - p.log(p.S0)) / 2,
}


def matrices(law: Law, t: Time) -> Maps:
    """Named (d, d) matrices; each is computed when it is called."""
    two = Two(law.ar, law.ar.eye(len(law.S0)), law.S0, law.S1, law.ar.array(t))
    return {name: partial(matrix, two) for name, matrix in MATRICES.items()}


def scalars(law: Law) -> Maps:
    """Named numbers of two Gaussians."""
    ar, S0, S1 = law.ar, law.S0, law.S1
    dm = law.m1 - law.m0
    R, Q = cache(partial(ar.sqrtm, S0)), cache(partial(ar.sqrtm, S1))

    def tr(M: Array) -> Array:
        return ar.einsum("ii->", M)

    def square(M: Array) -> Array:
        return ar.einsum("ij,ij->", M, M)

    return {
        "W2^2 without the means": lambda: brenier.bures_distance2(ar, S0, S1),
        "|mu_0 - mu_1|^2": lambda: ar.einsum("i,i->", dm, dm),
        "tr (S0^1/2 S1 S0^1/2)^1/2": lambda: tr(ar.sqrtm(R() @ S1 @ R())),
        "log det S0": lambda: ar.logdet(S0),
        "log det S1": lambda: ar.logdet(S1),
        "tr S0^1/2": lambda: tr(R()),
        "tr S1^1/2": lambda: tr(Q()),
        "d": lambda: ar.array(len(S0)),
        "mu_0 . mu_1": lambda: ar.einsum("i,i->", law.m0, law.m1),
        "|mu_0 + mu_1|^2": lambda: ar.einsum("i,i->", law.m0 + law.m1, law.m0 + law.m1),
        "tr S0": lambda: tr(S0),
        "tr S1": lambda: tr(S1),
        "tr S0 # S1": lambda: tr(brenier.geometric_mean(ar, S0, S1)),
        "tr S0^1/2 S1 S0^1/2, its square root missing": lambda: tr(S0 @ S1),
        "|S0^1/2 - S1^1/2|_F^2": lambda: square(R() - Q()),
        "tr S0^1/2 S1^1/2": lambda: tr(R() @ Q()),
        "|S0 - S1|_F^2": lambda: square(S0 - S1),
        "W2, the square root of W2^2 without the means": lambda: ar.sqrt(brenier.bures_distance2(ar, S0, S1)),
        "W2, the square root of W2^2": lambda: ar.sqrt(brenier.bures_distance2(ar, S0, S1) + ar.einsum("i,i->", dm, dm)),
        "|mu_0 - mu_1|": lambda: ar.sqrt(ar.einsum("i,i->", dm, dm)),
    }


def vectors(law: Law, t: Time, x: Array) -> Maps:
    """c + M (x - m) for every named M and the usual c and m."""
    ar = law.ar
    t = ar.array(t)
    mt = (1 - t) * law.m0 + t * law.m1
    starts = {"": 0 * mt, "m_t + ": mt, "mu_1 - mu_0 + ": law.m1 - law.m0, "mu_1 + ": law.m1, "mu_0 + ": law.m0}
    centres = {"(x - mu_0)": law.m0, "(x - m_t)": mt, "x": 0 * law.m0, "(x - mu_1)": law.m1}
    found: Maps = {}
    for name, M in matrices(law, t).items():
        M = cache(M)
        for about, m in centres.items():
            found |= {f"{start}[{name}] {about}": partial(_affine, ar, c, M, x, m) for start, c in starts.items()}
    return found


def _affine(ar: Any, c: Array, M: Callable[[], Array], x: Array, m: Array) -> Array:
    """c + M (x - m)."""
    return c + ar.einsum("ij,nj->ni", M(), x - m)


def line_maps(law: Law, t: Time, x: Array) -> Maps:
    """Maps of the line that are not the flow from 0 to t."""
    ar = law.ar
    mean, cov = gaussian_moments(law, 0)
    mean_t, cov_t = gaussian_moments(law, t)
    a, b, _, _ = (c[0] for c in law.path(ar, ar.array(t).reshape(1)))
    own = a * law.m0 + b * law.m[:, 0] + ar.sqrt((a * a * law.S0 + b * b * law.C)[:, 0, 0] / law.S0[0, 0]) * (x - law.m0)
    return {
        "sum_k pi_k phi_k(x), the components' own maps averaged": lambda: ar.einsum("nk,k->n", own, law.w)[:, None],
        "1": lambda: 0 * x + 1,
        "the flow map from t back to 0": lambda: line.flow_map(law, t, 0, x),
        "the flow map from 0 to 1": lambda: line.flow_map(law, 0, 1, x),
        "the flow map from t to 1": lambda: line.flow_map(law, t, 1, x),
        "the flow map from 1 to t": lambda: line.flow_map(law, 1, t, x),
        "(1 - t) x + t phi_1(x), the displacement of x to its image at 1": lambda: (1 - t) * x + t * line.flow_map(law, 0, 1, x),
        "m_t + sigma_t/sigma_0 (x - m_0), the Gaussian with the same moments": lambda: (
            mean_t + law.ar.sqrt(cov_t / cov) * (x - mean)
        ),
    }


def gaussian_moments(law: Law, t: Time) -> tuple[Array, Array]:
    """Mean and variance of x_t on a line."""
    ar = law.ar
    a, b, _, _ = (c[0] for c in law.path(ar, ar.array(t).reshape(1)))
    mu, C = a * law.m0 + b * law.m, law.C[:, 0, 0]
    mean = ar.einsum("k,ki->i", law.w, mu)
    spread = ar.einsum("ki,ki->k", mu - mean, mu - mean)
    return mean, a * a * law.S0[0, 0] + ar.einsum("k,k->", law.w, b * b * C + spread)
