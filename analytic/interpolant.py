"""Stochastic interpolants between Gaussian ends: drift, score, the moments that every SDE keeps, entropic coupling.

    x_t = a x0 + b x1 + g z,   z ~ N(0, I) independent of x0, x1;   dX = (u + e s) dt + sqrt(2 e) dW has the law of x_t at each t

Letters: pair a `gaussian.Pair` (any joint Gaussian ends; its path gives a, b, a', b'); g the noise level gamma(t), entering as its
square g2 and rate g g' = (g^2)'/2, both smooth where g' is not; u drift, s score; m (..., d), S (..., d, d) mean and covariance of
x_t; e >= 0 the diffusion. x (..., d) points; t a number, or one per point, in [0, 1]. Jacobians are constant in x.
Conditions: S invertible at t, else SingularCovariance. Errors: ValueError at the door.
Source: Albergo, Boffi and Vanden-Eijnden 2023; Tong et al. 2023 (bridge noise); Janati et al. 2020 (entropic coupling).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from analytic import door, gaussian
from analytic._answers import finite
from analytic._shown import Shown
from analytic.arithmetic import Arithmetic, Array, Points, Time

Noise = Callable[[Arithmetic, Array], tuple[Array, Array]]  # t -> g^2, g g'


@dataclass(frozen=True, eq=False, repr=False)
class Interpolant(Shown):
    ar: Arithmetic
    pair: gaussian.Pair
    noise: Noise


def constant(sigma: Any) -> Noise:
    """g = sigma: the noise of CFM(sigma), there at both ends too."""

    def level(ar: Arithmetic, t: Array) -> tuple[Array, Array]:
        s = _level(ar, sigma)
        return s * s + 0 * t, 0 * t

    return level


def bridge(sigma: Any) -> Noise:
    """g = sigma sqrt(t (1 - t)): the noise of a Brownian bridge, none at the ends."""

    def level(ar: Arithmetic, t: Array) -> tuple[Array, Array]:
        s = _level(ar, sigma)
        return s * s * t * (1 - t), s * s * (1 - 2 * t) / 2

    return level


def interpolant(pair: gaussian.Pair, noise: Noise) -> Interpolant:
    if not callable(noise):
        raise TypeError(f"noise is {noise!r:.40}: pass constant(sigma), bridge(sigma) or a function of them")
    return Interpolant(pair.ar, pair, noise)


@finite
def moments(law: Interpolant, t: Time) -> tuple[Array, Array, Array, Array]:
    """m and m', (..., d);  S = Cov[x_t] = Cov[a x0 + b x1] + g^2 I,  D = Cov[x_t', x_t], with g g' I more, (..., d, d)."""
    m, dm, S, D = gaussian.moments(law.pair, t)
    g2, gdg = (law.ar.array(g) for g in law.noise(law.ar, door.times(law.ar, t)))
    I = law.ar.eye(law.pair.m0.shape[0])
    return m, dm, S + g2[..., None, None] * I, D + gdg[..., None, None] * I


@finite
def drift(law: Interpolant, t: Time, x: Points) -> Array:
    """u = E[a'x0 + b'x1 + g'z | x_t = x] = m' + D S^-1 (x - m), (..., d)."""
    (m, dm, S, D), x = moments(law, t), _points(law, t, x)
    return dm + law.ar.einsum("...ij,...j->...i", D, law.ar.solve(S, x - m))


@finite
def jacobian(law: Interpolant, t: Time, x: Points) -> Array:
    """du/dx = D S^-1, (..., d, d)."""
    _, _, S, D = moments(law, t)
    return 0 * _points(law, t, x)[..., None] + law.ar.solve(S[..., None, :, :], D)


@finite
def score(law: Interpolant, t: Time, x: Points) -> Array:
    """s = grad log p_t(x) = -S^-1 (x - m) = -E[z | x_t = x]/g, (..., d)."""
    (m, _, S, _), x = moments(law, t), _points(law, t, x)
    return -law.ar.solve(S, x - m)


@finite
def sde_drift(law: Interpolant, e: Any, t: Time, x: Points) -> Array:
    """u + e s, (..., d): with the noise sqrt(2 e) dW it keeps the law of x_t, whatever e >= 0 (one for each point, too)."""
    e = door.number(law.ar, "e", e, _points(law, t, x))
    door.positive(law.ar, "e", e, strict=False)
    return drift(law, t, x) + e * score(law, t, x)


@finite
def sde_jacobian(law: Interpolant, e: Any, t: Time, x: Points) -> Array:
    """d(u + e s)/dx = (D - e I) S^-1, (..., d, d)."""
    _, _, S, D = moments(law, t)
    I = law.ar.eye(law.pair.m0.shape[0])
    return 0 * _points(law, t, x)[..., None] + law.ar.solve(S[..., None, :, :], D - diffusion(law.ar, e) * I)


@finite
def residual_covariance(law: Interpolant, t: Time) -> Array:
    """Cov[x1 - x0 | x_t] on the linear path, (..., d, d): Cov[x1 - x0] - D S^-1 D^T, D = Cov[x1 - x0, x_t] (without g g')."""
    ar, pair, (_, _, S, _) = law.ar, law.pair, moments(law, t)
    D = gaussian.moments(pair, t)[3]
    V = pair.S0 + pair.S1 - pair.X - pair.X.T
    return V - ar.einsum("...ij,...kj->...ik", ar.solve(S[..., None, :, :], D), D)


@finite
def entropic_cross(ar: Arithmetic, cov0: Any, cov1: Any, reg: Any) -> Array:
    """X = R (R S1 R + (r/4)^2 I)^1/2 R^-1 - (r/4) I, R = S0^1/2, (d, d).

    Cov[x0, x1] of the coupling of N(., S0) and N(., S1) with the least E|x0 - x1|^2 + r KL(coupling | product), r > 0.
    On a line sqrt(s0^2 s1^2 + r^2/16) - r/4. S0 must be positive definite.
    """
    S0, S1, r = door.square(ar, "cov0", cov0, definite=True), door.square(ar, "cov1", cov1), door.number(ar, "reg", reg)
    door.shape("cov1", S1, tuple(S0.shape), "(d, d)")
    door.positive(ar, "reg", r)
    I, R = ar.eye(S0.shape[0]), ar.sqrtm(S0)
    return R @ ar.solve(R, ar.sqrtm(R @ S1 @ R + r * r / 16 * I)) - r / 4 * I


@finite
def diffusion(ar: Arithmetic, e: Any) -> Array:
    e = door.number(ar, "e", e)
    door.positive(ar, "e", e, strict=False)
    return e


def _level(ar: Arithmetic, sigma: Any) -> Array:
    s = door.number(ar, "sigma", sigma)
    door.positive(ar, "sigma", s, strict=False)
    return s


def _points(law: Interpolant, t: Time, x: Points) -> Array:
    return door.batch(law.ar, t, x, law.pair.m0.shape[0])[1]
