"""Linear Gaussian structural causal models with known answers: common cause, mediator, collider.

    x = B x + sqrt(V) u,   u ~ N(0, I),   so x = L u with L = (I - B)^-1 sqrt(V) and Cov[x] = L L^T

L is the Jacobian of the generator u -> x, so what perturbations estimate, E[L L^T], is the covariance itself, and keeping
draws with (L u)_k = 0 gives the partial covariance given x_k. An intervention do(x_k) cuts the arrows into k instead.
Letters: ar arithmetic; B (n, n) strictly lower triangular, b_ij the effect of x_j on x_i; V (n,) noise variances > 0.
Errors: ValueError at the door. Source: Pearl 2009, Causality; Causality-Delta 6.4 and 7.1 ask for these tests.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from analytic import door
from analytic._answers import finite
from analytic.arithmetic import Arithmetic, Array


@dataclass(frozen=True, eq=False)
class Model:
    ar: Arithmetic
    B: Array  # (n, n)
    V: Array  # (n,)


def model(ar: Arithmetic, effects: Any, variances: Any) -> Model:
    """x_i = sum_{j < i} b_ij x_j + noise of variance v_i: variables in causal order."""
    B, V = door.array(ar, "effects", effects), door.array(ar, "variances", variances)
    if V.ndim != 1 or V.shape[0] == 0:
        raise ValueError(f"variances have shape {tuple(V.shape)}: they must be (n,), one for each variable")
    n = V.shape[0]
    door.shape("effects", B, (n, n), "(n, n)")
    door.finite(ar, "effects", B)
    door.finite(ar, "variances", V)
    late, v = ar.floats(B), ar.floats(V)
    if late is not None and np.triu(late).any():
        i, j = np.argwhere(np.triu(late))[0]
        raise ValueError(f"effects[{i}][{j}] = {late[i, j]:.6g} points backwards: number the variables so that causes come first")
    if v is not None and not (v > 0).all():
        raise ValueError(f"variances has the entry {v.min():.6g}: every variable needs noise of positive variance")
    return Model(ar, B, V)


def common_cause(ar: Arithmetic, a: Any, b: Any) -> Model:
    """0 -> 1 with effect a, 0 -> 2 with effect b, unit noises."""
    return model(ar, [[0, 0, 0], [a, 0, 0], [b, 0, 0]], [1, 1, 1])


def mediator(ar: Arithmetic, a: Any, b: Any) -> Model:
    """1 -> 0 -> 2, numbered in causal order as 0 -> 1 -> 2 with effects a, b: the mediator is variable 1."""
    return model(ar, [[0, 0, 0], [a, 0, 0], [0, b, 0]], [1, 1, 1])


def collider(ar: Arithmetic, a: Any, b: Any) -> Model:
    """0 -> 2 with effect a, 1 -> 2 with effect b: the collider is variable 2."""
    return model(ar, [[0, 0, 0], [0, 0, 0], [a, b, 0]], [1, 1, 1])


@finite
def loading(scm: Model) -> Array:
    """L = (I - B)^-1 sqrt(V), (n, n): x = L u."""
    eye = scm.ar.eye(scm.V.shape[0])
    return scm.ar.solve(eye - scm.B, eye).T * scm.ar.sqrt(scm.V)


@finite
def covariance(scm: Model) -> Array:
    """Cov[x] = (I - B)^-1 V (I - B)^-T, (n, n)."""
    eye = scm.ar.eye(scm.V.shape[0])
    rows = scm.ar.solve(eye - scm.B, eye)  # the rows are the columns of (I - B)^-1
    return scm.ar.einsum("ki,k,kj->ij", rows, scm.V, rows)


@finite
def correlation(scm: Model, i: int, j: int) -> Array:
    """Cov_ij/sqrt(Cov_ii Cov_jj)."""
    S, n = covariance(scm), scm.V.shape[0]
    i, j = door.member("i", i, n), door.member("j", j, n)
    return S[i, j] / scm.ar.sqrt(S[i, i] * S[j, j])


@finite
def partial_correlation(scm: Model, i: int, j: int, k: int) -> Array:
    """(r_ij - r_ik r_jk)/sqrt((1 - r_ik^2)(1 - r_jk^2)): the correlation of x_i and x_j given x_k."""
    i, j, k = (door.member(name, v, scm.V.shape[0]) for name, v in (("i", i), ("j", j), ("k", k)))
    if len({i, j, k}) < 3:
        raise ValueError(f"i = {i}, j = {j}, k = {k}: take three different variables")
    r, s, c = correlation(scm, i, j), correlation(scm, i, k), correlation(scm, j, k)
    return (r - s * c) / scm.ar.sqrt((1 - s * s) * (1 - c * c))


def do(scm: Model, k: int) -> Model:
    """The model after an intervention on x_k: the arrows into k are cut, its noise is kept."""
    cut = 1 - scm.ar.eye(scm.V.shape[0])[door.member("k", k, scm.V.shape[0])]
    return Model(scm.ar, scm.B * cut[:, None], scm.V)


@finite
def threshold_correlation(ar: Arithmetic, rho: Array) -> Array:
    """(2/pi) asin(rho): the correlation of the signs of two centred Gaussians of correlation rho."""
    rho = door.array(ar, "rho", rho)
    door.positive(ar, "1 - |rho|", 1 - abs(rho), strict=False)
    return 1 - 2 * ar.acos(rho) / ar.pi()
