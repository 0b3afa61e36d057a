"""Named vectors and matrices made of `pieces.Pieces`: what a formula may turn out to be a combination of.

Names are what a diagnosis prints.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from analytic.arithmetic import Array
from verify.derivations.diagnosis.on_a_line import ON_A_LINE
from verify.derivations.diagnosis.pieces import Pieces, applied, mean, of_data, product

Feature = Callable[[Pieces], Array]

M, C, S0 = "sum_k r_k mu_k", "sum_k r_k Sigma_k S_k^-1 e_k", "sum_k r_k Sigma_0 S_k^-1 e_k"
X, XT = "Cov[x0, x1] S_t^-1 e", "Cov[x1, x0] S_t^-1 e"
CK, CSC, BETWEEN = "sum_k r_k Sigma_k", "sum_k r_k Sigma_k S_k^-1 Sigma_k", "the spread of the E[x1 | x, k] between components"
ENDS1 = "sum_k E[x1|x,k] (grad r_k)^T"
MC, MS, SECOND = "sum_k r_k Sigma_k S_k^-1", "sum_k r_k Sigma_0 S_k^-1", "sum_k v_k (grad r_k)^T"


def _times(matrix: Callable[[Pieces], Array]) -> Feature:
    """sum_k r_k M_k S_k^-1 e_k."""
    return lambda p: mean(p, applied(p, matrix(p)))


def _cross(p: Pieces) -> Array:
    return 0 * p.v.ar.eye(p.x.shape[-1]) if p.v.X is None else p.v.X


def ends(p: Pieces) -> tuple[Array, Array]:
    """n_k = E[x0 | x, k] and d_k = E[x1 | x, k], (n, K, d)."""
    (a, b, _, _), v = p.path, p.v
    N, D = a * v.S0 + b * _cross(p), a * _cross(p).T + b * v.C
    return v.m0 + applied(p, N), v.m + applied(p, D)


def velocities(p: Pieces) -> Array:
    n, d = ends(p)
    return p.path[2] * n + p.path[3] * d


def slopes(p: Pieces) -> Array:
    """dv_k/dx, (K, d, d)."""
    (a, b, da, db), v = p.path, p.v
    D = a * da * v.S0 + b * db * v.C + da * b * _cross(p) + a * db * _cross(p).T
    return product(p, D)


def _like(p: Pieces, value: Any) -> Array:
    return 0 * p.x + value


def _blend(p: Pieces, matrices: Array) -> Array:
    return p.v.ar.einsum("nk,kij->nij", p.r, matrices)


def mean_score(p: Pieces) -> Array:
    return -mean(p, p.g)


def _outer(p: Pieces, values: Array, centred: bool = True) -> Array:
    """sum_k r_k values_k (s_k - sbar)^T, or without the mean score."""
    s = -p.g - mean_score(p)[:, None] if centred else -p.g
    return p.v.ar.einsum("nk,nki,nkj->nij", p.r, values, s)


def _dyad(p: Pieces, u: Array) -> Array:
    return p.v.ar.einsum("ni,nj->nij", u, mean_score(p))


def _transposed(f: Feature) -> Feature:
    return lambda p: f(p).swapaxes(-1, -2)


def _constant(matrix: Callable[[Pieces], Array]) -> Feature:
    return lambda p: 0 * p.x[..., None] + matrix(p)


VECTORS: dict[str, Feature] = {
    "velocity": lambda p: mean(p, velocities(p)),
    "denoiser": lambda p: mean(p, ends(p)[1]),
    "noise": lambda p: mean(p, ends(p)[0]),
    "score": mean_score,
    "x": lambda p: p.x,
    "1": lambda p: 0 * p.x + 1,
    "mu_0": lambda p: _like(p, p.v.m0),
    M: lambda p: mean(p, _like(p, 0)[:, None, :] + p.v.m),
    "sum_k pi_k mu_k": lambda p: _like(p, p.v.ar.einsum("k,ki->i", p.v.w, p.v.m)),
    C: _times(lambda p: p.v.C),
    S0: _times(lambda p: p.v.S0),
    X: _times(_cross),
    XT: _times(lambda p: _cross(p).T),
    "sum_k r_k e_k": lambda p: mean(p, p.e),
    "Sigma_0 times the score": lambda p: p.v.ar.einsum("ij,nj->ni", p.v.S0, mean_score(p)),
}
ONE_WAY: dict[str, Feature] = {
    "jacobian": lambda p: _blend(p, slopes(p)) + _outer(p, velocities(p)),
    "blend": lambda p: _blend(p, slopes(p)),
    "denoiser_jacobian": lambda p: _blend(p, product(p, p.path[0] * _cross(p).T + p.path[1] * p.v.C)) + _outer(p, ends(p)[1]),
    "noise_jacobian": lambda p: _blend(p, product(p, p.path[0] * p.v.S0 + p.path[1] * _cross(p))) + _outer(p, ends(p)[0]),
    MC: lambda p: _blend(p, product(p, p.v.C)),
    MS: lambda p: _blend(p, product(p, p.v.S0)),
    SECOND: lambda p: _outer(p, velocities(p)),
    "sum_k r_k (1 - r_k) v_k s_k^T": lambda p: p.v.ar.einsum("nk,nki,nkj->nij", p.r * (1 - p.r), velocities(p), -p.g),
    "sum_k r_k v_k s_k^T": lambda p: _outer(p, velocities(p), False),
    "sum_k r_k mu_k s_k^T": lambda p: _outer(p, _like(p, 0)[:, None, :] + p.v.m, False),
    "sum_k mu_k (grad r_k)^T": lambda p: _outer(p, _like(p, 0)[:, None, :] + p.v.m),
    ENDS1: lambda p: _outer(p, ends(p)[1]),
    "sum_k E[x1|x,k] r_k s_k^T": lambda p: _outer(p, ends(p)[1], False),
    "sum_k e_k (grad r_k)^T": lambda p: _outer(p, p.e),
    "u (mean score)^T": lambda p: _dyad(p, mean(p, velocities(p))),
}
SYMMETRIC: dict[str, Feature] = {
    "score_jacobian": lambda p: _outer(p, -p.g) - _blend(p, p.inv),
    "sum_k r_k S_k^-1": lambda p: _blend(p, p.inv),
    "sum_k s_k (grad r_k)^T": lambda p: _outer(p, -p.g),
    "score score^T": lambda p: _dyad(p, mean_score(p)),
    "sum_k r_k s_k s_k^T": lambda p: _outer(p, -p.g, False),
    "a matrix of ones": _constant(lambda p: 0 * p.v.S0 + 1),
    "I": _constant(lambda p: p.v.ar.eye(p.v.S0.shape[-1])),
    "Sigma_0": _constant(lambda p: p.v.S0),
    CK: lambda p: _blend(p, p.v.C),
    CSC: lambda p: _blend(p, p.v.ar.einsum("kij,kjl->kil", product(p, p.v.C), p.v.C)),
    "sum_k r_k Sigma_0 S_k^-1 Sigma_0": lambda p: _blend(p, p.v.ar.einsum("kij,jl->kil", product(p, p.v.S0), p.v.S0)),
}


def jacobian(p: Pieces) -> Array:
    if "jacobian" not in p.known:
        p.known["jacobian"] = ONE_WAY["jacobian"](p)
    return p.known["jacobian"]


def _square(p: Pieces, v: Array) -> Array:
    return p.v.ar.einsum("ni,nj->nij", v, v)


def _held(k: int, p: Pieces) -> Array:
    return slopes(p)[k]


def _between(p: Pieces, v: Array) -> Array:
    """sum_k r_k (v_k - vbar)(v_k - vbar)^T."""
    v = v - mean(p, v)[:, None]
    return p.v.ar.einsum("nk,nki,nkj->nij", p.r, v, v)


def _within(p: Pieces, p0: Any, p1: Any, each: bool = False) -> Array:
    """sum_k r_k Cov[p0 x0 + p1 x1 | x, k], or these of `each` component."""
    (a, b, _, _), v, X = p.path, p.v, _cross(p)
    D = p0 * a * v.S0 + p1 * b * v.C + p0 * b * X + p1 * a * X.T
    total = p0 * p0 * v.S0 + p1 * p1 * v.C + p0 * p1 * (X + X.T)
    found = total - v.ar.einsum("kij,klj->kil", product(p, D), D + 0 * p.inv)
    return found if each else _blend(p, found)


def _inverted(p: Pieces, M: Array) -> Array:
    return p.v.ar.solve(M[:, None], p.v.ar.eye(M.shape[-1]) + 0 * M)


VECTORS |= ON_A_LINE
TRANSPOSED = {f"({name})^T": name for name in ONE_WAY}  # the name of a transpose: that of the matrix
MATRICES: dict[str, Feature] = {
    **ONE_WAY,
    **SYMMETRIC,
    **{name: _transposed(ONE_WAY[of]) for name, of in TRANSPOSED.items()},
    "jacobian_do": _constant(lambda p: slopes(p)[0]),
    "sum_k pi_k B_k": _constant(lambda p: p.v.ar.einsum("k,kij->ij", p.v.w, slopes(p))),
    "sum_k r_k Cov[x1 | x, k]": lambda p: _within(p, 0, 1),
    "sum_k r_k Cov[x1 - x0 | x, k]": lambda p: _within(p, p.path[2], p.path[3]),
    "denoiser_covariance": lambda p: _within(p, 0, 1) + _between(p, ends(p)[1]),
    "residual_covariance": lambda p: _within(p, p.path[2], p.path[3]) + _between(p, velocities(p)),
    BETWEEN: lambda p: _between(p, ends(p)[1]),
    "Cov[x1 | x_t] + Cov[x0 | x_t]": lambda p: (
        _within(p, 0, 1) + _between(p, ends(p)[1]) + _within(p, 1, 0) + _between(p, ends(p)[0])
    ),
    "the spread of the v_k between components": lambda p: _between(p, velocities(p)),
    "E[x1|x] E[x1|x]^T": lambda p: _square(p, mean(p, ends(p)[1])),
    "E[x0|x] E[x0|x]^T": lambda p: _square(p, mean(p, ends(p)[0])),
    "sum_k r_k Sigma_k S_k^-1 Sigma_0": lambda p: _blend(p, p.v.ar.einsum("kij,jl->kil", product(p, p.v.C), p.v.S0)),
    "Cov[x1], unconditional": _constant(of_data),
    "the unconditional covariance of a'x0 + b'x1": _constant(
        lambda p: p.path[2] * p.path[2] * p.v.S0 + p.path[3] * p.path[3] * of_data(p)
    ),
    "sum_k r_k S_k": lambda p: _blend(p, p.v.ar.solve(p.inv[:, None], p.v.ar.eye(p.x.shape[-1]) + 0 * p.inv)),
    **{f"jacobian_do[{k}]": _constant(partial(_held, k)) for k in (1, 2)},
    "jacobian_gram": lambda p: p.v.ar.einsum("nik,njk->nij", jacobian(p), jacobian(p)),
    "(sum_k r_k Cov[x1 | x, k]^-1)^-1, a mean of precisions": lambda p: _inverted(
        p, _blend(p, _inverted(p, _within(p, 0, 1, each=True)))
    ),
    "J^T J": lambda p: p.v.ar.einsum("nji,njk->nik", jacobian(p), jacobian(p)),
    "J^2": lambda p: p.v.ar.einsum("nij,njk->nik", jacobian(p), jacobian(p)),
    "u u^T": lambda p: _square(p, mean(p, velocities(p))),
}
