"""What flows between Gaussians are made to answer about causes: latents moved or held, velocities masked, coordinates clamped.

    x = m + T z, z ~ N(0, I), S = T T^T: the end map of a flow;   v(t, x) = m_t' + A_t (x - m_t) its velocity, A_t = D_t S_t^-1

T is the symmetric root of S for flow matching from N(0, I), on any path (`gaussian.flow_matrix`); Cholesky's factor for a
triangular flow (`knothe.knothe`); the loading of the fitted model for one flow a node, given its clean causes (`knothe.fitted`).
Letters: T (d, d); k a coordinate; pair a `gaussian.Pair`, S_t = Cov[x_t], D_t = Cov[x_t', x_t]; arrows (d, d), not 0 where j -> i.
Errors: ValueError at the door; SingularCovariance where the visible coordinates determine each other.
Source: derived here; the constructions as in Causality-Delta 6.4, Javaloy et al. 2023, DoFlow (2025).
"""

from typing import Any

from analytic import _causes, door, gaussian
from analytic._answers import finite
from analytic.arithmetic import Arithmetic, Array, Time
from analytic.gaussian import Pair

ONE = "a velocity matrix takes one number t at a time"


@finite
def held(ar: Arithmetic, T: Any, k: int) -> Array:
    """T_.k/T_kk, (d,): how x moves with x_k if z_k alone is moved."""
    T, k = _map(ar, T, k)
    door.nonzero(ar, T[k, k], f"T[{k}][{k}] = 0: moving z_{k} alone leaves x_{k} where it is")
    return T[:, k] / T[k, k]


@finite
def least_norm(ar: Arithmetic, T: Any, k: int) -> Array:
    """T T_k^T/(T_k T_k^T), (d,): how x moves with x_k if z moves by as little as it can."""
    T, k = _map(ar, T, k)
    size = ar.einsum("i,i->", T[k], T[k])
    door.nonzero(ar, size, f"the row {k} of T is 0: no z moves x_{k}")
    return ar.einsum("ij,j->i", T, T[k]) / size


@finite
def masked_slope(pair: Pair, t: Time, arrows: Any) -> Array:
    """A_t with rows A_iP = D_iP S_PP^-1, P = i and its causes, (d, d): the best velocity that sees of x_t what the graph shows."""
    ar, (_, _, S, D) = pair.ar, gaussian.moments(pair, door.times(pair.ar, t, ONE))
    d, A = len(S), door.array(ar, "arrows", arrows)
    door.shape("arrows", A, (d, d), "(d, d)")
    door.finite(ar, "arrows", A)
    eye, found = ar.eye(d), 0 * S
    for i, row in enumerate(_causes.arrows(ar, A)):
        P = [j for j in range(d) if row[j] or j == i]
        found = found + ar.einsum("i,p,pj->ij", eye[i], _causes.regressed(ar, S[P][:, P], D[i, P], P), eye[P])
    return found


@finite
def clamped_slope(pair: Pair, t: Time, k: int) -> Array:
    """C_t with (y, c)' = C_t (y, c), (d + 1, d + 1): y is x but y_k = xi: x_k(t) = a xi + b c, the flow carries the others.

    All of it less its mean: x less m_t, xi less m0, c less m1. The rows of xi and of c are 0: both are given.
    """
    ar, (a, b, _, _) = pair.ar, pair.path(pair.ar, door.times(pair.ar, t, ONE))
    k, eye = door.member("k", k, len(pair.m0)), ar.eye(len(pair.m0) + 1)
    moved = gaussian.slope(pair, t) * (1 - eye[k, :-1])[:, None]
    at = eye[:-1] + eye[:-1, k, None] * ((a - 1) * eye[k] + b * eye[-1])  # x = at (y, c)
    return ar.einsum("ik,ij,jl->kl", eye[:-1], moved, at)


def _map(ar: Arithmetic, given: Any, k: int) -> tuple[Array, int]:
    T = _causes.matrix(ar, given)
    return T, door.member("k", k, len(T))
