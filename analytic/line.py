"""One dimension, any mixture: distribution function, quantile, and the exact flow map of the drift, without solving an ODE.

    F_t(x) = P(x_t <= x) = sum_k w_k Phi(z_k),   z_k = (x - mu_k)/sigma_k,   phi_{s->t} = F_t^-1 o F_s

On a line the flow of u keeps the order of points, hence F: phi is the flow map of u for every path. F is handled through its
log odds, log F - log(1 - F), which keep their accuracy in both tails.

Letters: mix a `Mixture` with d = 1; w (K,) weights; mu (K,) or (..., 1, K) the means a m0 + b m_k and sigma the standard
deviations sqrt(a^2 S0 + b^2 C_k) at t. Functions are elementwise: x (..., 1) in, (..., 1) out; t a number, or one per point.
Conditions: sigma_k > 0 at each t asked for, else SingularCovariance. Symbols: the flow map for K = 1 only, where it is affine.
Errors: ValueError at the door, and where a root misses its equation. In floats y is off by dy = dF/p_t(y), dF the rounding of F
(its log odds are off by a few u (|log F| + |log (1 - F)|)), or by a last place of y, whichever is larger.
Source: monotone rearrangement; the drift that phi integrates is Causality-Delta, eq. (3).
"""

from typing import Any

from analytic import door
from analytic._answers import finite
from analytic._entries import unit
from analytic._values import EXACT
from analytic.arithmetic import Array, Points, SingularCovariance, Time
from analytic.mixture import Mixture, log_density

Law = tuple[Array, Array]  # mu, sigma


@finite
def cdf(mix: Mixture, t: Time, x: Points) -> Array:
    """F_t(x) = sum_k w_k Phi((x - mu_k)/sigma_k), (..., 1)."""
    t, x = _points(mix, t, x)
    return mix.ar.exp(_log_tail(mix, _law(mix, t), x, 1))


@finite
def survival(mix: Mixture, t: Time, x: Points) -> Array:
    """1 - F_t(x) = sum_k w_k Phi(-(x - mu_k)/sigma_k), (..., 1): accurate where F is near 1."""
    t, x = _points(mix, t, x)
    return mix.ar.exp(_log_tail(mix, _law(mix, t), x, -1))


@finite
def log_odds(mix: Mixture, t: Time, x: Points) -> Array:
    """log F_t(x) - log(1 - F_t(x)), (..., 1): increasing from -inf to inf, accurate in both tails."""
    t, x = _points(mix, t, x)
    return _log_odds(mix, _law(mix, t), x)


@finite
def quantile(mix: Mixture, t: Time, p: Any) -> Array:
    """F_t^-1(p), (..., 1) for p (..., 1), 0 < p < 1; it lies between some mu_k +- sigma_k sqrt(-2 log(p (1 - p)))."""
    ar, p = mix.ar, door.array(mix.ar, "p", p)
    door.probability(ar, p)
    t, p = _points(mix, t, p)
    mu, sigma = _law(mix, t)
    reach = sigma * ar.sqrt(-2 * ar.log(p * (1 - p)))[..., None]  # Phi(-z) <= exp(-z^2/2)/2
    return _solve(mix, t, ar.log(p) - ar.log(1 - p), mu - reach, mu + reach)


@finite
def flow_map(mix: Mixture, s: Time, t: Time, x: Points) -> Array:
    """phi_{s->t}(x) = F_t^-1(F_s(x)), (..., 1): where the drift carries x from time s to time t, forwards or backwards.

    It lies between the least and the largest of the components' own maps mu_k(t) + sigma_k(t) (x - mu_k(s))/sigma_k(s).

    >>> from analytic.arithmetic import float64
    >>> from analytic.mixture import mixture
    >>> two_modes = mixture(float64(), [0.5, 0.5], [[-2], [2]], [[[0.25]], [[0.25]]])
    >>> print(flow_map(two_modes, 0, 1, [[-0.5], [0.5], [30]])[:, 0].round(4))
    [-1.8511  1.8511 16.9885]
    """
    s, x = _points(mix, s, x)
    t, _ = _points(mix, t, x)
    (mu, sigma), (nu, tau) = _law(mix, s), _law(mix, t)
    own = nu + tau * ((x[..., None] - mu) / sigma)  # (..., 1, K)
    return _solve(mix, t, _log_odds(mix, (mu, sigma), x), own, own)


@finite
def flow_jacobian(mix: Mixture, s: Time, t: Time, x: Points) -> Array:
    """d phi_{s->t}/dx = p_s(x)/p_t(phi_{s->t}(x)), (..., 1, 1). In floats both points lie in modes wider than their last place."""
    s, x = _points(mix, s, x)
    t, y = _points(mix, t, flow_map(mix, s, t, x))
    _resolved(mix, s, x)
    _resolved(mix, t, y)
    return mix.ar.exp(_log_density(mix, s, x) - _log_density(mix, t, y))[..., None]


def _resolved(mix: Mixture, t: Array, y: Array) -> None:
    """A last place, u |y|, must change log p_t by less than 1/8, on both sides of y."""
    if mix.ar.name in EXACT:
        return
    here, step = _log_density(mix, t, y), unit(mix.ar) * y
    change = mix.ar.floats(sum(abs(_log_density(mix, t, y + side * step) - here) for side in (-1, 1)))
    if change is None:
        return
    if not (change < 1 / 8).all():
        raise ValueError(
            f"the density changes by exp({float(change.max()):.3g}) within a last place: the mode is too narrow, or too far, "
            "for these numbers; use float64 instead of float32, digits or balls"
        )


def _solve(mix: Mixture, t: Array, level: Array, lo: Array, hi: Array) -> Array:
    """The y with log odds `level` at t; their derivative is p/(F (1 - F))."""
    law = _law(mix, t)

    def rate(y: Array) -> Array:
        return mix.ar.exp(_log_density(mix, t, y) - _log_tail(mix, law, y, 1) - _log_tail(mix, law, y, -1))

    return mix.ar.root(lambda y: [_log_tail(mix, law, y, 1), -_log_tail(mix, law, y, -1), -level], rate, lo, hi)


def _log_tail(mix: Mixture, law: Law, x: Array, side: int) -> Array:
    """log P(x_t <= x) for side 1, log P(x_t > x) for side -1."""
    mu, sigma = law
    return mix.ar.logsumexp(mix.ar.log(mix.w) + mix.ar.log_ndtr(side * ((x[..., None] - mu) / sigma)))


def _log_odds(mix: Mixture, law: Law, x: Array) -> Array:
    return _log_tail(mix, law, x, 1) - _log_tail(mix, law, x, -1)


def _log_density(mix: Mixture, t: Array, x: Array) -> Array:
    return log_density(mix, t[..., None] if t.ndim else t, x[..., None])


def _law(mix: Mixture, t: Array) -> Law:
    """mu and sigma, (K,) each, or (..., 1, K) for one t per point."""
    ar = mix.ar
    a, b, _, _ = mix.path(ar, t[..., None, None] if t.ndim else t)
    variance = a * a * mix.S0[0, 0] + b * b * mix.C[:, 0, 0]
    if (v := ar.floats(variance)) is not None and not (v > 0).all():
        raise SingularCovariance(
            "a component of x_t has variance 0 here: take t strictly inside (0, 1), or variances > 0 at both ends"
        )
    return a * mix.m0[0] + b * mix.m[:, 0], ar.sqrt(variance)


def _points(mix: Mixture, t: Time, x: Points) -> tuple[Array, Array]:
    if mix.m.shape[1] != 1:
        raise ValueError(f"this mixture has d = {mix.m.shape[1]}: a distribution function orders the points of a line, d = 1 only")
    return door.batch(mix.ar, t, x, 1)
