"""The Schroedinger bridge of two Gaussians: the Brownian motion that is conditioned, in law, on both of its ends.

    (x0, x1) the entropic coupling of r = 2 sigma^2;   x_t = (1 - t) x0 + t x1 + sigma sqrt(t (1 - t)) z,   z ~ N(0, I)
    dX = b dt + sigma dW from N(m0, S0) at t = 0 has this law;   dX = c dt + sigma dW back from N(m1, S1) at t = 1 has it too

Letters: ar arithmetic; m0, m1 (d,) and S0, S1 (d, d) the ends; X = Cov[x0, x1]; m, S moments of x_t; D = Cov[x_t', x_t];
u the interpolant's drift, s the score; b = u + sigma^2/2 s, of slope B, c = u - sigma^2/2 s. x (..., d) points; t in [0, 1].
Conditions: S0 positive definite, sigma > 0; S invertible at t, else SingularCovariance. Errors: ValueError at the door.
Source: Schroedinger 1931; Leonard 2014; Bunne et al. 2023 for Gaussians.
"""

from dataclasses import dataclass
from typing import Any

from analytic import door, gaussian, interpolant
from analytic._answers import finite
from analytic._shown import Shown
from analytic.arithmetic import Arithmetic, Array, Points, Time


@dataclass(frozen=True, eq=False, repr=False)
class Bridge(Shown):
    ar: Arithmetic
    process: interpolant.Interpolant  # between the coupled ends
    sigma: Array

    @property
    def e(self) -> Array:
        """sigma^2/2."""
        return self.sigma * self.sigma / 2


def bridge(ar: Arithmetic, mean0: Any, cov0: Any, mean1: Any, cov1: Any, sigma: Any) -> Bridge:
    """N(mean0, cov0) to N(mean1, cov1) along sigma dW: of all processes with these ends the nearest to it in relative entropy.

    >>> from analytic.arithmetic import float64
    >>> law = bridge(float64(), [0], [[1]], [1], [[4]], 1)
    >>> print(cross(law).round(4), drift(law, 0, [[1]]).round(4))
    [[1.5616]] [[1.5616]]
    """
    ends = gaussian.independent(ar, mean0, cov0, mean1, cov1)
    s = door.number(ar, "sigma", sigma)
    door.positive(ar, "sigma", s)
    X = interpolant.entropic_cross(ar, ends.S0, ends.S1, 2 * s * s)
    coupled = gaussian.Pair(ar, ends.m0, ends.S0, ends.m1, ends.S1, X, ends.path)
    return Bridge(ar, interpolant.interpolant(coupled, interpolant.bridge(s)), s)


@finite
def cross(law: Bridge) -> Array:
    """X = Cov[x0, x1], (d, d)."""
    return law.process.pair.X


@finite
def covariance(law: Bridge, t: Time) -> Array:
    """S = (1 - t)^2 S0 + t^2 S1 + t (1 - t)(X + X^T + sigma^2 I), (..., d, d)."""
    return interpolant.moments(law.process, t)[2]


@finite
def drift(law: Bridge, t: Time, x: Points) -> Array:
    """b = u + sigma^2/2 s = sigma^2 grad log E[g(X_1) | X_t = x], X the Brownian motion and g one function of the end, (..., d)."""
    return interpolant.sde_drift(law.process, law.e, t, x)


@finite
def backward_drift(law: Bridge, t: Time, x: Points) -> Array:
    """c = u - sigma^2/2 s, (..., d): of the same process with time running back, dX = c dt + sigma dW, dt < 0."""
    return interpolant.drift(law.process, t, x) - law.e * interpolant.score(law.process, t, x)


@finite
def drift_matrix(law: Bridge, t: Time) -> Array:
    """B = (D - sigma^2/2 I) S^-1, (..., d, d), symmetric: b = m' + B (x - m)."""
    _, _, S, D = interpolant.moments(law.process, t)
    return law.ar.solve(S[..., None, :, :], D - law.e * law.ar.eye(S.shape[-1]))
