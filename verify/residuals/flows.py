"""Residuals of velocities and flow maps: each is zero if the formula is what it is claimed to be, and quotes no formula for it."""

from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any

import numpy as np

from analytic import brenier, gaussian, line, mixture, two_times
from analytic.arithmetic import Array, Law, Points, Time
from analytic.mixture import Mixture
from verify.claim import Case, Formula
from verify.routes.conditional import component_drifts, responsibilities
from verify.routes.draws import Draw

PART = 100  # of z: any step shows an affine map's derivative, and one that is not small shows a bent map's bend
STEP = 20  # in 80 digits: truncation is 1e-40 of the third derivative, rounding 1e-60 of the value
KEPT = 64  # transports that are made once; a larger number would only save time


def at_start(flow: Formula, case: Case) -> Array:
    """phi_0(x) - x."""
    return flow(case.law, case.ar.array(0), case.x) - case.x


def matrix(f: Formula, law: Law, t: Time) -> Array:
    """M of f(law, t, x) = M x + c, from the values of f at 0 and at the unit vectors, (d, d)."""
    unit = law.ar.eye(len(law.m0))
    return (f(law, t, unit) - f(law, t, 0 * unit)).T


def covariance(pair: Law, t: Time) -> Array:
    """Cov(a x0 + b x1), (d, d)."""
    a, b, _, _ = pair.path(pair.ar, t)
    return a * a * pair.S0 + b * b * pair.S1 + a * b * (pair.X + pair.X.T)


def second_moments(velocity: Formula, case: Case) -> Array:
    """S_t' - J S_t - S_t J^T and m_t' - v(m_t) for an affine velocity v of slope J; m_t, S_t the moments of a x0 + b x1."""
    ar, law = case.ar, case.law
    a, b, da, db = law.path(ar, case.t)
    rate = 2 * a * da * law.S0 + 2 * b * db * law.S1 + (da * b + a * db) * (law.X + law.X.T)
    JS = matrix(velocity, law, case.t) @ covariance(law, case.t)
    m, dm = a * law.m0 + b * law.m1, da * law.m0 + db * law.m1
    mean = dm - velocity(law, case.t, (m + 0 * case.x)[:1])
    return np.concatenate([np.asarray(rate - JS - JS.T), np.asarray(mean)])[None]


def covariance_rate(formula: Formula) -> tuple[Formula, Formula]:
    """S_t' = A S_t + S_t A^T with A = d formula/dx: the drift moves the covariance of x_t as it must."""

    def rate(pair: Law, t: Time) -> Array:
        AS = matrix(formula, pair, t) @ gaussian.moments(pair, t)[2]
        return AS + AS.T

    return lambda pair, t: gaussian.moments(pair, t)[2], rate


def along_the_path(position: Formula) -> Callable[[Formula], tuple[Formula, Formula]]:
    """d/dt position(x0) is the velocity there: both sides."""
    return lambda velocity: (position, lambda law, t, x: velocity(law, t, position(law, t, x)))


def end_map(formula: Formula, case: Case) -> Array:
    """phi_1(x) of a Gaussian pair less the formula."""
    return gaussian.flow(case.law, 0, 1, case.x) - formula(case.law, case.t, case.x)


def push_forward(flow: Formula, case: Case) -> Array:
    """On a line the log odds of phi_t(x) at t less those of x at 0; of a Gaussian pair M S0 M^T - S_t, M the slope of phi_t."""
    law, t, x = case.law, case.t, case.x
    if isinstance(law, Mixture):
        return line.log_odds(law, t, flow(law, t, x)) - line.log_odds(law, 0, x)
    M = matrix(flow, law, t)
    return (M @ law.S0 @ M.T - gaussian.moments(law, t)[2])[None]


def wiggle(flow: Formula, law: Law, t: Time, x: Points, z: Array) -> Array:
    """(phi_t(x + eps z) - phi_t(x))/eps for eps = 1/PART: exact where phi_t is affine."""
    eps = 1 / law.ar.array(PART)
    return (flow(law, t, x + eps * z) - flow(law, t, x)) / eps


def spread(flow: Formula, case: Case) -> Array:
    """The sum over unit vectors e of wiggle(e) wiggle(e)^T, (n, d, d): the covariance of the wiggle by standard normal z."""
    rows = [wiggle(flow, case.law, case.t, case.x, e) for e in case.ar.eye(case.x.shape[-1])]
    return sum(outer(r) for r in rows)


def outer(v: Array) -> Array:
    """v v^T, (..., d, d)."""
    return v[..., :, None] * v[..., None, :]


@lru_cache(maxsize=KEPT)
def as_transport(pair: Law) -> brenier.Transport:
    """The ends of a Gaussian pair, without their coupling."""
    return brenier.Transport(pair.ar, pair.m0, pair.S0, pair.m1, pair.S1)


def flow_from_start(law: Law, t: Time, x: Points) -> Array:
    """phi_t(x) from time 0 to t: a mixture on a line or a Gaussian pair."""
    return two_times.flow_map(law, 0, t, x)


def jacobian(f: Formula) -> Formula:
    """df_i/dx_j of any formula: exact in symbols, in digits by central differences of step 10^-STEP.

    Errors: ValueError in other arithmetics, where the step would be lost.
    """

    def derivative(law: Law, t: Time, x: Points) -> Array:
        if law.ar.name not in ("symbols", "digits"):
            raise ValueError(f"{law.ar.name}: this derivative is for symbols and for digits")
        if law.ar.name == "symbols":
            entries = [np.frompyfunc(partial(_diff, v), 1, 1)(f(law, t, x)) for v in x[0]]
            return np.stack(entries, axis=-1)
        h = law.ar.array(1) / 10**STEP
        steps = h * law.ar.eye(x.shape[-1])
        return np.stack([(f(law, t, x + e) - f(law, t, x - e)) / (2 * h) for e in steps], axis=-1)

    return derivative


def _diff(v: Array, e: Any) -> Any:
    return e.diff(v)


def by_component(target: Formula) -> Callable[[Formula], tuple[Formula, Formula]]:
    """For sampling: E[target | x_t, k] = formula_k through E[1_k target | x_t] = P(k | x_t) formula_k; target (n, m) of a draw."""

    def picked(draw: Draw) -> Array:
        return np.eye(len(draw.law.w))[draw.k][:, :, None] * target(draw)[:, None]

    return lambda formula: (picked, lambda mix, t, x: responsibilities(mix, t, x)[..., None] * formula(mix, t, x))


def affine_in_each(formula: Formula, case: Case) -> Array:
    """A_k x, A_k = formula_k, less what E[x1 - x0 | x, k] is above its value at 0; where a responsibility is zero as well."""
    law, t, x = case.law, case.t, case.x
    away = component_drifts(law, t, x) - component_drifts(law, t, 0 * x)
    return case.ar.einsum("nkij,nj->nki", case.value(formula), x) - away


def continuity(formula: Formula) -> tuple[Formula, Formula]:
    """d/dt log p_t = -div v - v . grad log p_t for the velocity v = formula: both sides, derivatives by `jacobian`."""
    log_p, dv, dlog_p = mixture.log_density, jacobian(formula), jacobian(mixture.log_density)

    def rate(mix: Law, t: Time, x: Points) -> Array:
        div = mix.ar.einsum("...ii->...", dv(mix, t, x))
        return -div - mix.ar.einsum("...i,...i->...", formula(mix, t, x), dlog_p(mix, t, x))

    return log_p, rate
