"""What is given ends of the path, as formulas of the marginal law: at its one data point, or averaged over what x_t leaves open."""

import numpy as np

from analytic import conditional, gaussian
from analytic.arithmetic import Array, Law, Points, Time
from analytic.mixture import Mixture, mixture
from verify.claim import Formula, Function
from verify.residuals.flows import jacobian
from verify.routes.conditional import ends


def at_data(f: Function) -> Formula:
    """f(law, t, x, x1), x1 the first of the law's data points."""
    return lambda law, t, x: f(law, t, x, law.m[0])


def between(f: Function) -> Formula:
    """f(law, t, x, x0, x1) of an interpolant, whose ends are the means of its pair."""
    return lambda law, t, x: f(law, t, x, law.pair.m0, law.pair.m1)


def average(f: Function) -> Formula:
    """E[f(law, t, x, x1) | x_t = x]: over finite data by Bayes' rule; of a Gaussian pair at the mean of x1, for f affine in x1."""

    def mean(law: Law, t: Time, x: Points) -> Array:
        if isinstance(law, gaussian.Pair):
            return f(law, t, x, ends(law, t, x)[1])
        x = x[:, None]
        w = law.ar.softmax(law.ar.log(law.w) + conditional.log_density(law, t, x, law.m))
        return law.ar.einsum("nk,nk...->n...", w, f(law, t, x, law.m))

    return mean


def average_over_sources(law: Law, t: Time, x: Points) -> Array:
    """E[u(x|x0) | x_t = x], likewise: the source of finite data is (x - b x1)/a."""
    if isinstance(law, gaussian.Pair):
        return conditional.velocity_from_source(law, t, x, ends(law, t, x)[0])
    a, b, _, _ = law.path(law.ar, t)
    return average(lambda law, t, x, x1: conditional.velocity_from_source(law, t, x, (x - b * x1) / a))(law, t, x)


def prior_average(f: Function) -> Formula:
    """The mean over the data without regard to x_t."""
    return lambda law, t, x: law.ar.einsum("k,nk...->n...", law.w, f(law, t, x[:, None], law.m))


def bridge_continuity(formula: Formula) -> tuple[Formula, Formula]:
    """d/dt log p_t(x|x0, x1) = -div u - u . grad log p_t(x|x0, x1) for u = formula: both sides, derivatives by `jacobian`."""
    log_p = between(conditional.bridge_log_density)
    du, slope = jacobian(formula), jacobian(log_p)

    def rate(law: Law, t: Time, x: Points) -> Array:
        div = law.ar.einsum("...ii->...", du(law, t, x))
        return np.asarray(-div - law.ar.einsum("...i,...i->...", formula(law, t, x), slope(law, t, x)))

    return log_p, rate


def as_point(law: Law, t: Time) -> Mixture:
    """A mixture of one data point whose density at t is the conditional one: itself, or of an interpolant noise about a point."""
    if isinstance(law, Mixture):
        return law
    ar, pair, d = law.ar, law.pair, len(law.pair.m0)
    a, b, _, _ = pair.path(ar, t)
    level = ar.sqrt(ar.array(law.noise(ar, t)[0]))
    noisy = lambda ar, t: (level + 0 * t, 1 + 0 * t, 0 * t, 0 * t)  # noqa: E731
    return mixture(ar, [1], [a * pair.m0 + b * pair.m1], [[[0] * d] * d], path=noisy)
