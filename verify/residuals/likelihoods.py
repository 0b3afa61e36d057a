"""Residuals of likelihoods along the flow from the data: the volume it stretches, both ways, against densities by other routes."""

import numpy as np

from analytic import gaussian, likelihood, mixture, two_times
from analytic.arithmetic import Array, Law, Points, Time
from analytic.mixture import Mixture
from verify.claim import Case, Formula
from verify.routes import conditional
from verify.routes.polynomial_means import mean


def carried(law: Law, s: Time, t: Time, x: Points) -> Array:
    """phi_{s->t}(x), of a mixture on a line or a Gaussian pair with a closed flow."""
    return two_times.flow_map(law, s, t, x)


def growth(f: Formula) -> tuple[Formula, Formula]:
    """The rate of log|det D phi_{1->t}(x)| is the divergence where x has come; of Gaussian ends it is the same everywhere."""

    def divergence(law: Law, t: Time, x: Points) -> Array:
        if isinstance(law, Mixture):
            return mixture.divergence(law, t, carried(law, 1, t, x))
        return gaussian.divergence(law, t, x)

    return f, divergence


def there_and_back(formula: Formula, case: Case) -> Array:
    """log p_1(x) - log p_t(y) - f(1 -> t, x) and f(t -> 1, y) + f(1 -> t, x), y = phi_{1->t}(x), (2, n); f(law, s, t, x)."""
    law, t, x = case.law, case.t, case.x
    y = carried(law, 1, t, x)
    there, back = formula(law, 1, t, x), formula(law, t, 1, y)
    return np.stack([likelihood.log_likelihood(law, x) - conditional.log_density(law, t, y) - there, there + back])


def mean_divergence(formula: Formula, case: Case) -> Array:
    """The mean of the formula over the Gaussian p_t, by cubature, less the rate of log det S_t/2, which is that of div v."""
    m, _, S, D = gaussian.moments(case.law, case.t)
    R = case.ar.sqrtm(S)
    average = mean(case.ar, len(m), lambda z: formula(case.law, case.t, (m + R @ z)[None])[0])
    return average - case.ar.einsum("ii->", case.ar.solve(S, D))
