"""Weights of losses: one prediction's squared error in another's, losses per unit of log SNR, which times to draw.

    x_t = a x0 + b x1:   p - p^ = f_p (x1 - x1^)/a^2 at fixed (t, x_t),   |p - p^|^2 = (f_p/f_q)^2 |q - q^|^2

    p       data x1   noise x0   velocity a'x0 + b'x1   v = b x0 - a x1   score -(x0 - m0)/a
    f_p     a^2       -a b       a (a b' - a' b)        -a (a^2 + b^2)    b

Letters: ar arithmetic; path gives a, b, a', b'; SNR = b^2/a^2; s0, s1 standard deviations of independent ends on a line, linear
path; e (..., d) an error. t in [0, 1], a number or one for each point; answers have its shape.
Conditions: a > 0, and the error f_q of what is weighed is not zero, at t; the score is that of a source N(m0, I). Errors:
ValueError at the door. Source: Salimans and Ho 2022 (v); Hang et al. 2023 (min-SNR); Kingma and Gao 2023 (weights of log SNR).
"""

from typing import Any

from analytic import door
from analytic._answers import finite
from analytic.arithmetic import Arithmetic, Array, Points, Time
from analytic.options import known
from analytic.path import Path

PREDICTIONS = ("data", "noise", "velocity", "v", "score")


@finite
def weight(ar: Arithmetic, path: Path, t: Time, of: str, to: str) -> Array:
    """c = (f_of/f_to)^2, (...): |of - of^|^2 = c |to - to^|^2, so c times the loss of `to` is the loss of `of`."""
    f, of, to = _errors(ar, path, t), known("of", of, PREDICTIONS), known("to", to, PREDICTIONS)
    door.nonzero(ar, f[to], f"an error of {to} is zero here, whatever x1 is taken for: move t away from the end")
    return (f[of] / f[to]) ** 2


@finite
def snr(ar: Arithmetic, path: Path, t: Time) -> Array:
    """SNR = b^2/a^2, (...)."""
    a, b, _, _ = _path(ar, path, t)
    return b * b / (a * a)


@finite
def min_snr(ar: Arithmetic, path: Path, t: Time, g: Any, of: str) -> Array:
    """min(SNR, g) (f_data/f_of)^2, (...), g > 0: this times the loss of `of` is min(SNR, g) |x1 - x1^|^2.

    For v on a variance preserving path, a^2 + b^2 = 1, it is min(SNR, g)/(SNR + 1).
    """
    a, b, _, _ = _path(ar, path, t)
    g = door.number(ar, "g", g)
    door.positive(ar, "g", g)
    p, q = b * b, g * a * a
    return 2 * g * p / (p + q + abs(p - q)) * weight(ar, path, t, "data", of)  # p q/max(p, q) = min(p, q)


@finite
def log_snr_weight(ar: Arithmetic, path: Path, t: Time, of: str) -> Array:
    """w = (f_of/f_noise)^2/(d log SNR/dt), (...): int |of - of^|^2 dt = int w |x0 - x0^|^2 d(log SNR).

    d log SNR/dt = 2 (a b' - a' b)/(a b). Of the velocity w = (a b' - a' b) SNR^-1/2/2, on the linear path SNR^-1/2/2.
    """
    a, b, da, db = _path(ar, path, t)
    rate = a * db - da * b
    door.nonzero(ar, rate, "SNR does not change here: no time is left of a unit of log SNR")
    return a * b / (2 * rate) * weight(ar, path, t, of, "noise")


@finite
def time_density(ar: Arithmetic, s0: Any, s1: Any, t: Time) -> Array:
    """q = V^1/2/int V^1/2 dt, V = s0^2 s1^2/S_t the residual, (...): the density of t for the least gradient noise.

    q = r/(S_t^1/2 log((r + s0)(r + s1)/(s0 s1))), r^2 = s0^2 + s1^2, S_t = (1 - t)^2 s0^2 + t^2 s1^2.
    """
    s0, s1, r, length = _line(ar, s0, s1)
    t = door.times(ar, t)
    return r / (length * ar.sqrt((1 - t) ** 2 * s0 * s0 + t * t * s1 * s1))


@finite
def least_noise(ar: Arithmetic, s0: Any, s1: Any) -> Array:
    """4 (int V^1/2 dt)^2 = (2 s0 s1/r log((r + s0)(r + s1)/(s0 s1)))^2, r^2 = s0^2 + s1^2.

    The least E|grad/q|^2 over densities q of t, grad = 2 (v(x_t) - (x1 - x0)) the gradient by a shift of the best velocity.
    """
    s0, s1, r, length = _line(ar, s0, s1)
    return (2 * s0 * s1 / r * length) ** 2


@finite
def adaptive_gradient(ar: Arithmetic, e: Points, c: Any, p: Any) -> Array:
    """2 e/(|e|^2 + c)^p, (..., d): the gradient by e of |e|^2/sg(|e|^2 + c)^p, sg held fixed. For p = 1 that of log(|e|^2 + c)."""
    e, c, p = door.points(ar, "e", e, None), door.number(ar, "c", c), door.number(ar, "p", p)
    door.positive(ar, "c", c, strict=False)
    if not e.ndim:
        raise ValueError(f"e has shape {tuple(e.shape)}: it must be (..., d), errors in rows")
    square = ar.einsum("...i,...i->...", e, e) + c
    door.nonzero(ar, square, "e = 0 and c = 0: the weight is infinite there; take c > 0")
    return 2 * e * ar.array(ar.exp(-p * ar.log(square)))[..., None]


def _path(ar: Arithmetic, path: Path, t: Time) -> tuple[Array, Array, Array, Array]:
    a, b, da, db = path(ar, door.times(ar, t))
    door.nonzero(ar, a, "a = 0: x_t does not know the noise; take t before the end")
    return a, b, da, db


def _errors(ar: Arithmetic, path: Path, t: Time) -> dict[str, Array]:
    """f_p of each prediction."""
    a, b, da, db = _path(ar, path, t)
    return dict(zip(PREDICTIONS, (a * a, -a * b, a * (a * db - da * b), -a * (a * a + b * b), b), strict=True))


def _line(ar: Arithmetic, s0: Any, s1: Any) -> tuple[Array, Array, Array, Array]:
    """s0, s1, r = (s0^2 + s1^2)^1/2 and r int S_t^-1/2 dt = asinh(s1/s0) + asinh(s0/s1)."""
    s0, s1 = door.number(ar, "s0", s0), door.number(ar, "s1", s1)
    door.positive(ar, "s0", s0)
    door.positive(ar, "s1", s1)
    r = ar.sqrt(s0 * s0 + s1 * s1)
    return s0, s1, r, ar.log((r + s0) * (r + s1) / (s0 * s1))
