"""Two times of a particle: what the average velocity and MeanFlow's regression target must satisfy, by other routes.

`from_each` looks at f(law, s, t, x) from the time t of the regime towards the times s of OTHERS.
"""

from fractions import Fraction as F

import numpy as np

from analytic import gaussian, line, mixture, two_times
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Case, Formula, Function
from verify.residuals.flows import covariance, flow_from_start, matrix, outer
from verify.routes import conditional
from verify.routes.draws import Draw

OTHERS = (F(1, 5), F(19, 20))


def others(law: Law) -> list[Time]:
    return [law.ar.array(s)[()] for s in (("s",) if law.ar.name == "symbols" else OTHERS)]


def from_each(f: Function) -> Formula:
    """f(law, s, t, x) for each s of OTHERS, (n, 2, ...); in symbols for every s, (n, 1, ...)."""
    return lambda law, t, x: np.stack([f(law, s, t, x) for s in others(law)], axis=1)


def each(law: Law, value: Array) -> Array:
    """The same value for each s."""
    return np.stack([value] * len(others(law)), axis=1)


def apart(law: Law, t: Time, axes: int = 1) -> Array:
    """t - s for each s, with further axes: what stands before the values of `from_each`."""
    return np.array([t - s for s in others(law)]).reshape(-1, *(1,) * axes)


average = from_each(two_times.average_velocity)
ends = from_each(lambda law, s, t, x: flow_from_start(law, s, x))  # of the particle that starts at x


def there(f: Formula) -> Formula:
    """f where the particle is that started at x."""
    return lambda law, t, x: f(law, t, flow_from_start(law, t, x))


def travelled(f: Formula) -> tuple[Formula, Formula]:
    """(t - s) f grows along the flow by the velocity there."""
    return lambda law, t, x: apart(law, t) * there(f)(law, t, x), lambda law, t, x: each(law, there(conditional.drift)(law, t, x))


def meets(formula: Formula, case: Case) -> Array:
    """From x_t back by (t - s) f, less x_s."""
    y = flow_from_start(case.law, case.t, case.x)
    return y[:, None] - apart(case.law, case.t) * formula(case.law, case.t, y) - case.value(ends)


def along_flow(f: Formula) -> tuple[Formula, Formula]:
    """The rate of (x_t - x_s)/(t - s) is f where the particle is."""

    def displaced(law: Law, t: Time, x: Points) -> Array:
        return (each(law, flow_from_start(law, t, x)) - ends(law, t, x)) / apart(law, t)

    return displaced, there(f)


def identical(formula: Formula, case: Case) -> Array:
    """v - (t - s) f, where the particle is that started at x, less (x_t - x_s)/(t - s)."""
    law, t, x = case.law, case.t, case.x
    u = each(law, there(conditional.drift)(law, t, x)) - apart(law, t) * there(formula)(law, t, x)
    return u - along_flow(formula)[0](law, t, x)


def displaced_at(law: Law, s: Time, t: Time, x: Points) -> Array:
    """(x - x_s)/(t - s) of the particle that is at x at time t."""
    flow = line.flow_map if isinstance(law, mixture.Mixture) else gaussian.flow
    return (x - flow(law, t, s, x)) / (t - s)


def carries(formula: Formula, case: Case) -> Array:
    """D = I - (t - s) f carries the law: D S_t D^T = S_s, and on a line D p_s(phi(x)) = p_t(x)."""
    law, t, x = case.law, case.t, case.x
    D = law.ar.eye(x.shape[-1]) - apart(law, t, 2) * case.value(formula)
    if isinstance(law, gaussian.Pair):
        S = np.stack([covariance(law, s) for s in others(law)])
        return law.ar.einsum("nsij,jk,nslk->nsil", D, covariance(law, t), D) - S
    log_p, phi = conditional.log_density, two_times.flow_map
    rest = [log_p(law, t, x) - log_p(law, s, phi(law, t, s, x)) for s in others(law)]
    return D[..., 0, 0] - law.ar.exp(np.stack(rest, axis=1))


def exchanged(law: Law, s: Time, t: Time, x: Points) -> Array:
    """d_s u + (grad u) v, d_s u = (v(s, phi) - u)/(s - t): the tangents of the two times exchanged."""
    y, u = two_times.flow_map(law, t, s, x), two_times.average_velocity(law, s, t, x)
    rate = (conditional.drift(law, s, y) - u) / (s - t)
    return rate + two_times.total_derivative(law, s, t, x) - two_times.average_velocity_rate(law, s, t, x)


def target_from_start(draw: Draw) -> Array:
    """MeanFlow's regression target of each draw, s = 0."""
    return two_times.regression_target(draw.law, 0, draw.t, draw.xt, draw.velocity)


def target_spread(draw: Draw) -> Array:
    """(target - u)(target - u)^T."""
    return outer(target_from_start(draw) - two_times.average_velocity(draw.law, 0, draw.t, draw.xt))


def target_noise(law: Law, t: Time, x: Points, start: Points) -> Array:
    """G Cov[x_t' | x_t] D^T, s = 0: G as the target follows x_t', Cov by the most likely ends, D as the start follows x."""
    unit = law.ar.eye(x.shape[-1])
    follow = [two_times.regression_target(law, 0, t, x, w + 0 * x) for w in (*unit, 0 * unit[0])]
    G = np.stack([f - follow[-1] for f in follow[:-1]], axis=-1)
    if isinstance(law, gaussian.Pair):
        C, D = conditional.pair_residual_covariance(law, t), matrix(lambda law, t, x: gaussian.flow(law, t, 0, x), law, t)
        return law.ar.einsum("nij,jk,lk->nil", G, C, D)
    D = law.ar.exp(conditional.log_density(law, t, x) - conditional.log_density(law, law.ar.array(0), start))
    return G * conditional.residual_covariance(law, t, x) * D[:, None, None]


def noisy(formula: Formula, case: Case) -> Array:
    """f, where the particle is that started at x, less the covariance of the target there."""
    y = flow_from_start(case.law, case.t, case.x)
    return formula(case.law, case.t, y) - target_noise(case.law, case.t, y, case.x)


def target_mean(formula: Formula, case: Case) -> Array:
    """f, where the particle is that started at x, less the target at the mean of x_t', and less (x_t - x)/t."""
    law, t, y = case.law, case.t, flow_from_start(case.law, case.t, case.x)
    f, at_mean = formula(law, t, y), two_times.regression_target(law, 0, t, y, conditional.drift(law, t, y))
    return np.stack([f - at_mean, f - (y - case.x) / t], axis=1)
