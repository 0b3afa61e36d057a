"""What the code published with Causality-Delta computes where it departs from the paper, written anew from its description.

Its slope is A_k = t C_k S_k^-1 in place of Eq. (3)'s (t C_k - (1 - t) S0) S_k^-1, S_k = (1 - t)^2 S0 + t^2 C_k: the x0 part
of the velocity is missing, as if a' were 0. So its "drift" is E[x1 | x_t] - m0, the denoiser less a constant, and everything
below follows. On the linear path its Jacobian is I + (1 - t) J, and every gap between its Jacobians is (1 - t) times the true one.
"""

from dataclasses import replace
from typing import Any

from analytic import mixture
from analytic.arithmetic import Array
from analytic.mixture import Mixture


def drift(mix: Mixture, t: Any, x: Any) -> Array:
    """E[x1 | x_t = x] - m0, (..., d)."""
    return mixture.denoiser(mix, t, x) - mix.m0


def jacobian(mix: Mixture, t: Any, x: Any) -> Array:
    """sum_k r_k A_k + sum_k v_k (dr_k/dx)^T, (..., d, d)."""
    return mixture.jacobian(_without_source(mix), t, x)


def blend(mix: Mixture, t: Any, x: Any) -> Array:
    """sum_k r_k A_k, (..., d, d): what the published code calls the Jacobian under intervention."""
    return mixture.blend(_without_source(mix), t, x)


def jacobian_do(mix: Mixture, t: Any, x: Any, k: int) -> Array:
    """A_k, (..., d, d)."""
    return mixture.jacobian_do(_without_source(mix), t, x, k)


def line_drift(mix: Mixture, t: Any, x: Any) -> Array:
    """(2t - 1)/((1 + t)^2 + t^2) x: drawn as the analytic field of Fig. 1; the paper's own has (1 - t)^2."""
    return (2 * t - 1) / ((1 + t) ** 2 + t**2) * x


def _without_source(mix: Mixture) -> Mixture:
    """The same law of x_t, with a' = 0 and b' = 1."""

    def path(ar: Any, t: Any) -> Any:
        a, b, _, _ = mix.path(ar, t)
        return a, b, 0 * t, 0 * t + 1

    return replace(mix, path=path)
