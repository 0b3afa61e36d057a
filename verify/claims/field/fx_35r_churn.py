"""Noise added on the way: churn keeps the law."""

from functools import partial

from analytic import samplers
from analytic.arithmetic import Array, Law, Time
from analytic.path import edm, trigonometric
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import INSIDE, along, timed
from verify.residuals.flows import matrix
from verify.residuals.steps import below, components, path_at
from verify.residuals.wrong import off

REGIMES = timed((*INSIDE[:3], *along(INSIDE[:2], trigonometric), *along(INSIDE[:1], edm)))


def after(mix: Law, t: Time, squared: bool = True) -> Array:
    """Each component of x_t after churn back to t/2, (K, 1 + d, d); not `squared`: the variance (a_s - r a_t)^2."""
    s, (m, S) = t / 2, components(mix, t)
    mean, V = samplers.churn(mix, t, s, m)
    M = matrix(lambda law, u, z: samplers.churn(law, u, s, z)[0], mix, t)
    (a, b), (a1, b1) = path_at(mix, t), path_at(mix, s)
    V = V if squared else (a1 - b1 / b * a) ** 2 * mix.S0
    return below(mean, M @ S @ M.T + V)


def residual(formula: Formula, case: Case) -> Array:
    return case.value(formula) - below(*components(case.law, case.ar.array(case.t / 2)))


claim = Claim(
    id="FX-35r",
    source="Karras et al. 2022, churn; any path, any Gaussian source",
    says="Churn keeps the law: x_t shrunk by r = b_s/b_t, with noise of variance a_s^2 - r^2 a_t^2, is distributed as x_s.",
    latex=r"r=b_s/b_t:\quad rx_t+(a_s-ra_t)m_0+N(0,(a_s^2-r^2a_t^2)S_0)\sim x_s",
    formula=after,
    tests=identity(residual, REGIMES),
    near_misses={"differences of deviations": partial(after, squared=False), "off by 1e-9": off(after)},
)
