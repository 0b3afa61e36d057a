"""Features by shape: gradients, components and numbers beside the vectors and matrices, and what the right coefficients are."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from analytic.arithmetic import Array
from verify.derivations.diagnosis.features import (
    BETWEEN,
    CK,
    CSC,
    ENDS1,
    MATRICES,
    MC,
    MS,
    ONE_WAY,
    S0,
    SECOND,
    SYMMETRIC,
    VECTORS,
    XT,
    C,
    Feature,
    M,
    X,
    mean_score,
    slopes,
    velocities,
)
from verify.derivations.diagnosis.moments import COVARIANCES, MEANS, POOLED, SPREAD, quotient
from verify.derivations.diagnosis.of_jacobian import OF_JACOBIAN
from verify.derivations.diagnosis.pieces import Pieces

Coefficient = Callable[[Any, Any, Any, Any], Any]

GRADIENTS: dict[str, Feature] = {  # (n, K, d)
    "responsibility_gradients": lambda p: p.r[..., None] * (-p.g - mean_score(p)[:, None]),
    "r_k s_k": lambda p: -p.r[..., None] * p.g,
    "r_k (1 - r_k) s_k": lambda p: -(p.r * (1 - p.r))[..., None] * p.g,
    "r_k sbar": lambda p: p.r[..., None] * mean_score(p)[:, None],
    "r_k sum_j pi_j s_j": lambda p: -p.r[..., None] * p.v.ar.einsum("k,nki->ni", p.v.w, p.g)[:, None],
    "r_k sum_j s_j": lambda p: -p.r[..., None] * p.v.ar.einsum("nki->ni", p.g)[:, None],
    "pi_k s_k": lambda p: -p.v.w[:, None] * p.g,
    "pi_k (s_k - sbar)": lambda p: p.v.w[:, None] * (-p.g - mean_score(p)[:, None]),
    "s_k": lambda p: -p.g,
    "s_k - sbar": lambda p: -p.g - mean_score(p)[:, None],
    "r_k^2 s_k": lambda p: -(p.r * p.r)[..., None] * p.g,
    "v_k": velocities,
    "r_k e_k": lambda p: p.r[..., None] * p.e,
}
COMPONENTS: dict[str, Feature] = {  # (n, K)
    "responsibilities": lambda p: p.r,
    "1": lambda p: 0 * p.r + 1,
    "pi_k": lambda p: 0 * p.r + p.v.w,
    "log r_k": lambda p: p.v.ar.log(p.r),
    "r_k^2": lambda p: p.r * p.r,
    "log (pi_k N_k)": lambda p: p.logits,
    "pi_k N_k (2 pi)^(d/2)": lambda p: p.v.ar.exp(p.logits),
    "pi_k r_k": lambda p: p.r * p.v.w,
    "r_k/pi_k": lambda p: p.r / p.v.w,
}


def _normal(p: Pieces) -> Any:
    return p.x.shape[-1] * p.v.ar.log(2 * p.v.ar.pi()) / 2


def _logs(p: Pieces) -> Array:
    """log(pi_k N_k), (n, K)."""
    return p.logits - _normal(p)


def _trace(f: Feature) -> Feature:
    return lambda p: p.v.ar.einsum("nii->n", f(p))


def log_density(p: Pieces) -> Array:
    return p.v.ar.logsumexp(p.logits) - _normal(p)


def _like(value: Callable[[Pieces], Any]) -> Feature:
    """A number of the law, at every point."""
    return lambda p: 0 * p.x[:, 0] + value(p)


def _quadratic(p: Pieces) -> Array:
    return p.v.ar.einsum("nki,nki->nk", p.e, p.g)


NUMBERS: dict[str, Feature] = {  # of changes of variables, and parts of a Gaussian's log density
    "d log t": _like(lambda p: len(p.v.m0) * p.v.ar.log(p.path[1])),
    "d log(1 - t)": _like(lambda p: len(p.v.m0) * p.v.ar.log(p.path[0])),
    "log t": _like(lambda p: p.v.ar.log(p.path[1])),
    "log(1 - t)": _like(lambda p: p.v.ar.log(p.path[0])),
    "log det Sigma_0": _like(lambda p: p.v.ar.logdet(p.v.S0)),
    "sum_k pi_k log det Sigma_k": _like(lambda p: p.v.ar.einsum("k,k->", p.v.w, p.v.ar.logdet(p.v.C))),
    "sum_k r_k log det S_k": lambda p: -p.v.ar.einsum("nk,k->n", p.r, p.v.ar.logdet(p.inv)),
    "sum_k pi_k log det S_k": _like(lambda p: -p.v.ar.einsum("k,k->", p.v.w, p.v.ar.logdet(p.inv))),
    "sum_k r_k e_k^T S_k^-1 e_k": lambda p: p.v.ar.einsum("nk,nk->n", p.r, _quadratic(p)),
    "sum_k pi_k e_k^T S_k^-1 e_k": lambda p: p.v.ar.einsum("k,nk->n", p.v.w, _quadratic(p)),
    "sum_k r_k log pi_k": lambda p: p.v.ar.einsum("nk,k->n", p.r, p.v.ar.log(p.v.w)),
    "log K": _like(lambda p: p.v.ar.log(p.v.ar.array(len(p.v.w)))),
    "K": _like(lambda p: p.v.ar.array(len(p.v.w))),
}
SCALARS: dict[str, Feature] = {
    "log_density": log_density,
    "divergence": _trace(ONE_WAY["jacobian"]),
    "density": lambda p: p.v.ar.exp(log_density(p)),
    "d log(2 pi)/2": lambda p: 0 * p.x[:, 0] + _normal(p),
    "1": lambda p: 0 * p.x[:, 0] + 1,
    "d": lambda p: 0 * p.x[:, 0] + p.x.shape[-1],
    **{f"tr of {name}": _trace(f) for name, f in {**ONE_WAY, **SYMMETRIC}.items() if name != "jacobian"},
    "sum_k pi_k tr B_k": lambda p: 0 * p.x[:, 0] + p.v.ar.einsum("k,kii->", p.v.w, slopes(p)),
    "d tr A/tr S, a quotient of traces": lambda p: p.x.shape[-1] * p.v.ar.einsum("nk,k->n", p.r, quotient(p)),
    "sum of all entries of the Jacobian": lambda p: p.v.ar.einsum("nij->n", ONE_WAY["jacobian"](p)),
    "sum_k r_k log(pi_k N_k)": lambda p: p.v.ar.einsum("nk,nk->n", p.r, _logs(p)),
    "sum_k pi_k log(pi_k N_k)": lambda p: p.v.ar.einsum("k,nk->n", p.v.w, _logs(p)),
    "sum_k log(pi_k N_k)": lambda p: p.v.ar.einsum("nk->n", _logs(p)),
    "sum_k r_k log N_k": lambda p: p.v.ar.einsum("nk,nk->n", p.r, _logs(p) - p.v.ar.log(p.v.w)),
    "sum_k pi_k log N_k": lambda p: p.v.ar.einsum("k,nk->n", p.v.w, _logs(p) - p.v.ar.log(p.v.w)),
    "log N_1, the first component's": lambda p: (_logs(p) - p.v.ar.log(p.v.w))[:, 0],
    "|x|^2": lambda p: p.v.ar.einsum("ni,ni->n", p.x, p.x),
    "|u|^2": lambda p: p.v.ar.einsum("ni,ni->n", VECTORS["velocity"](p), VECTORS["velocity"](p)),
    "u . score": lambda p: p.v.ar.einsum("ni,ni->n", VECTORS["velocity"](p), mean_score(p)),
    **NUMBERS,
    "|score|^2": lambda p: p.v.ar.einsum("ni,ni->n", mean_score(p), mean_score(p)),
}


class Family(StrEnum):
    """Quantities of one shape; a constant one is the same at every point."""

    VECTOR = "vector"
    MATRIX = "matrix"
    GRADIENT = "gradient"
    COMPONENT = "component"
    SCALAR = "scalar"
    CONSTANT_MATRIX = "constant matrix"
    CONSTANT_VECTOR = "constant vector"
    CONSTANT = "constant"
    OTHER = "other"


CONSTANT = frozenset({Family.CONSTANT_MATRIX, Family.CONSTANT_VECTOR, Family.CONSTANT})
# FAMILIES[shape][name](pieces) is an array of that shape
FAMILIES: Mapping[str, Mapping[str, Feature]] = {
    Family.VECTOR: VECTORS | OF_JACOBIAN,
    Family.MATRIX: MATRICES,
    Family.GRADIENT: GRADIENTS,
    Family.COMPONENT: COMPONENTS,
    Family.SCALAR: SCALARS,
    Family.CONSTANT_VECTOR: MEANS,
    Family.CONSTANT_MATRIX: COVARIANCES,
}
DIFFUSED, STEERED = "g^2/2 times the score", "w times the classifier gradient"
_BURES: Mapping[str, Coefficient] = {
    "tr S0": lambda a, b, da, db: 1,
    "tr S1": lambda a, b, da, db: 1,
    "tr (S0^1/2 S1 S0^1/2)^1/2": lambda a, b, da, db: -2,
}
# DECOMPOSED[quantity][term]: the coefficient, a function of a, b, a', b', that the term has in the quantity when it is right
DECOMPOSED: Mapping[str, Mapping[str, Coefficient]] = {
    "velocity": {
        M: lambda a, b, da, db: db,
        "mu_0": lambda a, b, da, db: da,
        C: lambda a, b, da, db: b * db,
        S0: lambda a, b, da, db: a * da,
        X: lambda a, b, da, db: da * b,
        XT: lambda a, b, da, db: a * db,
    },
    "denoiser": {M: lambda a, b, da, db: 1, C: lambda a, b, da, db: b, XT: lambda a, b, da, db: a},
    "noise": {"mu_0": lambda a, b, da, db: 1, S0: lambda a, b, da, db: a, X: lambda a, b, da, db: b},
    "jacobian": {
        MC: lambda a, b, da, db: b * db,
        MS: lambda a, b, da, db: a * da,
        SECOND: lambda a, b, da, db: 1,
    },
    "denoiser_jacobian": {MC: lambda a, b, da, db: b, ENDS1: lambda a, b, da, db: 1},
    "blend": {MC: lambda a, b, da, db: b * db, MS: lambda a, b, da, db: a * da},
    "denoiser_covariance": {
        CK: lambda a, b, da, db: 1,
        CSC: lambda a, b, da, db: -b * b,
        BETWEEN: lambda a, b, da, db: 1,
    },
    "score_jacobian": {"sum_k r_k S_k^-1": lambda a, b, da, db: -1, "sum_k s_k (grad r_k)^T": lambda a, b, da, db: 1},
    "mean": {"mu_0": lambda a, b, da, db: a, "sum_k pi_k mu_k": lambda a, b, da, db: b},
    "covariance": {
        "Sigma_0": lambda a, b, da, db: a * a,
        POOLED: lambda a, b, da, db: b * b,
        SPREAD: lambda a, b, da, db: b * b,
        "Cov[x0, x1] + Cov[x1, x0]": lambda a, b, da, db: a * b,
    },
    "sde_drift": {"velocity": lambda a, b, da, db: 1, DIFFUSED: lambda a, b, da, db: 1},
    "noising_sde_drift": {"velocity": lambda a, b, da, db: 1, DIFFUSED: lambda a, b, da, db: -1},
    "guided_score": {"score": lambda a, b, da, db: 1, STEERED: lambda a, b, da, db: 1},
    "distance2": {"|mu_0 - mu_1|^2": lambda a, b, da, db: 1, **_BURES},
    "bures_distance2": _BURES,
    "responsibility_gradients": {"r_k s_k": lambda a, b, da, db: 1, "r_k sbar": lambda a, b, da, db: -1},
}
