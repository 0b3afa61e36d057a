"""Samplers, posteriors and losses in other people's conventions: made of what a formula is given there, they are what they are.

Each text is the text-book's, in the author's clock, of given velocities, scores, scales and operands; a near miss differs.
"""

from functools import partial
from typing import Any

import numpy as np
import pytest

from analytic import arithmetic
from verify import as_derivation
from verify.derivations import cases
from verify.evidence.enclosure import compare

CONVENTIONS: dict[str, dict[str, Any]] = {
    **{name: {"convention": name} for name in ("noise at 1", "edm", "vp", "cosine", "shifted", "ve", "pi0", "meanflow")},
    "a thousand": {"time": (1000, 0)},
}
CASES, NEAR = 3, 10**9


def towards(time: str) -> int:
    """The sign of a step towards the data."""
    return 1 if time == "pi0" else -1


def sde(law: Any, t: Any, x: Any, velocity: Any, score: Any, g: Any, sign: int) -> Any:
    return velocity + sign * g**2 / 2 * score


def noising_sde(law: Any, t: Any, x: Any, velocity: Any, score: Any, g: Any, sign: int) -> Any:
    return velocity - sign * g**2 / 2 * score


def euler(law: Any, t: Any, x: Any, velocity: Any, dt: Any, sign: int) -> Any:
    return x + dt * velocity


def mean(law: Any, t: Any, x: Any, velocity: Any, score: Any, g: Any, dt: Any, sign: int) -> Any:
    return x + dt * (velocity + sign * g**2 / 2 * score)


def deviation(law: Any, t: Any, x: Any, g: Any, dt: Any, sign: int) -> Any:
    return g * law.ar.sqrt(sign * dt)


def step(law: Any, t: Any, x: Any, velocity: Any, score: Any, g: Any, dt: Any, z: Any, sign: int) -> Any:
    return mean(law, t, x, velocity, score, g, dt, sign) + deviation(law, t, x, g, dt, sign) * z


def log_probability(law: Any, t: Any, x: Any, velocity: Any, score: Any, g: Any, dt: Any, x_next: Any, sign: int) -> Any:
    e, variance = x_next - mean(law, t, x, velocity, score, g, dt, sign), g**2 * sign * dt
    return -law.ar.einsum("...i,...i->...", e, e) / (2 * variance) - x.shape[-1] * law.ar.log(2 * law.ar.pi() * variance) / 2


def divergence(law: Any, t: Any, x: Any, div_v: Any, hessian: Any, g: Any, sign: int) -> Any:
    return div_v + sign * g**2 / 2 * law.ar.einsum("...ii->...", hessian)


def ddim_deviation(law: Any, t: Any, x: Any, alpha_s: Any, sigma_s: Any, alpha_t: Any, sigma_t: Any, eta: Any, sign: int) -> Any:
    return eta * sigma_s * law.ar.sqrt(1 - (alpha_t * sigma_s / (alpha_s * sigma_t)) ** 2)


def ddim(
    law: Any,
    t: Any,
    x: Any,
    denoised: Any,
    noise_pred: Any,
    alpha_s: Any,
    sigma_s: Any,
    alpha_t: Any,
    sigma_t: Any,
    eta: Any,
    sign: int,
) -> Any:
    w = ddim_deviation(law, t, x, alpha_s, sigma_s, alpha_t, sigma_t, eta, sign)
    return alpha_s * denoised + law.ar.sqrt(sigma_s**2 - w**2) * noise_pred


def posterior(law: Any, t: Any, x: Any, data: Any, alpha_s: Any, sigma_s: Any, alpha_t: Any, sigma_t: Any, sign: int) -> Any:
    a = alpha_t / alpha_s
    return a * sigma_s**2 / sigma_t**2 * x + alpha_s * (sigma_t**2 - a**2 * sigma_s**2) / sigma_t**2 * data


def given_data(law: Any, t: Any, x: Any, data: Any, alpha_t: Any, sigma_t: Any, dalpha: Any, dsigma: Any, sign: int) -> Any:
    return dsigma * (x - alpha_t * data) / sigma_t + dalpha * data


def given_source(law: Any, t: Any, x: Any, source: Any, alpha_t: Any, sigma_t: Any, dalpha: Any, dsigma: Any, sign: int) -> Any:
    return dsigma * source + dalpha * (x - sigma_t * source) / alpha_t


def score_given_data(law: Any, t: Any, x: Any, data: Any, alpha_t: Any, sigma_t: Any, sign: int) -> Any:
    return (alpha_t * data - x) / sigma_t**2


def loss_in_data(law: Any, t: Any, x: Any, alpha_t: Any, sigma_t: Any, dalpha: Any, dsigma: Any, sign: int) -> Any:
    return (dalpha - dsigma * alpha_t / sigma_t) ** 2


def loss_in_noise(law: Any, t: Any, x: Any, alpha_t: Any, sigma_t: Any, dalpha: Any, dsigma: Any, sign: int) -> Any:
    return (dsigma - dalpha * sigma_t / alpha_t) ** 2


def guided(law: Any, t: Any, x: Any, velocity: Any, v_cond: Any, w: Any, sign: int) -> Any:
    return velocity + w * (v_cond - velocity)


TEXTS: tuple[tuple[Any, str, tuple[str, ...]], ...] = (
    (sde, "sde_drift", ()),
    (noising_sde, "noising_sde_drift", ()),
    (euler, "euler_step", ()),
    (mean, "euler_maruyama_mean", ()),
    (deviation, "step_deviation", ()),
    (step, "euler_maruyama_step", ()),
    (log_probability, "step_log_probability", ()),
    (divergence, "sde_drift_divergence", ()),
    (ddim_deviation, "ddim_deviation", ()),
    (ddim, "ddim_mean", ("standard source",)),
    (posterior, "posterior_step_mean", ("centred source",)),
    (given_data, "conditional_velocity", ()),
    (given_source, "velocity_from_source", ()),
    (score_given_data, "conditional_score", ("standard source",)),
    (loss_in_data, "velocity_loss_in_data", ()),
    (loss_in_noise, "velocity_loss_in_noise", ()),
    (guided, "guided_velocity", ()),
)
DIRECTED = (sde, noising_sde, mean, step, log_probability, divergence)


@pytest.mark.parametrize("name", CONVENTIONS)
@pytest.mark.parametrize(("text", "of", "assume"), TEXTS, ids=lambda v: getattr(v, "__name__", ""))
def test_texts_of_what_is_given_are_the_quantities(text: Any, of: str, assume: tuple[str, ...], name: str) -> None:
    sign = towards(name)
    d = as_derivation(partial(text, sign=sign), of, assume=("0<t<1", *assume), **CONVENTIONS[name])
    ar = arithmetic.balls(256)
    with ar.scope():
        for r in cases.fresh("mixture", d.needs | {"no far tails", "regular"}, 0, CASES):
            at = r.law(ar), ar.array(r.times[0]), ar.array([list(p) for p in r.points])
            known = np.asarray(d.reference(*at), dtype=object)
            found = np.broadcast_to(np.asarray(d.formula(*at), dtype=object), known.shape)
            enclosed = compare(found, known)
            assert not enclosed.differs and enclosed.width < 1e-30, r.name
            assert compare(found * (1 + ar.array(1) / NEAR), known).differs
            if text in DIRECTED:
                other = np.asarray(partial(text, sign=-sign)(d.convention.theirs(at[0]), at[1], at[2], **d.fed(*at)), dtype=object)
                assert not other.flat[0].is_finite() or compare(np.broadcast_to(other, known.shape), known).differs
