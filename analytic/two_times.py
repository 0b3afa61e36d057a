"""The flow at two times: average velocity and its derivatives, what MeanFlow regresses on, shortcuts, the consistency function.

    u(x; s, t) = (phi_{t->s}(x) - x)/(s - t) = 1/(t - s) int_s^t v(r, phi_{t->r}(x)) dr,   D = D phi_{t->s}(x)
    d_t u + (grad u) v = (v - u)/(t - s),   I - (t - s) grad u = D

Letters: law a `gaussian.Pair` whose flow has a closed form, or a `Mixture` with d = 1; x (..., d) where particles are at t, v their
velocity there; s the other time, before or after t. Sampling goes from t to s > t: y = x + (s - t) u. MeanFlow's noise is at 1, so
its (z, r, t, u) are (x, 1 - s, 1 - t, -u) here; a shortcut of step h from t is u(x; t + h, t). `jacobian[i, j] = du_i/dx_j`.
Conditions: s != t, save in the flow map; x_t and x_s have densities, else SingularCovariance. s, t numbers; on a line also one per
point. Floats lose to s - t what they lose in phi - x. Errors: ValueError at the door, TypeError for another law.
Source: Geng et al. 2025 (MeanFlow); Frans et al. 2024 (shortcuts); Song et al. 2023 (consistency); Boffi et al. 2024 (flow maps);
the Jacobian and the covariance of the target are derived here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from analytic import door, gaussian, line, mixture
from analytic._answers import finite
from analytic._laws import closed_forms
from analytic.arithmetic import Array, Law, Points, Time


@dataclass(frozen=True)
class Motion:
    """What a law must know of its flow: (law, s, t, x) of the first two, (law, t, x) of the rest."""

    flow: Callable[..., Array]
    flow_jacobian: Callable[..., Array]
    velocity: Callable[..., Array]
    residual_covariance: Callable[..., Array]  # Cov[x_t' | x_t = x], (..., d, d)


def _pair_jacobian(pair: gaussian.Pair, s: Time, t: Time, x: Points) -> Array:
    """F_t F_s^-1."""
    x = door.batch(pair.ar, s, x, pair.m0.shape[0])[1]
    return 0 * x[..., None] + pair.ar.solve(gaussian.flow_matrix(pair, s).T, gaussian.flow_matrix(pair, t))


def _pair_covariance(pair: gaussian.Pair, t: Time, x: Points) -> Array:
    return 0 * door.batch(pair.ar, t, x, pair.m0.shape[0])[1][..., None] + gaussian.residual_covariance(pair, t)


MOTIONS = {
    gaussian: Motion(gaussian.flow, _pair_jacobian, gaussian.drift, _pair_covariance),
    mixture: Motion(line.flow_map, line.flow_jacobian, mixture.drift, mixture.residual_covariance),
}


@finite
def flow_map(law: Law, s: Time, t: Time, x: Points) -> Array:
    """phi_{s->t}(x), (..., d): where the velocity carries x from time s to time t, forwards or backwards."""
    return _motion(law).flow(law, s, t, x)


@finite
def flow_jacobian(law: Law, s: Time, t: Time, x: Points) -> Array:
    """D phi_{s->t}(x), (..., d, d): d_s phi_{s->t} + (D phi_{s->t}) v(s, x) = 0."""
    return _motion(law).flow_jacobian(law, s, t, x)


@finite
def average_velocity(law: Law, s: Time, t: Time, x: Points) -> Array:
    """u = (phi_{t->s}(x) - x)/(s - t), (..., d): the mean over [s, t] of the velocity of the particle that is at x at time t."""
    h, x = _given(law, s, t, x)
    return (x - flow_map(law, t, s, x)) / h


@finite
def average_velocity_rate(law: Law, s: Time, t: Time, x: Points) -> Array:
    """d_t u = (D v - u)/(t - s), (..., d): s and x held fixed."""
    h, x = _given(law, s, t, x)
    v, D = _motion(law).velocity(law, t, x), flow_jacobian(law, t, s, x)
    return (_apply(law, D, v) - average_velocity(law, s, t, x)) / h


@finite
def average_velocity_jacobian(law: Law, s: Time, t: Time, x: Points) -> Array:
    """du_i/dx_j = (I - D)_ij/(t - s), (..., d, d)."""
    h, x = _given(law, s, t, x)
    return (law.ar.eye(x.shape[-1]) - flow_jacobian(law, t, s, x)) / h[..., None]


@finite
def tangent(law: Law, s: Time, t: Time, x: Points, w: Points) -> Array:
    """d_t u + (grad u) w, (..., d): the derivative of u(x; s, t) along the tangents dx = w, ds = 0, dt = 1; w (..., d)."""
    _, x = _given(law, s, t, x)
    w = _one_each(law, w, x)
    return average_velocity_rate(law, s, t, x) + _apply(law, average_velocity_jacobian(law, s, t, x), w)


def total_derivative(law: Law, s: Time, t: Time, x: Points) -> Array:
    """d_t u + (grad u) v = (v - u)/(t - s), (..., d): the rate of u along the flow, at whose particle it is looked at."""
    return tangent(law, s, t, x, _motion(law).velocity(law, t, x))


@finite
def regression_target(law: Law, s: Time, t: Time, x: Points, w: Points) -> Array:
    """w - (t - s)(d_t u + (grad u) w) = u + D (w - v), (..., d), w = x_t' of a pair of ends with x_t = x: E[. | x_t = x] = u."""
    h, x = _given(law, s, t, x)
    return _one_each(law, w, x) - h * tangent(law, s, t, x, w)


@finite
def target_covariance(law: Law, s: Time, t: Time, x: Points) -> Array:
    """Cov[regression target | x_t = x] = D Cov[x_t' | x_t = x] D^T, (..., d, d): flow matching's noise, carried from t to s."""
    D, C = flow_jacobian(law, t, s, x), _motion(law).residual_covariance(law, t, x)
    return law.ar.einsum("...ij,...jk,...lk->...il", D, C, D)


def consistency(law: Law, t: Time, x: Points) -> Array:
    """f(t, x) = phi_{t->1}(x), (..., d): where the flow ends, so d_t f + (Df) v = 0."""
    return flow_map(law, t, 1, x)


def consistency_jacobian(law: Law, t: Time, x: Points) -> Array:
    """df_i/dx_j = D phi_{t->1}(x), (..., d, d)."""
    return flow_jacobian(law, t, 1, x)


def _motion(law: Law) -> Motion:
    return MOTIONS[closed_forms(law)]


def _given(law: Law, s: Time, t: Time, x: Points) -> tuple[Array, Array]:
    """t - s, with an axis added, and x."""
    ar: Any = law.ar
    s, x = door.batch(ar, s, x, law.m0.shape[0])
    t = door.batch(ar, t, x, law.m0.shape[0])[0]
    h = ar.array(t - s)
    door.nonzero(ar, h, "s = t: over no time the average velocity is the velocity itself; use drift, or take s != t")
    return h[..., None], x


def _one_each(law: Law, w: Points, x: Points) -> Array:
    w = door.points(law.ar, "w", w, x.shape[-1])
    door.shape("w", w, tuple(x.shape), "of the shape of x")
    return w


def _apply(law: Law, M: Array, w: Array) -> Array:
    return law.ar.einsum("...ij,...j->...i", M, w)
