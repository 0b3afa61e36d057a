"""Many steps of a sampler between Gaussians: the law that they end in, as exact as its parameters.

    m <- M m + c,   S <- M S M^T + V          X_s = M X_t + c + N(0, V),   h = s - t

Letters: pair a `gaussian.Pair`, any coupling and path; m_t, S_t, D_t its moments; e >= 0 the diffusion, 0 for an ordinary
equation; times (N + 1,) in [0, 1], one after the other, in either direction. All is linear: of Fractions come Fractions.
Conditions: S_t invertible at each time but the last, else SingularCovariance. Errors: ValueError at the door.
Source: Maruyama 1955; the product of cosines is not in the literature that we know.
"""

from fractions import Fraction
from typing import Any

from analytic import door, gaussian
from analytic._answers import finite
from analytic.arithmetic import Arithmetic, Array, Time
from analytic.gaussian import Pair


@finite
def affine_step(pair: Pair, e: Any, t: Time, s: Time) -> tuple[Array, Array, Array]:
    """M = I + h A - |h| e S_t^-1,  c = h m_t' + (I - M) m_t,  V = 2 e |h| I:  X_s = M X_t + c + N(0, V), A = D_t S_t^-1.

    Euler-Maruyama's step between Gaussians as an affine map, (d, d), (d,), (d, d); Euler's for e = 0; t, s numbers, e >= 0.
    """
    ar, one = pair.ar, "a step takes one number t at a time"
    t, s, e = door.times(ar, t, one), door.times(ar, s, one), door.number(ar, "e", e)
    door.positive(ar, "e", e, strict=False)
    (m, dm, S, D), h, I = gaussian.moments(pair, t), s - t, ar.eye(pair.m0.shape[0])
    B = ar.solve(S, h * D - abs(h) * e * I)
    return I + B, m + h * dm - ar.einsum("ij,j->i", I + B, m), 2 * e * abs(h) * I


@finite
def after(pair: Pair, e: Any, times: Any) -> tuple[Array, Array]:
    """m <- M m + c,  S <- M S M^T + V: the law, (d,) and (d, d), after a step between each two times, from that of x at the first.

    times (N + 1,), N >= 1, in either direction; e one number, or one for each step, (N,). Exact in Fractions: no root is taken.
    """
    ar, grid, e = pair.ar, _grid(pair.ar, times), door.array(pair.ar, "e", e)
    e = e + 0 * grid[1:] if not e.ndim else e
    door.shape("e", e, (len(grid) - 1,), "a number, or one for each step (N,)")
    m, _, S, _ = gaussian.moments(pair, grid[0])
    for k in range(len(grid) - 1):
        M, c, V = affine_step(pair, e[k], grid[k], grid[k + 1])
        m, S = ar.einsum("ij,j->i", M, m) + c, ar.einsum("ij,jk,lk->il", M, S, M) + V
    return m, S


@finite
def euler_deviation(ar: Arithmetic, s0: Any, s1: Any, times: Any) -> Array:
    """r_N prod_k cos(theta_k+1 - theta_k),  r cos theta = (1 - t) s0,  r sin theta = t s1: a number.

    The standard deviation after Euler's steps between N(., s0^2) and N(., s1^2), independent ends on the linear path, from the
    law of x at the first time: r_N is the true one, and each step loses the cosine of the angle that it turns.
    """
    s0, s1, t = door.number(ar, "s0", s0), door.number(ar, "s1", s1), _grid(ar, times)
    door.positive(ar, "s0", s0)
    door.positive(ar, "s1", s1)
    r, theta = _turned(ar, s0, s1, t)
    found = r[-1]
    for k in range(len(t) - 1):
        found = found * ar.cos(theta[k + 1] - theta[k])
    return found


@finite
def euler_times(ar: Arithmetic, s0: Any, s1: Any, steps: int) -> Array:
    """t_k = s0 sin(theta)/(s0 sin(theta) + s1 cos(theta)),  theta = k pi/(2 N), k = 0, ..., N: steps of equal angles, (N + 1,).

    Of all N steps of Euler's method from 0 to 1 these lose least of the standard deviation: s1 cos(pi/(2 N))^N is left.
    """
    s0, s1, N = door.number(ar, "s0", s0), door.number(ar, "s1", s1), door.count("steps", steps, least=1)
    door.positive(ar, "s0", s0)
    door.positive(ar, "s1", s1)
    share = [Fraction(k, 2 * N) for k in range(N + 1)]
    p, q = (s * ar.sin(ar.array(k) * ar.pi()) for s, k in ((s0, share), (s1, share[::-1])))
    return p / (p + q)


@finite
def uncorrected_variance(ar: Arithmetic, s0: Any, s1: Any, c: Any, t: Time) -> Array:
    """S_t (1 + c (log(s0^2/S_t)/2 + theta s1/s0)/(s0^2 + s1^2)),  S_t = (1 - t)^2 s0^2 + t^2 s1^2, theta as above, (...).

    What noise sqrt(c (1 - t)) dW makes of the variance of x_t if it is added to the velocity alone, without the score.
    """
    s0, s1, c, t = door.number(ar, "s0", s0), door.number(ar, "s1", s1), door.number(ar, "c", c), door.times(ar, t)
    door.positive(ar, "s0", s0)
    door.positive(ar, "s1", s1)
    door.positive(ar, "c", c, strict=False)
    (r, theta), v = _turned(ar, s0, s1, t), s0 * s0
    return r * r * (1 + c * (ar.log(v / (r * r)) / 2 + theta * s1 / s0) / (v + s1 * s1))


def _turned(ar: Arithmetic, s0: Array, s1: Array, t: Array) -> tuple[Array, Array]:
    """r and theta of ((1 - t) s0, t s1)."""
    p, q = (1 - t) * s0, t * s1
    r = ar.sqrt(p * p + q * q)
    return r, 2 * ar.atan(q / (p + r))


def _grid(ar: Arithmetic, times: Any) -> Array:
    t = door.times(ar, times)
    if t.ndim != 1 or len(t) < 2:
        raise ValueError(f"times has shape {tuple(t.shape)}: give N + 1 times, N >= 1")
    return t
