"""What the mean and the covariance of x_t are put together from, and numbers of a law: the same at every point."""

from typing import Any

from analytic.arithmetic import Array
from verify.derivations.diagnosis.features import Feature
from verify.derivations.diagnosis.pieces import Pieces

POOLED, SPREAD = "sum_k pi_k Sigma_k", "sum_k pi_k (mu_k - mu)(mu_k - mu)^T, mu = sum_k pi_k mu_k"


def _mean(p: Pieces) -> Array:
    return p.v.ar.einsum("k,ki->i", p.v.w, p.v.m)


def _mean_t(p: Pieces) -> Array:
    return p.path[0] * p.v.m0 + p.path[1] * _mean(p)


def _pooled(p: Pieces) -> Array:
    return p.v.ar.einsum("k,kij->ij", p.v.w, p.v.C)


def _dyad(p: Pieces, v: Array) -> Array:
    return p.v.ar.einsum("i,j->ij", v, v)


def _spread(p: Pieces, weighted: bool = True) -> Array:
    ar, e = p.v.ar, p.v.m - _mean(p)
    return ar.einsum("k,ki,kj->ij", p.v.w if weighted else 0 * p.v.w + 1, e, e)


def _inverse(p: Pieces, S: Array) -> Array:
    eye = p.v.ar.eye(S.shape[-1]) + 0 * S
    return p.v.ar.solve(S[..., None, :, :] if S.ndim == 3 else S, eye)


def _cross(p: Pieces) -> Any:
    return 0 * p.v.S0 if p.v.X is None else p.v.X + p.v.X.T


def quotient(p: Pieces) -> Array:
    """tr A_k/tr S_k, with A_k = a a' Sigma_0 + b b' Sigma_k."""
    (a, b, da, db), v, eye = p.path, p.v, p.v.ar.eye(p.x.shape[-1])
    S = v.ar.solve(p.inv[:, None], eye + 0 * p.inv)
    return v.ar.einsum("kii->k", a * da * v.S0 + b * db * v.C) / v.ar.einsum("kii->k", S)


MEANS: dict[str, Feature] = {  # (d,)
    "mean": _mean_t,
    "mu_0": lambda p: p.v.m0,
    "sum_k pi_k mu_k": _mean,
    "sum_k mu_k": lambda p: p.v.ar.einsum("ki->i", p.v.m),
    "sum_k mu_k/K": lambda p: p.v.ar.einsum("ki->i", p.v.m) / p.v.ar.array(len(p.v.m)),
    "mu_1, of the first component": lambda p: p.v.m[0],
    "the diagonal of sum_k pi_k Sigma_k": lambda p: p.v.ar.einsum("ii->i", _pooled(p)),
    "1": lambda p: 0 * p.v.m0 + 1,
}
COVARIANCES: dict[str, Feature] = {  # (d, d)
    "covariance": lambda p: p.v.ar.einsum("k,kij->ij", p.v.w, _inverse(p, p.inv)) + p.path[1] * p.path[1] * _spread(p),
    "Sigma_0": lambda p: p.v.S0,
    POOLED: _pooled,
    SPREAD: _spread,
    "Cov[x0, x1] + Cov[x1, x0]": _cross,
    "I": lambda p: p.v.ar.eye(len(p.v.m0)) + 0 * p.v.S0,
    "E[x_t] E[x_t]^T": lambda p: _dyad(p, _mean_t(p)),
    "E[x1] E[x1]^T": lambda p: _dyad(p, _mean(p)),
    "mu_0 mu_0^T": lambda p: _dyad(p, p.v.m0),
    "sum_k pi_k mu_k mu_k^T": lambda p: p.v.ar.einsum("k,ki,kj->ij", p.v.w, p.v.m, p.v.m),
    "sum_k (mu_k - mu)(mu_k - mu)^T, without weights": lambda p: _spread(p, False),
    "sum_k pi_k^2 Sigma_k": lambda p: p.v.ar.einsum("k,kij->ij", p.v.w * p.v.w, p.v.C),
    "sum_k Sigma_k": lambda p: p.v.ar.einsum("kij->ij", p.v.C),
    "sum_k Sigma_k/K": lambda p: p.v.ar.einsum("kij->ij", p.v.C) / p.v.ar.array(len(p.v.w)),
    "(sum_k pi_k Sigma_k^-1)^-1, a mean of precisions": lambda p: _inverse(
        p, p.v.ar.einsum("k,kij->ij", p.v.w, _inverse(p, p.v.C))
    ),
    "sum_k pi_k Sigma_k^-1": lambda p: p.v.ar.einsum("k,kij->ij", p.v.w, _inverse(p, p.v.C)),
    "Sigma_0^-1": lambda p: _inverse(p, p.v.S0),
    "sum_k pi_k S_k^-1": lambda p: p.v.ar.einsum("k,kij->ij", p.v.w, p.inv),
    "(sum_k pi_k S_k^-1)^-1, a mean of precisions": lambda p: _inverse(p, p.v.ar.einsum("k,kij->ij", p.v.w, p.inv)),
}
