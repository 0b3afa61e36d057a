"""Interpolation paths x_t = a x0 + b x1: each returns a, b and their derivatives a', b' in t, with the shape of t.

t = 0 is the source, t = 1 the data. Any function `(ar, t) -> (a, b, da, db)` is a path.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import wraps
from typing import Any

from analytic import door
from analytic._answers import finite
from analytic.arithmetic import Arithmetic, Array, Time

Path = Callable[[Arithmetic, Array], tuple[Array, Array, Array, Array]]


def linear(ar: Arithmetic, t: Array) -> tuple[Array, Array, Array, Array]:
    """a = 1 - t, b = t."""
    t = door.times(ar, t)
    return 1 - t, t, 0 * t - 1, 0 * t + 1


def trigonometric(ar: Arithmetic, t: Array) -> tuple[Array, Array, Array, Array]:
    """a = cos(pi t / 2), b = sin(pi t / 2)."""
    t, h = door.times(ar, t), ar.pi() / 2
    a, b = ar.cos(h * t), ar.sin(h * t)
    return a, b, -h * b, h * a


def variance_preserving(
    ar: Arithmetic, t: Array, low: Any = Fraction(1, 10), high: Any = Fraction(20)
) -> tuple[Array, Array, Array, Array]:
    """a = sqrt(1 - exp(-B)), b = exp(-B/2), B = low s + (high - low) s^2/2, s = 1 - t (beta from low to high along s).

    b(0) = exp(-10.05/2) = 0.0066, so x_0 is not exactly the source; a' is infinite at t = 1, so t < 1.
    Song et al. 2021, eq. (33), with time reversed.
    """
    s = 1 - door.times(ar, t)
    low, high = _rates(ar, low, high)
    rate = low + (high - low) * s  # beta(s) = B'(s)
    B = low * s + (high - low) * s * s / 2
    a, b = ar.sqrt(-ar.expm1(-B)), ar.exp(-B / 2)
    door.nonzero(ar, a, "t = 1: a' is infinite there on the variance preserving path; take t < 1")
    db = b * rate / 2
    return a, b, -b * db / a, db


def variance_exploding(
    ar: Arithmetic, t: Array, low: Any = Fraction(1, 100), high: Any = Fraction(50)
) -> tuple[Array, Array, Array, Array]:
    """a = low (high/low)^(1 - t), b = 1: x_1 still has the noise low. Song et al. 2021, eq. (30), with time reversed."""
    t, (low, high) = door.times(ar, t), _rates(ar, low, high)
    growth = ar.log(high / low)
    a = low * ar.exp((1 - t) * growth)
    return a, 0 * t + 1, -growth * a, 0 * t


@finite
def edm(ar: Arithmetic, t: Array) -> tuple[Array, Array, Array, Array]:
    """a = sigma, b = 1, sigma = (1 - t)/t: x = data + sigma noise, sigma from infinity at t = 0. Karras et al. 2022."""
    t = door.times(ar, t)
    door.nonzero(ar, t, "t = 0: sigma is infinite there; take t > 0")
    return (1 - t) / t, 0 * t + 1, -1 / (t * t), 0 * t


def shifted(ar: Arithmetic, t: Array, A: Any = Fraction(3)) -> tuple[Array, Array, Array, Array]:
    """a = A (1 - t)/(1 + (A - 1)(1 - t)), b = 1 - a: the linear path with more of its time near the source. Esser et al. 2024."""
    s, A = 1 - door.times(ar, t), door.number(ar, "A", A)
    door.positive(ar, "A", A)
    a, da = A * s / (1 + (A - 1) * s), -A / (1 + (A - 1) * s) ** 2
    return a, 1 - a, da, -da


def backward(path: Callable[..., Any]) -> Callable[..., Any]:
    """The same path run from the data to the source: a(1 - t), b(1 - t), -a'(1 - t), -b'(1 - t)."""

    @wraps(path)
    def reverse(ar: Arithmetic, t: Array, *parameters: Any) -> tuple[Array, Array, Array, Array]:
        a, b, da, db = path(ar, 1 - t, *parameters)
        return a, b, -da, -db

    return reverse


@finite
def score_weight(ar: Arithmetic, path: Path, t: Time) -> Array:
    """k_t = a (a b' - a' b)/b, with the shape of t: v = (b'/b) x + (a' - a b'/b) m0 + k_t S0 grad log p_t, source N(m0, S0)."""
    a, b, da, db = path(ar, door.times(ar, t))
    door.nonzero(ar, b, "b = 0: k_t is infinite there, and x_t knows nothing of x1; take t > 0")
    return a * (a * db - da * b) / b


@finite
def noise_added(ar: Arithmetic, path: Path, s: Time, t: Time) -> tuple[Array, Array]:
    """c = b_t/b_s and k = a_t^2 - c^2 a_s^2: x_t | x_s ~ N(c x_s + (a_t - c a_s) m0, k S0) once noise is added, t before s."""
    (a, b, _, _), (at, bt, _, _) = path(ar, door.times(ar, s)), path(ar, door.times(ar, t))
    door.nonzero(ar, b, "b = 0: there x is noise alone, no more can be added; start at a time > 0")
    c = bt / b
    k = at * at - c * c * a * a
    door.positive(ar, "the variance of the noise that is added", k, strict=False)
    return c, k


def _rates(ar: Arithmetic, low: Any, high: Any) -> tuple[Array, Array]:
    """0 < low < high."""
    found = door.number(ar, "low", low), door.number(ar, "high", high)
    door.positive(ar, "low", found[0])
    door.positive(ar, "high - low", found[1] - found[0])
    return found
