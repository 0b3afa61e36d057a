"""Distribution functions of a mixture on a line, right and as people write them."""

from collections.abc import Callable
from typing import Any

from analytic.arithmetic import Array
from verify.derivations.diagnosis.pieces import Pieces


def _averaged_cdf(p: Pieces, weights: Array, power: int = 1, stretch: Any = 1) -> Array:
    """sum_k weights_k Phi(stretch e_k/sigma_k^power), on a line."""
    if p.x.shape[-1] > 1:
        raise ValueError("a distribution function is of a line")
    ar, e, precision = p.v.ar, p.e[..., 0], p.inv[:, 0, 0]
    z = ar.array(stretch) * e * (ar.sqrt(precision) if power == 1 else precision if power == 2 else 1)
    return ar.einsum("nk,nk->n", weights + 0 * p.r, ar.erfc(-z / ar.sqrt(ar.array(2))) / 2)[:, None]


def _line(p: Pieces, value: Callable[[], Array]) -> Array:
    if p.x.shape[-1] > 1:
        raise ValueError("of a line")
    return value()[:, None]


ON_A_LINE: dict[str, Callable[[Pieces], Array]] = {
    "cdf": lambda p: _averaged_cdf(p, p.v.w),
    "sum_k r_k Phi(e_k/sigma_k), the posterior weights for the prior ones": lambda p: _averaged_cdf(p, p.r),
    "sum_k pi_k Phi(e_k/sigma_k^2), divided by the variance, not by the standard deviation": lambda p: _averaged_cdf(p, p.v.w, 2),
    "sum_k pi_k Phi(e_k), not standardised": lambda p: _averaged_cdf(p, p.v.w, 0),
    "sum_k Phi(e_k/sigma_k)/K, without the weights": lambda p: _averaged_cdf(p, 1 / p.v.ar.array(len(p.v.w))),
    "sum_k pi_k Phi(2 e_k/sigma_k)": lambda p: _averaged_cdf(p, p.v.w, 1, 2),
    "sum_k pi_k Phi(sqrt(2) e_k/sigma_k): erf without its sqrt(2)": lambda p: _averaged_cdf(
        p, p.v.w, 1, p.v.ar.sqrt(p.v.ar.array(2))
    ),
    "the density p_t(x)": lambda p: _line(p, lambda: p.v.ar.exp(p.v.ar.logsumexp(p.logits)) / p.v.ar.sqrt(2 * p.v.ar.pi())),
}
