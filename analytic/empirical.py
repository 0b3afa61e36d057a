"""Finite data: the velocity that memorises them, its score, its Jacobian whole or along directions, and when it chooses a point.

    x0 ~ N(0, I),   x1 one of N points x_i with weights p_i,   x_t = (1 - t) x0 + t x1
    w_i = P(x1 = x_i | x_t = x) ~ p_i exp(-|x - t x_i|^2/(2 (1 - t)^2)),   v = E[x1 - x0 | x_t = x] = sum_i w_i (x_i - x)/(1 - t)

Letters: ar arithmetic; y (N, d) points x_i; h (N,) half their squared norms; p (N,); x (..., d) any batch; t a number in [0, 1).
Points x are taken in blocks, so that the (block, N) weights stay below 2^23 numbers, or are those of one point: N = 60 000,
d = 784 needs little more than the data themselves; in float32 through the arithmetic torch(torch.float32). |x - t x_i|^2 is
multiplied out, which costs u t |x| |x_i|/(1 - t)^2 in the logarithms of the weights: float32 is too coarse for t very near 1.
Conditions: t < 1, where the velocity has a pole off the points. Errors: ValueError at the door (t = 1, NaN, points given twice).
Source: Bertrand et al. 2025; Gao and Li 2024; the collapse time is derived here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from analytic import door
from analytic._along import directions
from analytic._answers import finite
from analytic._shown import Shown
from analytic.arithmetic import Arithmetic, Array, Points, Time

HELD = 2**23  # weights at a time: 64 MiB in float64


@dataclass(frozen=True, eq=False, repr=False)
class Cloud(Shown):
    ar: Arithmetic
    y: Array  # (N, d)
    p: Array  # (N,)
    h: Array  # (N,), |y|^2/2


def cloud(ar: Arithmetic, points: Any, weights: Any = None) -> Cloud:
    """The points x_i, all different, with equal weights unless given."""
    y = door.array(ar, "points", points)
    if y.ndim != 2:
        raise ValueError(f"points have shape {tuple(y.shape)}: they must be (N, d)")
    N, d = y.shape
    door.dimensions(N=N, d=d)
    door.finite(ar, "points", y)
    if (twice := _twice(ar, points, y)) is not None:
        raise ValueError(f"points[{twice[0]}] and points[{twice[1]}] are the same: keep one of them and pass weights")
    p = ar.array([1] * N) / N if weights is None else door.array(ar, "weights", weights)
    door.shape("weights", p, (N,), "(N,)")
    if weights is not None:
        door.weights(ar, weights, p)
    return Cloud(ar, y, p, ar.einsum("ij,ij->i", y, y) / 2)


@finite
def weights(law: Cloud, t: Time, x: Points) -> Array:
    """w_i = p_i exp(-|x - t x_i|^2/(2 (1 - t)^2)) / sum_j ..., (..., N)."""
    t, x = _enter(law, t, x)
    return _over(lambda b: _weights(law, t, b), len(law.y), x)


@finite
def denoiser(law: Cloud, t: Time, x: Points) -> Array:
    """E[x1 | x_t = x] = sum_i w_i x_i, (..., d): inside the convex hull of the points."""
    t, x = _enter(law, t, x)
    return _over(lambda b: _weights(law, t, b) @ law.y, len(law.y), x)


@finite
def drift(law: Cloud, t: Time, x: Points) -> Array:
    """v = sum_i w_i (x_i - x)/(1 - t), (..., d)."""
    t, x = _enter(law, t, x)
    return (denoiser(law, t, x) - x) / (1 - t)


@finite
def score(law: Cloud, t: Time, x: Points) -> Array:
    """grad log p_t(x) = (t m - x)/(1 - t)^2, m = sum_i w_i x_i, (..., d)."""
    t, x = _enter(law, t, x)
    return (t * denoiser(law, t, x) - x) / ((1 - t) * (1 - t))


@finite
def jacobian(law: Cloud, t: Time, x: Points) -> Array:
    """dv/dx = t/(1 - t)^3 sum_i w_i (x_i - m)(x_i - m)^T - I/(1 - t), m = sum_i w_i x_i, (..., d, d), symmetric."""
    t, x = _enter(law, t, x)
    a, d = 1 - t, x.shape[-1]

    def spread(b: Array) -> Array:
        w = _weights(law, t, b)
        e = law.y - (w @ law.y)[..., None, :]  # (..., N, d)
        return law.ar.einsum("...ki,...kj->...ij", w[..., None] * e, e)

    return t / (a * a * a) * _over(spread, len(law.y) * d, x) - law.ar.eye(d) / a


@finite
def jvp(law: Cloud, t: Time, x: Points, z: Points) -> Array:
    """J z_j = t/(1 - t)^3 sum_i w_i (x_i - m) . z_j x_i - z_j/(1 - t), (..., m, d), J = dv/dx = J^T: O(N d) a direction.

    z (m, d): directions in rows, the same at all points; or (..., m, d), each point's own.
    """
    t, x = _enter(law, t, x)
    z, a = directions(law.ar, x, z), 1 - t
    shared, own = (None, (z,)) if z.ndim > x.ndim else (z @ law.y.T, ())

    def spread(b: Array, *z: Array) -> Array:
        w, g = _weights(law, t, b), _times(z[0], law.y.T) if z else shared  # x_i . z_j, (..., m, N)
        return _times(w[..., None, :] * (g - law.ar.einsum("...n,...mn->...m", w, g)[..., None]), law.y)

    return t / (a * a * a) * _over(spread, len(law.y) * (1 + z.shape[-2]), x, *own) - z / a


@finite
def divergence(law: Cloud, t: Time, x: Points) -> Array:
    """div v = t/(1 - t)^3 (sum_i w_i |x_i|^2 - |m|^2) - d/(1 - t), (...)."""
    t, x = _enter(law, t, x)
    a = 1 - t

    def spread(b: Array) -> Array:
        w = _weights(law, t, b)
        m = w @ law.y
        return 2 * (w @ law.h) - law.ar.einsum("...i,...i->...", m, m)

    return t / (a * a * a) * _over(spread, len(law.y), x) - x.shape[-1] / a


@finite
def collapse_time(ar: Arithmetic, N: Any, d: Any) -> Array:
    """t_c = q/(1 + q), q^2 = N^(2/d) - 1: before it the other N - 1 of N points of N(0, I_d) outweigh the own one.

    The other points' summed weight, averaged over them, is N (1 + q^2)^(-d/2) exp(-|x|^2/(2 ((1 - t)^2 + t^2))), q = t/(1 - t); the
    own weight is exp(-|x0|^2/2). At |x|^2 = d ((1 - t)^2 + t^2) and |x0|^2 = d the two are equal at t_c, to first order in 1/d.
    """
    N, d = door.array(ar, "N", N), door.array(ar, "d", d)
    door.positive(ar, "N - 1", N - 1)
    door.positive(ar, "d", d)
    q = ar.sqrt(ar.exp(2 * ar.log(N) / d) - 1)
    return q / (1 + q)


def _weights(law: Cloud, t: Array, x: Array) -> Array:
    """The part |x|^2/2 that all logarithms share is left out."""
    c = t / ((1 - t) * (1 - t))
    return law.ar.softmax((c * x) @ law.y.T + (law.ar.log(law.p) - c * t * law.h))


def _times(b: Array, M: Array) -> Array:
    """b M for all rows b in one product."""
    return (b.reshape(-1, M.shape[0]) @ M).reshape(*b.shape[:-1], M.shape[1])


def _over(f: Callable[..., Array], held: int, x: Array, *own: Array) -> Array:
    """f at the points x, and at what is each point's own, as many at a time as keep `held` numbers each below HELD in all."""
    most, flat = max(1, HELD // held), x.reshape(-1, x.shape[-1])
    if len(flat) <= most:
        return f(x, *own)
    parts = [flat, *(a.reshape(-1, *a.shape[x.ndim - 1 :]) for a in own)]
    first = f(*(a[:most] for a in parts))
    out = first[:1].repeat(len(flat), *(1,) * (first.ndim - 1)) if hasattr(first, "detach") else first[:1].repeat(len(flat), axis=0)
    for i in range(0, len(flat), most):
        out[i : i + most] = f(*(a[i : i + most] for a in parts)) if i else first
    return out.reshape(*x.shape[:-1], *first.shape[1:])


def _enter(law: Cloud, t: Time, x: Points) -> tuple[Array, Array]:
    t, x = door.batch(law.ar, t, x, law.y.shape[-1], one="a cloud takes one number t at a time")
    door.nonzero(law.ar, 1 - t, "t = 1: x_1 is one of the points, elsewhere the velocity has a pole; take t < 1")
    return t, x


def _twice(ar: Arithmetic, given: Any, y: Array) -> tuple[int, int] | None:
    """The first two indices of equal points: floats by their bytes, ints, Fractions and symbols by their values."""
    floats = ar.name in ("float64", "torch")
    values = ar.floats(y) if floats else np.array(given, dtype=object)
    first: dict[int, int] = {}
    for i, row in enumerate(values):
        j = first.setdefault(hash((row + 0.0).tobytes() if floats else tuple(row)), i)  # + 0.0: -0.0 is 0.0
        if j != i and bool((values[j] == row).all()):
            return j, i
    return None
