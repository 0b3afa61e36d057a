"""Linear couplings: the pair-optimal velocity, where it is singular, and how the flow turns when noise is added.

    Lines    x1 = m1 + T (x0 - m0), any law of x0;   x_t = m_t + B (x0 - m0),   B = (1 - t) I + t T = I + t Theta
    Turned   x0 ~ N(0, I) in the plane, x1 = R x0, R a turn by an angle a;   x_t + g z,   Cov = S = p (t - 1/2)^2 + q

Letters: ar arithmetic; m0, m1 (d,); T (d, d), Theta = T - I; c, s = cos a, sin a; g the noise, constant or that of a bridge;
x (..., d) any batch of points; t a number in [0, 1]. `jacobian[i, j] = dv_i/dx_j`.
Conditions: B is invertible unless T has a real eigenvalue -l <= 0; then it is singular at t = 1/(1 + l), where lines of
different pairs meet: SingularTransport, a ValueError, says at which t. Errors: ValueError at the door.
Source: Gradient Variance, Lemma 1 and Proposition 1; the turn under noise is not in the paper.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from analytic import door, gaussian, interpolant
from analytic._answers import finite
from analytic._eigenvalues import eigenvalues
from analytic._shown import Shown
from analytic.arithmetic import Arithmetic, Array, Points, SingularCovariance, Time


class SingularTransport(ValueError):
    """Lines of different pairs meet at this t: the velocity there is no function of x."""


@dataclass(frozen=True, eq=False, repr=False)
class Lines(Shown):
    ar: Arithmetic
    m0: Array  # (d,)
    m1: Array  # (d,)
    T: Array  # (d, d)


@dataclass(frozen=True, eq=False, repr=False)
class Turned(Shown):
    """c^2 + s^2 = 1; noise g = sigma, or sigma sqrt(t (1 - t)) of a bridge."""

    ar: Arithmetic
    c: Array
    s: Array
    sigma: Array
    bridge: bool

    @property
    def p(self) -> Array:
        return 2 * (1 - self.c) - (self.sigma * self.sigma if self.bridge else 0)

    @property
    def q(self) -> Array:
        """S = p (t - 1/2)^2 + q, where S = 1 - 2 t (1 - t)(1 - c) + g^2."""
        return 1 - self.p / 4 if self.bridge else (1 + self.c) / 2 + self.sigma * self.sigma


def lines(ar: Arithmetic, mean0: Any, mean1: Any, T: Any) -> Lines:
    """x1 = mean1 + T (x0 - mean0)."""
    m0, m1, T = (door.array(ar, name, a) for name, a in {"mean0": mean0, "mean1": mean1, "T": T}.items())
    if m0.ndim != 1 or not m0.shape[0]:
        raise ValueError(f"mean0 has shape {tuple(m0.shape)}: it must be (d,), d > 0")
    d = m0.shape[0]
    for name, a, shape, letters in (("mean0", m0, (d,), "(d,)"), ("mean1", m1, (d,), "(d,)"), ("T", T, (d, d), "(d, d)")):
        door.shape(name, a, shape, letters)
        door.finite(ar, name, a)
    return Lines(ar, m0, m1, T)


def rotated(ar: Arithmetic, mean1: Any, cov1: Any, R: Any) -> Lines:
    """x1 = mean1 + M^1/2 R x0, M = cov1, for x0 ~ N(0, I) and orthogonal R: optimal for R = I.  Lemma 1."""
    M, R = door.square(ar, "cov1", cov1, definite=True), door.array(ar, "R", R)
    door.shape("R", R, tuple(M.shape), "(d, d)")
    door.finite(ar, "R", R)
    door.zero(ar, R @ R.T - ar.eye(len(R)), "R is no rotation: R R^T must be I")
    return lines(ar, [0] * len(R), mean1, ar.sqrtm(M) @ R)


@finite
def position(law: Lines, t: Time, x0: Any) -> Array:
    """x_t = m_t + B (x0 - m0), (..., d): where the line of x0 is at t, and the flow of `drift` between singular times."""
    t = _time(law.ar, t)
    return (1 - t) * law.m0 + t * law.m1 + law.ar.einsum("ij,...j->...i", _matrix(law, t), _points(law, x0, "x0") - law.m0)


@finite
def drift(law: Lines, t: Time, x: Points) -> Array:
    """v = m1 - m0 + Theta (I + t Theta)^-1 (x - m_t), (..., d): x1 - x0 of the pair whose line passes x at t.  Lemma 1."""
    t = _time(law.ar, t)
    away = _points(law, x) - ((1 - t) * law.m0 + t * law.m1)
    return law.m1 - law.m0 + law.ar.einsum("ij,...j->...i", law.T - law.ar.eye(len(law.m0)), _solve(law, t, away))


@finite
def jacobian(law: Lines, t: Time, x: Points) -> Array:
    """dv/dx = Theta (I + t Theta)^-1, (..., d, d): constant in x."""
    inverse = _solve(law, _time(law.ar, t), law.ar.eye(len(law.m0))).T
    return 0 * _points(law, x)[..., None] + (law.T - law.ar.eye(len(law.m0))) @ inverse


def singular_times(law: Lines) -> list[float]:
    """The t = 1/(1 + l) at which B is singular, for each real eigenvalue -l <= 0 of T; in order, each once.

    In float64, where rounding moves a simple eigenvalue by d 2^-52 |T|/|y.x|, y and x its unit vectors: those that are no further
    apart are one, split by rounding, and their mean is right where each of them is not. Against exact roots, d <= 6, |T| <= 200:
    to 1e-12, with up to d equal eigenvalues, defective or not. Times nearer than 1e-12 are one.
    """
    values = law.ar.floats(law.T)
    if values is None:
        raise ValueError("the entries of T are symbols: give them values to ask at which t its lines meet")
    found: list[float] = []
    for v, reach in eigenvalues(np.asarray(values, dtype=float)):
        t = 1 / (1 - min(v.real, 0.0))
        if abs(v.imag) <= reach and v.real <= reach and all(abs(t - s) > NEAR for s in found):
            found.append(t)
    return sorted(found)


def turned(ar: Arithmetic, cos: Any, sin: Any, sigma: Any = 0, bridge: bool = False) -> Turned:
    """x1 is x0 turned by the angle of that cosine and sine; constant noise sigma, or sigma sqrt(t (1 - t)) of a bridge.

    p = 2 (1 - c), q = (1 + c)/2 + sigma^2, or p = 2 (1 - c) - sigma^2, q = 1 - p/4 for a bridge. p and q must be positive.
    """
    c, s, sigma = (door.number(ar, name, a) for name, a in {"cos": cos, "sin": sin, "sigma": sigma}.items())
    door.zero(ar, np.reshape(c * c + s * s - 1, (1,)) if ar.name != "torch" else (c * c + s * s - 1)[None], NO_ANGLE)
    door.positive(ar, "sigma", sigma, strict=False)
    law = Turned(ar, c, s, sigma, bridge)
    door.positive(ar, "p = 2 (1 - cos), for a bridge less sigma^2,", ar.array(law.p))
    door.nonzero(ar, ar.array(law.q), "all lines meet at t = 1/2 (a half turn without noise there): no flow passes that point")
    return law


def turned_interpolant(law: Turned) -> interpolant.Interpolant:
    """The same law as a stochastic interpolant between N(0, I) and N(0, I)."""
    ar = law.ar
    R = law.c * ar.eye(2) + law.s * ar.array([[0, -1], [1, 0]])
    pair = gaussian.deterministic(ar, [0, 0], ar.eye(2), [0, 0], R)
    return interpolant.interpolant(pair, (interpolant.bridge if law.bridge else interpolant.constant)(law.sigma))


@finite
def turn(law: Turned, t: Time) -> Array:
    """psi(t) = (sin a/sqrt(p q)) (atan(sqrt(p/q) (t - 1/2)) + atan(sqrt(p/q)/2)): the angle by which the flow has turned at t."""
    ar, t = law.ar, _time(law.ar, t)
    k = ar.sqrt(law.p / law.q)
    return law.s / ar.sqrt(law.p * law.q) * (ar.atan(k * (t - ar.array(Fraction(1, 2)))) + ar.atan(k / 2))


@finite
def turned_flow(law: Turned, t: Time, x: Points) -> Array:
    """phi_t(x) = sqrt(S_t/S_0) R(psi(t)) x, (..., 2): where the conditional mean of x1 - x0 (+ g'z) carries x from time 0."""
    ar, t, x = law.ar, _time(law.ar, t), door.points(law.ar, "x", x, 2)
    half = ar.array(Fraction(1, 2))
    scale = ar.sqrt((law.p * (t - half) * (t - half) + law.q) / (law.p / 4 + law.q))
    psi = turn(law, t)
    c, s, I = ar.cos(psi), ar.sin(psi), ar.eye(2)
    J = ar.array([[0, -1], [1, 0]])
    return scale * ar.einsum("ij,...j->...i", c * I + s * J, x)


NEAR = 1e-12  # of two times: 1000 times the rounding of moderate matrices
NO_ANGLE = "cos^2 + sin^2 must be 1: pass the cosine and the sine of one angle, e.g. Fraction(3, 5) and Fraction(4, 5)"


def _matrix(law: Lines, t: Array) -> Array:
    return (1 - t) * law.ar.eye(len(law.m0)) + t * law.T


def _solve(law: Lines, t: Array, b: Array) -> Array:
    B = _matrix(law, t)
    values = law.ar.floats(B)
    try:
        if law.ar.name == "float64" and np.linalg.svd(values, compute_uv=False)[-1] <= len(values) * 2.0**-52 * abs(values).max():
            raise SingularCovariance
        return law.ar.solve(B, b)
    except SingularCovariance:
        where = ", ".join(f"{s:.6g}" for s in singular_times(law)) if values is not None else "this t"
        raise SingularTransport(
            f"t = {_show(law.ar, t)}: I + t Theta is singular at t = {where}, where lines of different pairs meet; "
            "take another t, or add noise (analytic.interpolant)"
        ) from None


def _time(ar: Arithmetic, t: Time) -> Array:
    return door.times(ar, t, one="a coupling takes one number t at a time")


def _points(law: Lines, x: Points, name: str = "x") -> Array:
    return door.points(law.ar, name, x, law.m0.shape[0])


def _show(ar: Arithmetic, t: Array) -> str:
    v = ar.floats(t)
    return str(t) if v is None else f"{float(v):.6g}"
