"""How trajectories bend: the acceleration between Gaussians, its mean square over all times, lengths beside chords.

    acceleration = dv/dt + (grad v) v = -C s,   C = Cov[x1 - x0 | x_t],   s = grad log p_t   (linear path)
    on a line, independent ends of equal means: phi_t(x) = m + S_t^1/2 z,   z = (x - m)/s0,   S_t = (1 - t)^2 s0^2 + t^2 s1^2

Letters: pair a `gaussian.Pair` on the linear path, any coupling; s0, s1 standard deviations of independent ends on a line;
r^2 = s0^2 + s1^2. x (..., d) points; t in [0, 1], a number, or one for each point. The loss that is left when nothing bends, and
int E|z1 - z0 - u|^2 dt, are in `floors`. Conditions: S_t invertible. Errors: ValueError at the door.
Source: Liu, Gong and Liu 2023 (straightness); the closed forms are derived here.
"""

from typing import Any

from analytic import door, gaussian
from analytic._answers import finite
from analytic.arithmetic import Arithmetic, Array, Points, Time
from analytic.path import linear


@finite
def acceleration(pair: gaussian.Pair, t: Time, x: Points) -> Array:
    """dv/dt + (grad v) v = -Cov[x1 - x0 | x_t] grad log p_t(x), (..., d): zero at the mean, whatever the covariance."""
    _straight(pair)
    return -pair.ar.einsum("...ij,...j->...i", gaussian.residual_covariance(pair, t), gaussian.score(pair, t, x))


@finite
def mean_square(pair: gaussian.Pair, t: Time) -> Array:
    """E|acceleration|^2 = tr(C S_t^-1 C), C = Cov[x1 - x0 | x_t], (...)."""
    _straight(pair)
    C, S = gaussian.residual_covariance(pair, t), gaussian.moments(pair, t)[2]
    return pair.ar.einsum("...ij,...ji->...", pair.ar.solve(S[..., None, :, :], C), C)


@finite
def bending_energy(ar: Arithmetic, s0: Any, s1: Any) -> Array:
    """int_0^1 E|acceleration|^2 dt = r^2 + 3 pi r^4/(16 s0 s1): it grows without bound as an end becomes a point."""
    s0, s1 = _widths(ar, s0, s1)
    r2 = s0 * s0 + s1 * s1
    return r2 + 3 * ar.pi() * r2 * r2 / (16 * s0 * s1)


@finite
def length(ar: Arithmetic, s0: Any, s1: Any) -> Array:
    """int_0^1 |v(t, phi_t(x))| dt = s0 + s1 - 2 s0 s1/r for x one standard deviation from the mean; its chord is |s1 - s0|.

    Towards the mean until t = s0^2/r^2, then away: between equal ends every point returns to where it was, s0 (2 - 2^1/2) longer.
    """
    s0, s1 = _widths(ar, s0, s1)
    return s0 + s1 - 2 * s0 * s1 / ar.sqrt(s0 * s0 + s1 * s1)


def _straight(pair: gaussian.Pair) -> None:
    if pair.path is not linear:
        raise ValueError("the path is not the linear one: on others x_t' changes by itself, so that Cov[x_t' | x_t] is not all")


def _widths(ar: Arithmetic, s0: Any, s1: Any) -> tuple[Array, Array]:
    s0, s1 = door.number(ar, "s0", s0), door.number(ar, "s1", s1)
    door.positive(ar, "s0", s0)
    door.positive(ar, "s1", s1)
    return s0, s1
