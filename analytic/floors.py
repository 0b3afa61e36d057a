"""What the best velocity leaves of the loss, over all t: floors, running floors, gradient variances, straightness.

    V(t) = tr Cov[x1 - x0 | x_t],   floor = int_0^1 V dt,   energy = int E|u|^2 dt = E|x1 - x0|^2 - floor,   u = E[x1 - x0 | x_t]

Letters: ar arithmetic; s0, s1 standard deviations on a line, c = Cov[x0, x1], |c| <= s0 s1; S0, S1 (d, d) covariances, # their
geometric mean; S_t = (1 - t)^2 S0 + t^2 S1 for independent ends; linear path; pair a `gaussian.Pair`; t in [0, 1].
Conditions: S_t invertible. Errors: ValueError at the door. Source: derived here; Gradient Variance states the phenomena.
"""

from typing import Any

from analytic import brenier, door, gaussian
from analytic._answers import finite
from analytic.arithmetic import Arithmetic, Array, Time


@finite
def independent_residual(pair: gaussian.Pair, t: Time) -> Array:
    """Cov[x1 - x0 | x_t] = S1 S_t^-1 S0, (d, d), independent ends: the same at every x, symmetric though no factor commutes."""
    door.zero(pair.ar, pair.X, "the ends are correlated: use gaussian.residual_covariance")
    S = gaussian.moments(pair, t)[2]
    return pair.S1 @ pair.ar.solve(S, pair.S0).T


@finite
def independent_floor(pair: gaussian.Pair) -> Array:
    """(pi/2) tr(S0 # S1): the loss of the best velocity, independent ends."""
    ar = pair.ar
    door.zero(ar, pair.X, "the ends are correlated: on a line use correlated_floor")
    return ar.pi() / 2 * ar.einsum("ii->", brenier.geometric_mean(ar, pair.S0, pair.S1))


@finite
def correlated_floor(ar: Arithmetic, s0: Any, s1: Any, c: Any) -> Array:
    """sqrt(s0^2 s1^2 - c^2) arccos(c/(s0 s1)): zero for c = +-s0 s1, (pi/2) s0 s1 for c = 0."""
    s0, s1, c = _line(ar, s0, s1, c)
    return ar.sqrt(s0 * s0 * s1 * s1 - c * c) * ar.acos(c / (s0 * s1))


@finite
def running_floor(ar: Arithmetic, s0: Any, s1: Any, c: Any, t: Time) -> Array:
    """int_0^t (s0^2 s1^2 - c^2)/S ds = w (atan((t (s0^2 + s1^2 - 2 c) - k)/w) + atan(k/w)).

    w^2 = s0^2 s1^2 - c^2 > 0, k = s0^2 - c.
    """
    s0, s1, c = _line(ar, s0, s1, c)
    w2 = s0 * s0 * s1 * s1 - c * c
    door.positive(ar, "s0^2 s1^2 - c^2", w2)
    w, t = ar.sqrt(w2), door.times(ar, t)
    k = s0 * s0 - c
    return w * (ar.atan((t * (s0 * s0 + s1 * s1 - 2 * c) - k) / w) + ar.atan(k / w))


@finite
def peak(ar: Arithmetic, s0: Any, s1: Any) -> tuple[Array, Array]:
    """t* = s0^2/(s0^2 + s1^2) and V(t*) = s0^2 + s1^2: where V(t) = s0^2 s1^2/S_t of independent ends is largest."""
    s0, s1, _ = _line(ar, s0, s1, 0)
    return s0 * s0 / (s0 * s0 + s1 * s1), s0 * s0 + s1 * s1


@finite
def gradient_variance(pair: gaussian.Pair, t: Time) -> tuple[Array, Array]:
    """4 tr C (tr S + |m|^2) and 4 tr C for |W x_t + b - (x1 - x0)|^2 at the best W and b: its gradients by W and by b.

    C = Cov[x1 - x0 | x_t], m and S mean and covariance of x_t; the gradients 2 r x_t^T and 2 r have mean zero at the optimum.
    """
    ar, (m, _, S, _) = pair.ar, gaussian.moments(pair, t)
    C = ar.einsum("...ii->...", gaussian.residual_covariance(pair, t))
    return 4 * C * (ar.einsum("...ii->...", S) + ar.einsum("...i,...i->...", m, m)), 4 * C


@finite
def independent_straightness(pair: gaussian.Pair) -> Array:
    """int E|z1 - z0 - u(t, z_t)|^2 dt = (2 - pi/2) tr(S0 # S1) along the flow z_t: the energy less the cost E|z1 - z0|^2."""
    return (4 / pair.ar.pi() - 1) * independent_floor(pair)


@finite
def lipschitz_floor(ar: Arithmetic, L: Any) -> Array:
    """8/(3 L), L >= 2: the least loss of velocities L-Lipschitz in x for the pairs -1 -> 1 and 1 -> -1, never zero."""
    L = door.array(ar, "L", L)
    door.positive(ar, "L - 2 (below it the best velocity has another floor)", L - 2, strict=False)
    return 8 / (3 * L)


def _line(ar: Arithmetic, s0: Any, s1: Any, c: Any) -> tuple[Array, Array, Array]:
    s0, s1, c = (door.array(ar, name, a) for name, a in {"s0": s0, "s1": s1, "c": c}.items())
    door.positive(ar, "s0", s0)
    door.positive(ar, "s1", s1)
    door.positive(ar, "s0 s1 - |c|", s0 * s1 - abs(c), strict=False)
    return s0, s1, c
