"""Features by shape: gradients, components and numbers beside the vectors and matrices, and what the right coefficients are."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from analytic.arithmetic import Array
from verify.derivations.diagnosis.features import (
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
from verify.derivations.diagnosis.pieces import Pieces

Coefficient = Callable[[Any, Any, Any, Any], Any]

GRADIENTS: dict[str, Feature] = {  # (n, K, d)
    "responsibility_gradients": lambda p: p.r[..., None] * (-p.g - mean_score(p)[:, None]),
    "r_k s_k": lambda p: -p.r[..., None] * p.g,
    "r_k (1 - r_k) s_k": lambda p: -(p.r * (1 - p.r))[..., None] * p.g,
    "r_k sbar": lambda p: p.r[..., None] * mean_score(p)[:, None],
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


def _trace(f: Feature) -> Feature:
    return lambda p: p.v.ar.einsum("nii->n", f(p))


def log_density(p: Pieces) -> Array:
    return p.v.ar.logsumexp(p.logits) - _normal(p)


SCALARS: dict[str, Feature] = {
    "log_density": log_density,
    "divergence": _trace(ONE_WAY["jacobian"]),
    "density": lambda p: p.v.ar.exp(log_density(p)),
    "d log(2 pi)/2": lambda p: 0 * p.x[:, 0] + _normal(p),
    "1": lambda p: 0 * p.x[:, 0] + 1,
    "d": lambda p: 0 * p.x[:, 0] + p.x.shape[-1],
    **{f"tr of {name}": _trace(f) for name, f in {**ONE_WAY, **SYMMETRIC}.items() if name != "jacobian"},
    "sum_k pi_k tr B_k": lambda p: 0 * p.x[:, 0] + p.v.ar.einsum("k,kii->", p.v.w, slopes(p)),
    "sum of all entries of the Jacobian": lambda p: p.v.ar.einsum("nij->n", ONE_WAY["jacobian"](p)),
    "sum_k r_k log(pi_k N_k)": lambda p: p.v.ar.einsum("nk,nk->n", p.r, p.logits),
    "sum_k pi_k log(pi_k N_k)": lambda p: p.v.ar.einsum("k,nk->n", p.v.w, p.logits),
    "sum_k log(pi_k N_k)": lambda p: p.v.ar.einsum("nk->n", p.logits),
    "|x|^2": lambda p: p.v.ar.einsum("ni,ni->n", p.x, p.x),
    "|u|^2": lambda p: p.v.ar.einsum("ni,ni->n", VECTORS["velocity"](p), VECTORS["velocity"](p)),
    "u . score": lambda p: p.v.ar.einsum("ni,ni->n", VECTORS["velocity"](p), mean_score(p)),
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
    Family.VECTOR: VECTORS,
    Family.MATRIX: MATRICES,
    Family.GRADIENT: GRADIENTS,
    Family.COMPONENT: COMPONENTS,
    Family.SCALAR: SCALARS,
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
    "blend": {MC: lambda a, b, da, db: b * db, MS: lambda a, b, da, db: a * da},
    "responsibility_gradients": {"r_k s_k": lambda a, b, da, db: 1, "r_k sbar": lambda a, b, da, db: -1},
}
