"""Samplers: the law of one step from x at time t to time s, exactly as it is computed, and its log-probability.

    X_s ~ N(mean, V) given X_t = x;   h = s - t, |h| the time that passes;   dX = (v + e g) dt + sqrt(2 e) dW keeps the law of x_t

Letters: law a `gaussian.Pair` or a `mixture.Mixture`, its path a, b at t, a', b' at s; v velocity, g = grad log p_t score,
D = E[x1 | x_t = x], N = E[x0 | x_t = x]; e the diffusion, eta the share of ancestral noise, q = b a'/(b' a). x (..., d) points;
t, s numbers, or one per point, in [0, 1]; V (d, d) or (..., d, d). Steps to an earlier time (s < t) run backward in time.
Conditions: where v, g, D and N exist at t, else SingularCovariance. Errors: ValueError at the door.
Source: Song et al. 2021 (both equations in both directions; DDIM); Ho et al. 2020 (ancestral); Karras et al. 2022 (churn, Heun).
"""

from typing import Any

from analytic import door
from analytic._answers import finite
from analytic._laws import closed_forms, independent
from analytic.arithmetic import Arithmetic, Array, Law, Points, Time
from analytic.path import noise_added

APART = "the chain that adds noise is for independent ends: X = Cov[x0, x1] must be 0"
Step = tuple[Array, Array]  # mean (..., d), covariance (..., d, d)


@finite
def sde_drift(law: Law, e: Any, t: Time, x: Points) -> Array:
    """v + e g, (..., d): with sqrt(2 |e|) dW it keeps the law of x_t, forward in time for e > 0, backward for e < 0."""
    t, x = _points(law, t, x)
    return closed_forms(law).drift(law, t, x) + door.number(law.ar, "e", e, x) * closed_forms(law).score(law, t, x)


@finite
def euler_step(law: Law, t: Time, s: Time, x: Points) -> Array:
    """x + h v(t, x), (..., d)."""
    t, s, x, h = _step(law, t, s, x)
    return x + h * closed_forms(law).drift(law, t, x)


@finite
def heun_step(law: Law, t: Time, s: Time, x: Points) -> Array:
    """x + h (v(t, x) + v(s, x + h v(t, x)))/2, (..., d)."""
    t, s, x, h = _step(law, t, s, x)
    v = closed_forms(law).drift(law, t, x)
    return x + h * (v + closed_forms(law).drift(law, s, x + h * v)) / 2


@finite
def euler_maruyama(law: Law, e: Any, t: Time, s: Time, x: Points) -> Step:
    """mean = x + h v + |h| e g,  V = 2 e |h| I;  e >= 0 (one for each point, too)."""
    t, s, x, h = _step(law, t, s, x)
    e = door.number(law.ar, "e", e, x)
    door.positive(law.ar, "e", e, strict=False)
    mean = x + h * closed_forms(law).drift(law, t, x) + abs(h) * e * closed_forms(law).score(law, t, x)
    return mean, (2 * e * abs(h))[..., None] * law.ar.eye(x.shape[-1])


@finite
def ancestral_variance(law: Law, t: Time, s: Time) -> Array:
    """a'^2 (1 - q^2), (...): Var[x_s | x_t, x1] of the Markov chain that adds noise, for a source of variance 1; t <= s."""
    a, _, q = _chain(law, door.times(law.ar, t), door.times(law.ar, s))
    door.positive(law.ar, "1 - q^2, which is negative before t,", 1 - q * q, strict=False)
    return _ancestral(a, q)[..., 0]


@finite
def ddim_step(law: Law, eta: Any, t: Time, s: Time, x: Points) -> Step:
    """mean = b' D + a' m0 + a' sqrt(1 - eta^2 (1 - q^2)) (N - m0),  V = eta^2 a'^2 (1 - q^2) S0.

    eta = 0 is DDIM, eta = 1 the ancestral step of DDPM: the posterior of x_s given x_t and x1, D put in for x1. For a source
    N(0, I) with w^2 = V: b' D + sqrt(a'^2 - w^2) N + w z. 0 <= eta <= 1; t <= s unless eta = 0; a, b' > 0.
    """
    ar, (t, s, x, h) = law.ar, _step(law, t, s, x)
    eta = door.number(ar, "eta", eta)
    door.positive(ar, "eta", eta, strict=False)
    door.positive(ar, "1 - eta", 1 - eta, strict=False)
    door.positive(ar, "eta (s - t)", eta * h, strict=False)
    a, b, q = _chain(law, t, s)
    keep = ar.sqrt(1 - eta * eta + eta * eta * q * q)
    N = closed_forms(law).noise(law, t, x) - law.m0
    mean = b * closed_forms(law).denoiser(law, t, x) + a * (law.m0 + keep * N)
    return mean, (eta * eta * _ancestral(a, q))[..., None] * law.S0


@finite
def churn(law: Law, t: Time, s: Time, x: Points) -> Step:
    """mean = r x + (a' - r a) m0,  V = (a'^2 - r^2 a^2) S0,  r = b'/b: noise is added from t back to s <= t, where b > 0.

    With b = 1 (EDM) and a source N(0, I), x + sqrt(sigma'^2 - sigma^2) z. It keeps the law: x_t becomes x_s.
    """
    t, s, x, _ = _step(law, t, s, x)
    independent(law, APART)
    r, k = noise_added(law.ar, law.path, t[..., None], s[..., None])
    a, a1 = _path(law, t)[0], _path(law, s)[0]
    return r * x + (a1 - r * a) * law.m0, k[..., None] * law.S0


@finite
def log_probability(ar: Arithmetic, mean: Any, S: Any, y: Points) -> Array:
    """log N(y; mean, S) = -(y - mean)^T S^-1 (y - mean)/2 - log det(2 pi S)/2, (...): a sum over dimensions, no mean of them."""
    mean, S = door.points(ar, "mean", mean, None), door.array(ar, "S", S)
    d = mean.shape[-1] if mean.ndim else 0
    door.dimensions(d=d)
    y = door.points(ar, "y", y, d)
    door.shape("S", S, (*S.shape[:-2], d, d), "(..., d, d)")
    door.covariance(ar, "S", S, definite=True)
    e = y - mean
    return -(ar.einsum("...i,...i->...", ar.solve(S, e), e) + ar.logdet(2 * ar.pi() * S)) / 2


def _points(law: Law, t: Time, x: Points) -> tuple[Array, Array]:
    return door.batch(closed_forms(law) and law.ar, t, x, law.m0.shape[0])


def _step(law: Law, t: Time, s: Time, x: Points) -> tuple[Array, Array, Array, Array]:
    """t, s, x, and h (..., 1)."""
    t, x = _points(law, t, x)
    s, x = _points(law, s, x)
    return t, s, x, s[..., None] - t[..., None]


def _path(law: Law, t: Array) -> tuple[Array, Array]:
    """a, b, (..., 1)."""
    a, b, _, _ = law.path(law.ar, t[..., None])
    return a, b


def _chain(law: Law, t: Array, s: Array) -> tuple[Array, Array, Array]:
    """a', b', q, (..., 1), where these are finite."""
    independent(law, APART)
    (a, b), (a1, b1) = _path(law, t), _path(law, s)
    door.nonzero(law.ar, a, "a = 0 at t: x_t is data, no noise is left to be taken away; take t < 1")
    door.nonzero(law.ar, b1, "b = 0 at s: the step leads to noise alone; take s > 0")
    return a1, b1, b * a1 / (b1 * a)


def _ancestral(a: Array, q: Array) -> Array:
    return a * a * (1 - q) * (1 + q)
