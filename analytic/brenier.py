"""Gaussian to Gaussian by a linear map: the Brenier (Bures-Wasserstein) map, the displacement path, the exponential path.

    A = S0^-1/2 (S0^1/2 S1 S0^1/2)^1/2 S0^-1/2,   A S0 A = S1,   L = log A,   m(t) = (1 - t) m0 + t m1
    displacement (McCann): x_t = m(t) + ((1 - t) I + t A)(x0 - m0);   exponential: x_t = m(t) + e^(tL) (x0 - m0)

Letters: ar arithmetic; m0, m1 (d,) means; S0, S1 (d, d) covariances; A, L (d, d), both symmetric. x (..., d) any batch of points;
t in [0, 1], a number, or one per point where no exponential is taken. `jacobian[i, j] = du_i/dx_j`.
Conditions: S0 and S1 positive definite. Symbols: d <= 2, or diagonal covariances.
Errors: ValueError at the door. Source: Causality-Delta 5.2; the displacement path and the energies are not in the paper.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from analytic import door
from analytic._answers import finite
from analytic._shown import Shown
from analytic.arithmetic import Arithmetic, Array, Points, Time


@dataclass(frozen=True, eq=False, repr=False)
class Transport(Shown):
    ar: Arithmetic
    m0: Array  # (d,)
    S0: Array  # (d, d)
    m1: Array  # (d,)
    S1: Array  # (d, d)

    @cached_property
    def A(self) -> Array:
        """The Brenier map, (d, d)."""
        return bures_map(self.ar, self.S0, self.S1)

    @cached_property
    def L(self) -> Array:
        """log A, (d, d)."""
        return self.ar.logm(self.A)


def transport(ar: Arithmetic, mean0: Any, cov0: Any, mean1: Any, cov1: Any) -> Transport:
    """N(mean0, cov0) to N(mean1, cov1) in the arithmetic `ar`; exact arithmetics take ints and Fractions.

    >>> from analytic.arithmetic import float64
    >>> pair = transport(float64(), [0, 0], [[1, 0], [0, 4]], [1, 0], [[2, 1], [1, 2]])
    >>> print(pair.A.round(4))
    [[1.328  0.243 ]
     [0.243  0.6966]]
    >>> print(f"{distance2(pair):.6f}")
    1.771220
    """
    given = {"mean0": mean0, "cov0": cov0, "mean1": mean1, "cov1": cov1}
    m0, S0, m1, S1 = (door.array(ar, name, a) for name, a in given.items())
    if m0.ndim != 1:
        raise ValueError(f"mean0 has shape {tuple(m0.shape)}: it must be (d,)")
    d = m0.shape[0]
    door.dimensions(d=d)
    door.shape("mean1", m1, (d,), "(d,)")
    door.finite(ar, "mean0", m0)
    door.finite(ar, "mean1", m1)
    for name, S in (("cov0", S0), ("cov1", S1)):
        door.shape(name, S, (d, d), "(d, d)")
        door.covariance(ar, name, S, definite=True, given=given[name])
    return Transport(ar, m0, S0, m1, S1)


@finite
def bures_map(ar: Arithmetic, S0: Array, S1: Array) -> Array:
    """A = S0^-1/2 (S0^1/2 S1 S0^1/2)^1/2 S0^-1/2, (d, d): the symmetric positive definite solution of A S0 A = S1.  5.2."""
    S0, S1 = _covariances(ar, S0, S1)
    R = ar.sqrtm(S0)
    return ar.solve(R, ar.solve(R, ar.sqrtm(R @ S1 @ R)).T)


@finite
def bures_distance2(ar: Arithmetic, S0: Array, S1: Array) -> Array:
    """tr(S0 + S1 - 2 (S0^1/2 S1 S0^1/2)^1/2): the squared Wasserstein distance between N(0, S0) and N(0, S1)."""
    S0, S1 = _covariances(ar, S0, S1)
    R = ar.sqrtm(S0)
    return _trace(ar, S0 + S1 - 2 * ar.sqrtm(R @ S1 @ R))


@finite
def geometric_mean(ar: Arithmetic, S0: Array, S1: Array) -> Array:
    """S0 # S1 = S0^1/2 (S0^-1/2 S1 S0^-1/2)^1/2 S0^1/2, (d, d), symmetric; also S0 (S0^-1 S1)^1/2."""
    S0, S1 = _covariances(ar, S0, S1)
    R = ar.sqrtm(S0)
    return R @ ar.sqrtm(ar.solve(R, ar.solve(R, S1).T)) @ R


@finite
def distance2(pair: Transport) -> Array:
    """W2^2 = |m0 - m1|^2 + tr(S0 + S1 - 2 (S0^1/2 S1 S0^1/2)^1/2): also the kinetic energy of the displacement path."""
    return _square(pair) + bures_distance2(pair.ar, pair.S0, pair.S1)


@finite
def mean(pair: Transport, t: Time) -> Array:
    """m(t) = (1 - t) m0 + t m1, (..., d)."""
    t = door.times(pair.ar, t)[..., None]
    return (1 - t) * pair.m0 + t * pair.m1


@finite
def displacement_matrix(pair: Transport, t: Time) -> Array:
    """M(t) = (1 - t) I + t A, (..., d, d)."""
    t = door.times(pair.ar, t)[..., None, None]
    return (1 - t) * pair.ar.eye(pair.m0.shape[0]) + t * pair.A


@finite
def displacement_map(pair: Transport, t: Time, x: Points) -> Array:
    """phi_t(x) = m(t) + ((1 - t) I + t A)(x - m0), (..., d), from time 0 to time t."""
    x = _points(pair, t, x)
    return mean(pair, t) + pair.ar.einsum("...ij,...j->...i", displacement_matrix(pair, t), x - pair.m0)


@finite
def displacement_covariance(pair: Transport, t: Time) -> Array:
    """Cov[x_t] = M(t) S0 M(t), M(t) = (1 - t) I + t A, (..., d, d)."""
    M = displacement_matrix(pair, t)
    return M @ pair.S0 @ M


@finite
def displacement_jacobian(pair: Transport, t: Time) -> Array:
    """A_OT(t) = (A - I)((1 - t) I + t A)^-1, (..., d, d), symmetric, the same at every x."""
    M = displacement_matrix(pair, t)
    return pair.ar.solve(M[..., None, :, :], pair.A - pair.ar.eye(pair.m0.shape[0]) + 0 * M)


@finite
def displacement_drift(pair: Transport, t: Time, x: Points) -> Array:
    """u(t, x) = m1 - m0 + A_OT(t) (x - m(t)), (..., d)."""
    x = _points(pair, t, x)
    return pair.m1 - pair.m0 + pair.ar.einsum("...ij,...j->...i", displacement_jacobian(pair, t), x - mean(pair, t))


@finite
def exponential_matrix(pair: Transport, t: Time) -> Array:
    """Y(t) = e^(tL) = A^t, (d, d), one t."""
    t = door.times(pair.ar, t, one="the matrix exponential takes one t; call once for each time")
    return pair.ar.expm(t * pair.L)


@finite
def exponential_map(pair: Transport, t: Time, x: Points) -> Array:
    """phi_t(x) = m(t) + e^(tL) (x - m0), (..., d), from time 0 to time t, one t.  5.2."""
    x = _points(pair, t, x)
    return mean(pair, t) + pair.ar.einsum("ij,...j->...i", exponential_matrix(pair, t), x - pair.m0)


@finite
def exponential_covariance(pair: Transport, t: Time) -> Array:
    """Sigma(t) = Y(t) S0 Y(t)^T, Y(t) = e^(tL), (d, d), one t.  5.2."""
    Y = exponential_matrix(pair, t)
    return Y @ pair.S0 @ Y.T


@finite
def exponential_jacobian(pair: Transport) -> Array:
    """du_i/dx_j = L_ij, (d, d), the same at every t and x.  5.2."""
    return pair.L


@finite
def exponential_drift(pair: Transport, t: Time, x: Points) -> Array:
    """u(t, x) = m1 - m0 + L (x - m(t)), (..., d).  5.2."""
    x = _points(pair, t, x)
    return pair.m1 - pair.m0 + pair.ar.einsum("ij,...j->...i", pair.L, x - mean(pair, t))


@finite
def exponential_energy(pair: Transport) -> Array:
    """int_0^1 E|u(t, x_t)|^2 dt = |m1 - m0|^2 + tr(L (S1 - S0))/2 on the exponential path."""
    return _square(pair) + _trace(pair.ar, pair.L @ (pair.S1 - pair.S0)) / 2


@finite
def independent_energy(pair: Transport) -> Array:
    """int_0^1 E|u(t, x_t)|^2 dt = |m1 - m0|^2 + tr(S0 + S1) - (pi/2) tr(S0 # S1) for flow matching with independent ends."""
    ar, S0, S1 = pair.ar, pair.S0, pair.S1
    return _square(pair) + _trace(ar, S0 + S1) - ar.pi() / 2 * _trace(ar, geometric_mean(ar, S0, S1))


def _square(pair: Transport) -> Array:
    return pair.ar.einsum("i,i->", pair.m1 - pair.m0, pair.m1 - pair.m0)


def _covariances(ar: Arithmetic, *given: Any) -> list[Array]:
    return [door.square(ar, f"S{i}", S) for i, S in enumerate(given)]


def _trace(ar: Arithmetic, M: Array) -> Array:
    return ar.einsum("ii->", M)


def _points(pair: Transport, t: Time, x: Points) -> Array:
    return door.batch(pair.ar, t, x, pair.m0.shape[0])[1]
