"""S = E[J J^T] of y = features(phi_1(x0)), x0 ~ N(0, I): from wiggles J z, or from true rows of J; its correlation and deviations.

    S = E_{x0, z}[(J z)(J z)^T] = E_{x0}[J J^T],   z ~ N(0, I);      a unit direction u has E[u u^T] = I/d: S = d E[(J u)(J u)^T]
    Cov(y) <= S (Poincare), with equality exactly where y is affine in x0

Letters: w (N, k, ..., m) wiggles, k directions for each of N source points, seen through m features; rows (N, ..., m, D) rows of J,
D coordinates of x0; S (..., m, m). Further axes "..." are a batch, e.g. of pairs of features. What every estimate needs of a source
point is in `Points`: its probes stay together, for they share J and are no independent draws. Source: Causality-Delta, section 5.3.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analytic.door import count, member
from analytic.options import flag, known, one_of, positive

Array = NDArray[np.float64]
DIRECTIONS = ("gaussian", "unit")  # z ~ N(0, I), z/|z|


@dataclass(frozen=True)
class Points:
    """Sums over the probes that each source point keeps, divided by k: of 1, of w and of w w^T."""

    weight: Array  # (N,)
    first: Array  # (N, ..., m)
    second: Array  # (N, ..., m, m)

    def __len__(self) -> int:
        return len(self.weight)

    def keep(self, which: Any) -> "Points":
        return Points(self.weight[which], self.first[which], self.second[which])


def of_wiggles(w: Any, directions: str = "gaussian", d: int | None = None, keep: Any = None) -> Points:
    """w_n w_n^T averaged over the k directions of point n, times d for unit directions; `keep` (N, k) says which probes count."""
    w = numbers("wiggles", w, 3)
    if known("directions", directions, DIRECTIONS) == "unit":
        if d is None:
            raise ValueError("d is None: unit directions u have E[u u^T] = I/d, so give d, the number of coordinates of x0")
        w = w * np.sqrt(count("d", d, 1))
    kept = np.ones(w.shape[:2]) if keep is None else numbers("keep", keep, 1, flags=True)
    if kept.shape != w.shape[:2]:
        raise ValueError(
            f"keep has shape {kept.shape} for wiggles of shape {w.shape}: one entry per point and probe, {w.shape[:2]}"
        )
    k = w.shape[1]
    part = kept.reshape(*kept.shape, *[1] * (w.ndim - 2)) * w
    return Points(kept.sum(1) / k, part.sum(1) / k, np.moveaxis(part, 1, -1) @ np.moveaxis(w, 1, -2) / k)


def of_rows(rows: Any) -> Points:
    """J_n J_n^T: no noise of directions, whose mean E[J z] = 0 is exact."""
    rows = numbers("rows", rows, 3)
    return of_gram(rows @ rows.swapaxes(-1, -2))


def of_gram(gram: Any) -> Points:
    """The same from J_n J_n^T (N, ..., m, m)."""
    gram = numbers("gram", gram, 3)
    if gram.shape[-1] != gram.shape[-2]:
        raise ValueError(f"gram has shape {gram.shape}: J J^T is square, (N, ..., m, m); of_rows takes rows of J")
    return Points(np.ones(len(gram)), np.zeros(gram.shape[:-1]), gram)


def beside(points: Points, y: Any) -> Points:
    """S and Cov(y) as one batch (2, m, m), resampled together: y (N, m) are the features of the same source points.

    Read with `centred=True`, which leaves S as it is but for its centre, whose mean is 0.
    """
    one_of("points", points, Points)
    y = numbers("y", y, 2)
    if y.shape != points.first.shape or not (points.weight == 1).all():
        raise ValueError(
            f"y has shape {y.shape}, the points {points.first.shape}: give y of the same source points, all probes kept"
        )
    first, second = np.stack([points.first, y], 1), np.stack([points.second, np.einsum("ni,nj->nij", y, y)], 1)
    return Points(points.weight, first, second)


def second_moment(points: Any, centred: bool = False) -> Array:
    """S = sum_n w w^T / n, less the square of the mean where `centred`; (..., m, m). Wiggles of Gaussian directions, or Points."""
    p, centred = as_points(points), flag("centred", centred)
    one = np.ones((1, len(p)))
    return moments(p, one, centred)[0]


def moments(p: Points, counts: Array, centred: bool) -> Array:
    """The second moment with point n counted counts[b, n] times, (B, ..., m, m)."""
    total = counts @ p.weight
    S = (counts @ p.second.reshape(len(p), -1)).reshape(-1, *p.second.shape[1:])
    S = S / total.reshape(-1, *[1] * (S.ndim - 1))
    return S - outer(p, counts, total) if centred else S


def outer(p: Points, counts: Array, total: Array) -> Array:
    mean = (counts @ p.first.reshape(len(p), -1) / total[:, None]).reshape(-1, *p.first.shape[1:])
    return mean[..., :, None] * mean[..., None, :]


def correlation(S: Any) -> Array:
    """S_ij / sqrt(S_ii S_jj), (..., m, m); NaN where a feature does not move at all."""
    S = square(S)
    scale = deviations(S)
    with np.errstate(divide="ignore", invalid="ignore"):
        return S / (scale[..., :, None] * scale[..., None, :])


def deviations(S: Any) -> Array:
    """sqrt(S_ii), (..., m)."""
    S = square(S)
    return np.sqrt(np.einsum("...ii->...i", S))


def partial(S: Any, on: int) -> Array:
    """S_ij - S_ic S_cj / S_cc: that of each feature less its regression on feature c = `on`; row and column c vanish."""
    S = square(S)
    on = member("feature", on, S.shape[-1])
    return S - S[..., :, on, None] * S[..., None, on, :] / S[..., on, on, None, None]


def readings(w: Any, length: Any, step: float) -> Mapping[str, Array]:
    """Both readings of the paper from the same wiggles J z and the lengths |z| (N, k): {"text": S, "code": C}, each (m, m).

    text  E[(J z)(J z)^T]: not centred, Gaussian directions, divided by the step
    code  covariance of step J z/|z|: centred, unit directions, not divided

    C is step^2/d times S less the square of a mean that tends to 0, and weighs probe z by d/|z|^2, 1 within about sqrt(2/d). So
    the correlations agree for many probes in many dimensions; a threshold on |code| is one on |text| times step/sqrt(d).
    """
    w, length = numbers("wiggles", w, 3), numbers("length", length, 2)
    if w.ndim != 3 or length.shape != w.shape[:2]:
        raise ValueError(f"wiggles {w.shape} and lengths {length.shape}: (N, k, m) and (N, k) are needed")
    if not (length > 0).all():
        raise ValueError(f"the shortest direction has the length {length.min()}: each must be positive")
    step = positive("step", step)
    differences = (step * w / length[..., None]).reshape(-1, w.shape[-1])
    return {"text": second_moment(w), "code": np.atleast_2d(np.cov(differences.T))}


def as_points(data: Any) -> Points:
    return data if isinstance(data, Points) else of_wiggles(data)


def square(S: Any) -> Array:
    """A second moment (..., m, m); of what does not move it may hold NaN."""
    S = real("S", S)
    if S.ndim < 2 or S.shape[-1] != S.shape[-2]:
        raise ValueError(f"S has shape {S.shape}: a second moment is (..., m, m)")
    return S


def real(name: str, a: Any, flags: bool = False) -> Array:
    """A float64 array, made of real numbers only; of true and false too, where `flags`."""
    try:
        if isinstance(a, np.ma.MaskedArray):
            raise TypeError("a mask")
        found = np.asarray(a.detach().cpu() if hasattr(a, "detach") else a)
    except Exception as e:  # ragged lists, tensors without numbers, what has no value
        raise TypeError(f"{name} cannot become an array ({e}): give real numbers in rows of one length") from None
    if found.dtype.kind not in ("biuf" if flags else "iuf"):
        raise TypeError(f"{name} holds {found.dtype}: give real numbers in rows of one length")
    return np.asarray(found, dtype=float)


def numbers(name: str, a: Any, axes: int, flags: bool = False) -> Array:
    """A float64 array with at least `axes` axes, a source point at least, and every number finite."""
    a = real(name, a, flags)
    if a.ndim < axes or a.size == 0:
        raise ValueError(f"{name} has shape {a.shape}: {axes} axes or more are needed, none of them empty")
    if not (finite := np.isfinite(a)).all():
        n = np.argwhere(~finite)[0]
        raise ValueError(f"{name}{n.tolist()} is {a[tuple(n)]}: leave the source point out and say so, or find out why it diverges")
    return a
