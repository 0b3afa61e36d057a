"""Eigenvalues in float64, multiple ones too."""

import numpy as np

from analytic.arithmetic import Array


def eigenvalues(T: Array) -> list[tuple[complex, float]]:
    """Those of T, the split ones as their mean, each with how far rounding can have moved it.

    No m-fold one moves beyond |T| (d 2^-52)^(1/d). A mean at which T - v I is not singular is none: its members
    are, or ValueError.
    """
    from scipy import linalg

    v, left, right = linalg.eig(T, left=True, right=True)
    unit, size = len(v) * 2.0**-52, float(np.linalg.norm(T, 2))
    reach = size * np.minimum(unit / np.maximum(abs((left.conj() * right).sum(0)), unit), unit ** (1 / len(v)))
    near = abs(v[:, None] - v) <= 2 * np.minimum(reach[:, None], reach)  # each moved towards the other
    found: list[tuple[complex, float]] = []
    for group in np.unique(np.linalg.matrix_power(near, len(v)), axis=0):
        mean = v[group].mean()
        if _misses(T, mean) <= 8 * unit * size:  # 8: LAPACK's own error
            found.append((complex(mean), float(reach[group].max())))
            continue
        if (off := max(_misses(T, one) for one in v[group])) > 8 * unit * size:
            raise ValueError(
                f"an eigenvalue misses its equation by {off:.3g}, rounding explains {8 * unit * size:.3g}: use digits or balls"
            )
        found += zip(v[group].tolist(), reach[group].tolist(), strict=True)
    return found


def _misses(T: Array, v: complex) -> float:
    """How near T is to a matrix with this eigenvalue: the least singular value of T - v I."""
    return float(np.linalg.svd(T - v * np.eye(len(T)), compute_uv=False)[-1])
