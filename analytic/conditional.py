"""Given one end of the path, or both: velocity, score and log density of x_t, before the average over the pairs.

    x_t = a x0 + b x1               given x1: N(a m0 + b x1, a^2 S0), where x0 ~ N(m0, S0) is independent of x1
    x_t = a x0 + b x1 + g z         given x0 and x1: N(a x0 + b x1, g^2 I), z ~ N(0, I) independent of both

Letters: law a `mixture.Mixture` or `gaussian.Pair`, whose path gives a, b, a', b'; of the functions `bridge_...` an
`interpolant.Interpolant`, whose noise gives g^2 and g g'. x (..., d) points; x0, x1 (..., d) the ends that are given: shapes
broadcast, so x[:, None] beside (K, d) ends is every point with every end; t a number, or one per point, in [0, 1].
Conditions: a != 0 (t < 1) given x1, b != 0 (t > 0) given x0, g != 0 given both. Errors: ValueError at the door; SingularCovariance.
Source: Lipman et al. 2023 (one end); Tong et al. 2023, Albergo, Boffi and Vanden-Eijnden 2023 (both, with noise).
"""

from typing import Any

from analytic import door
from analytic._answers import finite
from analytic._laws import independent
from analytic.arithmetic import Array, Law, Points, Time
from analytic.interpolant import Interpolant

NO_SOURCE = "t is an end where a = 0, and x_t there is b x1: the source is lost; take a t with a != 0"
NO_DATA = "t is an end where b = 0, and x_t there is a x0: the data are not in it; take a t with b != 0"
NO_NOISE = "g = 0 here: given both ends x_t is one point; take a t inside and a noise level that is not zero"
COUPLED = "x0 given x1 is N(m0, S0) for independent ends only: use gaussian.independent, or the velocity, which needs no law of x0"


@finite
def velocity(law: Law, t: Time, x: Points, x1: Points) -> Array:
    """u(x|x1) = E[a'x0 + b'x1 | x_t = x, x1] = a'(x - b x1)/a + b'x1, (..., d), whatever the coupling: x0 is (x - b x1)/a."""
    t, x, (x1,) = _enter(law, t, x, x1=x1)
    a, b, da, db = law.path(law.ar, t[..., None])
    door.nonzero(law.ar, a, NO_SOURCE)
    return da * (x - b * x1) / a + db * x1


@finite
def velocity_from_source(law: Law, t: Time, x: Points, x0: Points) -> Array:
    """u(x|x0) = E[a'x0 + b'x1 | x_t = x, x0] = a'x0 + b'(x - a x0)/b, (..., d), whatever the coupling: x1 is (x - a x0)/b."""
    t, x, (x0,) = _enter(law, t, x, x0=x0)
    a, b, da, db = law.path(law.ar, t[..., None])
    door.nonzero(law.ar, b, NO_DATA)
    return da * x0 + db * (x - a * x0) / b


@finite
def score(law: Law, t: Time, x: Points, x1: Points) -> Array:
    """grad log p_t(x|x1) = -S0^-1 (x - a m0 - b x1)/a^2, (..., d): -x0/a where the source is N(0, I)."""
    a, e = _away(law, t, x, x1)
    return -law.ar.solve(law.S0, e) / (a * a)


@finite
def log_density(law: Law, t: Time, x: Points, x1: Points) -> Array:
    """log p_t(x|x1) = -e^T S0^-1 e/(2 a^2) - log det(2 pi a^2 S0)/2, e = x - a m0 - b x1, (...)."""
    ar, (a, e) = law.ar, _away(law, t, x, x1)
    q, d = ar.einsum("...i,...i->...", ar.solve(law.S0, e), e), e.shape[-1]
    square = (a * a)[..., 0]
    return -(q / square + d * ar.log(square) + ar.logdet(2 * ar.pi() * law.S0)) / 2


@finite
def bridge_velocity(law: Interpolant, t: Time, x: Points, x0: Points, x1: Points) -> Array:
    """u(x|x0, x1) = E[a'x0 + b'x1 + g'z | x_t = x, x0, x1] = a'x0 + b'x1 + (g g'/g^2)(x - a x0 - b x1), (..., d)."""
    t, x, (x0, x1) = _enter(law.pair, t, x, x0=x0, x1=x1)
    a, b, da, db = law.pair.path(law.ar, t[..., None])
    g2, gdg = _noise(law, t)
    return da * x0 + db * x1 + gdg / g2 * (x - a * x0 - b * x1)


@finite
def bridge_score(law: Interpolant, t: Time, x: Points, x0: Points, x1: Points) -> Array:
    """grad log p_t(x|x0, x1) = -(x - a x0 - b x1)/g^2 = -z/g, (..., d)."""
    g2, e = _across(law, t, x, x0, x1)
    return -e / g2


@finite
def bridge_log_density(law: Interpolant, t: Time, x: Points, x0: Points, x1: Points) -> Array:
    """log p_t(x|x0, x1) = -|x - a x0 - b x1|^2/(2 g^2) - (d/2) log(2 pi g^2), (...)."""
    ar, (g2, e) = law.ar, _across(law, t, x, x0, x1)
    g2 = g2[..., 0]
    return -(ar.einsum("...i,...i->...", e, e) / g2 + e.shape[-1] * ar.log(2 * ar.pi() * g2)) / 2


def _away(law: Law, t: Time, x: Points, x1: Points) -> tuple[Array, Array]:
    """a (..., 1) and x - a m0 - b x1 (..., d)."""
    t, x, (x1,) = _enter(law, t, x, x1=x1)
    independent(law, COUPLED)
    a, b, _, _ = law.path(law.ar, t[..., None])
    door.nonzero(law.ar, a, NO_SOURCE)
    return a, x - a * law.m0 - b * x1


def _across(law: Interpolant, t: Time, x: Points, x0: Points, x1: Points) -> tuple[Array, Array]:
    """g^2 (..., 1) and x - a x0 - b x1 (..., d)."""
    t, x, (x0, x1) = _enter(law.pair, t, x, x0=x0, x1=x1)
    a, b, _, _ = law.pair.path(law.ar, t[..., None])
    return _noise(law, t)[0], x - a * x0 - b * x1


def _noise(law: Interpolant, t: Array) -> tuple[Array, Array]:
    g2, gdg = (law.ar.array(g) for g in law.noise(law.ar, t[..., None]))
    door.nonzero(law.ar, g2, NO_NOISE)
    return g2, gdg


def _enter(law: Law, t: Time, x: Points, **ends: Any) -> tuple[Array, Array, list[Array]]:
    """Time, points and the given ends, whose shapes must broadcast."""
    d = law.m0.shape[0]
    t, x = door.batch(law.ar, t, x, d)
    found = [door.points(law.ar, name, end, d) for name, end in ends.items()]
    for name, end in zip(ends, found, strict=True):
        if any(p != q and 1 not in (p, q) for p, q in zip(x.shape[::-1], end.shape[::-1], strict=False)):
            raise ValueError(f"{name} has shape {tuple(end.shape)}, x {tuple(x.shape)}: give one end, or one for each point")
    return t, x, found
