"""Samplers: the drift of an SDE with the law of x_t at each t, and the steps of solvers, from t to the other time s."""

from typing import Any

from analytic import conditional, gaussian, mixture, noising, samplers
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Formula
from verify.derivations import compositions as by
from verify.derivations.quantity import RATE, Quantity
from verify.regimes.operands import first_step, other_time, value


def _everywhere(f: Formula) -> dict[str, Formula]:
    return by.for_all(f, f)


def _diffusion(law: Law) -> Array:
    """e of sqrt(2 e) dW, that is g dW."""
    return value(law, "level") ** 2 / 2


def _sde_drift(sign: int) -> Formula:
    return lambda law, t, x: samplers.sde_drift(law, sign * _diffusion(law), t, x)


def _divergence(of: Any) -> Formula:
    """div f = div u + g^2/2 tr grad grad log p_t."""

    def f(law: Law, t: Time, x: Points) -> Array:
        return of.divergence(law, t, x) + _diffusion(law) * law.ar.einsum("...ii->...", of.score_jacobian(law, t, x))

    return f


def _end(law: Law, t: Time) -> Array:
    """Where a first-order step ends, in our time."""
    return law.ar.array(t)[()] + first_step(law, t)


def _euler(law: Law, t: Time, x: Points) -> Array:
    return samplers.euler_step(law, t, _end(law, t), x)


def _mean(law: Law, t: Time, x: Points) -> Array:
    return samplers.euler_maruyama(law, _diffusion(law), t, _end(law, t), x)[0]


def _deviation(law: Law, t: Time, x: Points) -> Array:
    """g sqrt(h)."""
    return value(law, "level") * law.ar.sqrt(first_step(law, t))


def _with_noise(law: Law, t: Time, x: Points) -> Array:
    return _mean(law, t, x) + _deviation(law, t, x) * value(law, "normal")


def _log_probability(law: Law, t: Time, x: Points) -> Array:
    mean, S = samplers.euler_maruyama(law, _diffusion(law), t, _end(law, t), x)
    return samplers.log_probability(law.ar, mean, S, 0 * mean + value(law, "next_point"))


def _ddim(law: Law, t: Time, x: Points) -> Array:
    return samplers.ddim_step(law, value(law, "share"), t, other_time(law, t), x)[0]


def _ddim_deviation(law: Law, t: Time, x: Points) -> Array:
    return value(law, "share") * law.ar.sqrt(samplers.ancestral_variance(law, t, other_time(law, t)))


def _posterior(law: Law, t: Time, x: Points) -> Array:
    x = law.ar.array(x)
    return noising.posterior_mean(law, other_time(law, t), t, x, 0 * x + value(law, "data_point"))


def _posterior_covariance(law: Law, t: Time, x: Points) -> Array:
    return noising.posterior_covariance(law, other_time(law, t), t)


def _bridge(law: Law, t: Time, x: Points) -> Array:
    """x + (s - t) u(x | x1), u straight to x1."""
    t, x = law.ar.array(t)[()], law.ar.array(x)
    return x + (other_time(law, t) - t) * conditional.velocity(law, t, x, 0 * x + value(law, "data_point"))


_LATER, _LEVEL, _POINT = frozenset({"later"}), frozenset({"level"}), frozenset({"later", "data_point"})
_SHARE, _INSIDE, _APART = frozenset({"later", "share"}), frozenset({"0<t<1"}), frozenset({"0<t<1", "independent"})
QUANTITIES = (
    Quantity(
        "sde_drift",
        "f of dX = f dt + g dW, run towards the data, with the law of x_t at each t: u + g^2/2 grad log p_t where t grows",
        "(..., d)",
        _everywhere(_sde_drift(1)),
        rate=RATE,
        takes=_LEVEL,
    ),
    Quantity(
        "noising_sde_drift",
        "f of dX = f dt + g dW, run towards the source, with the law of x_t at each t",
        "(..., d)",
        _everywhere(_sde_drift(-1)),
        rate=RATE,
        takes=_LEVEL,
    ),
    Quantity(
        "sde_drift_divergence",
        "div f of the sde_drift f",
        "(...)",
        by.for_all(_divergence(mixture), _divergence(gaussian)),
        rate=RATE,
        takes=_LEVEL,
    ),
    Quantity(
        "euler_step",
        "x + h u(t, x): one step of Euler's method towards the data",
        "(..., d)",
        _everywhere(_euler),
        needs=_INSIDE,
        takes=_LATER,
    ),
    Quantity(
        "euler_maruyama_mean",
        "x + h f, f the sde_drift: the mean of one step of the SDE towards the data",
        "(..., d)",
        _everywhere(_mean),
        needs=_INSIDE,
        takes=_LATER | _LEVEL,
    ),
    Quantity(
        "euler_maruyama_step",
        "x + h f + g sqrt|h| z, f the sde_drift",
        "(..., d)",
        _everywhere(_with_noise),
        needs=_INSIDE,
        takes=_LATER | _LEVEL | {"normal"},
    ),
    Quantity(
        "step_deviation",
        "g sqrt|h|: the standard deviation of one step of an SDE",
        "()",
        _everywhere(_deviation),
        lawless=True,
        needs=_INSIDE,
        takes=_LATER | _LEVEL,
    ),
    Quantity(
        "step_log_probability",
        "log density of one Euler-Maruyama step at the next point, summed over dimensions",
        "(...)",
        _everywhere(_log_probability),
        needs=_INSIDE,
        takes=_LATER | _LEVEL | {"next_point"},
    ),
    Quantity(
        "ddim_mean",
        "alpha_s D + sqrt(sigma_s^2 - w^2) N, w the ddim_deviation, source N(0, I): the mean of a step of DDIM(eta)",
        "(..., d)",
        by.for_independent(_ddim),
        needs=_APART | {"standard source"},
        takes=_SHARE,
    ),
    Quantity(
        "ddim_deviation",
        "w = eta sigma_s sqrt(1 - (alpha_t sigma_s/(alpha_s sigma_t))^2)",
        "()",
        by.for_independent(_ddim_deviation),
        needs=_APART,
        lawless=True,
        takes=_SHARE,
    ),
    Quantity(
        "posterior_step_mean",
        "E[x_s | x_t = x, x1], noise added step by step (DDPM, VDM): the mean of an ancestral step with the clean sample",
        "(..., d)",
        by.for_mixtures(_posterior),
        needs=_INSIDE,
        takes=_POINT,
    ),
    Quantity(
        "posterior_step_covariance",
        "Cov[x_s | x_t = x, x1], noise added step by step (DDPM, VDM)",
        "(d, d)",
        by.for_mixtures(_posterior_covariance),
        needs=_INSIDE,
        takes=_LATER,
    ),
    Quantity(
        "bridge_step_mean",
        "E[X_s | X_t = x, X_1 = x1] of a Brownian bridge with clock t, whatever its other end and its noise",
        "(..., d)",
        by.for_independent(_bridge),
        needs=_INSIDE,
        takes=_POINT,
        linear=True,
    ),
)
