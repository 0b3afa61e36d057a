"""Noise added step by step along a path, and taken away: transitions, the posterior of DDPM and VDM, what an ancestral step misses.

    x_t = b_t x1 + a_t x0,   x_t | x_s ~ N(c x_s + (a_t - c a_s) m0, k S0),   c = b_t/b_s,   k = a_t^2 - c^2 a_s^2,   s >= t

The chain runs from the data at 1 to the noise at 0 and is Markov. At each time it has the law of the path, at two times not: there
x_s and x_t share one x0. VDM's alpha and sigma are b and a, its alpha_{t|s} is c, its sigma_{t|s}^2 is k.

Letters: mix a `Mixture`, any d: the source N(m0, S0), any mixture as data. x (..., d) is x_t, x1 (..., d) the data, s, t numbers,
t <= s nearer the data; g = b_s k/a_t^2 the weight of x1 in the posterior's mean.
Conditions: a_t != 0 (t < 1), b_s != 0 (linear: s > 0); for the moments given x_t, x_t has a density, else SingularCovariance.
The noise to signal ratio a/b falls in time, as on every path of `path`. Errors: ValueError at the door.
Source: Sohl-Dickstein et al. 2015, Ho et al. 2020 (DDPM), Kingma et al. 2021 (VDM); the covariance: Bao et al. 2022 (Analytic-DPM).
"""

from analytic import door, mixture, samplers
from analytic._answers import finite
from analytic.arithmetic import Array, Points, Time
from analytic.mixture import Mixture
from analytic.path import noise_added


@finite
def transition(mix: Mixture, s: Time, t: Time) -> tuple[Array, Array]:
    """c = b_t/b_s and k = a_t^2 - c^2 a_s^2: x_t | x_s ~ N(c x_s + (a_t - c a_s) m0, k S0), numbers."""
    _schedule(mix, s, t)
    return noise_added(mix.ar, mix.path, s, t)


@finite
def posterior_mean(mix: Mixture, s: Time, t: Time, x: Points, x1: Points) -> Array:
    """E[x_s | x_t = x, x1] = b_s x1 + a_s m0 + c a_s^2/a_t^2 (x - b_t x1 - a_t m0), (..., d); for m0 = 0

    c a_s^2/a_t^2 x + g x1, as VDM has it.
    """
    ar, d = mix.ar, mix.m0.shape[0]
    x, x1 = door.points(ar, "x", x, d), door.points(ar, "x1", x1, d)
    door.shape("x1", x1, tuple(x.shape), "of the shape of x")
    (a, b), (at, bt) = _schedule(mix, s, t)
    c, _ = transition(mix, s, t)
    return b * x1 + a * mix.m0 + c * a * a / (at * at) * (x - bt * x1 - at * mix.m0)


@finite
def posterior_covariance(mix: Mixture, s: Time, t: Time) -> Array:
    """Cov[x_s | x_t, x1] = a_s^2 k/a_t^2 S0 = a_s^2 (1 - q^2) S0, q = b_t a_s/(b_s a_t), (d, d): the same for all x_t and x1."""
    _schedule(mix, s, t)
    return samplers.ancestral_variance(mix, t, s) * mix.S0


@finite
def ancestral_mean(mix: Mixture, s: Time, t: Time, x: Points) -> Array:
    """E[x_s | x_t = x] = E[x_s | x_t = x, x1 = E[x1 | x_t = x]], (..., d): the ancestral step's, exactly."""
    return posterior_mean(mix, s, t, x, mixture.denoiser(mix, t, x))


@finite
def ancestral_covariance(mix: Mixture, s: Time, t: Time, x: Points) -> Array:
    """Cov[x_s | x_t = x] = a_s^2 k/a_t^2 S0 + g^2 Cov[x1 | x_t = x], g = b_s k/a_t^2, (..., d, d): the step has its first term."""
    (_, b), (at, _) = _schedule(mix, s, t)
    g = b * transition(mix, s, t)[1] / (at * at)
    return posterior_covariance(mix, s, t) + g * g * mixture.denoiser_covariance(mix, t, x)


def _schedule(mix: Mixture, s: Time, t: Time) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """a, b at s and at t."""
    ar, one = mix.ar, "noise is added between two numbers s and t at a time"
    s, t = door.times(ar, s, one), door.times(ar, t, one)
    door.positive(ar, "s - t (noise is added from s to t, away from the data)", s - t, strict=False)
    (a, b, _, _), (at, bt, _, _) = mix.path(ar, s), mix.path(ar, t)
    door.nonzero(ar, b, "b = 0 at s: x_s holds nothing of the data, and gives no transition; take s > 0")
    door.nonzero(ar, at, "a = 0 at t: x_t is the data themselves; take t < 1")
    return (a, b), (at, bt)
