"""The variance of an ancestral step."""

from functools import partial

from analytic import samplers
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import trigonometric
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import INSIDE, along
from verify.residuals.steps import posterior
from verify.residuals.wrong import off


def spread(mix: Law, t: Time, x: Points, power: int = 0) -> Array:
    """Half of the way to the data, times S0; and (a_s/a_t)^power."""
    s = (1 + t) / 2
    ratio = (mix.path(mix.ar, s)[0] / mix.path(mix.ar, t)[0]) ** power
    return ratio * samplers.ancestral_variance(mix, t, s) * mix.S0


def residual(formula: Formula, case: Case) -> Array:
    """Less Cov[x_s | x_t, x1], by precisions."""
    return case.value(formula) - posterior(case.law, case.t, (1 + case.t) / 2, case.x)[0, 1:]


claim = Claim(
    id="FX-35a",
    source="Ho et al. 2020, the smaller of their two variances; any Gaussian source and path",
    says="An ancestral step has the covariance a_s^2 (1 - q^2) S0, q = b_t a_s/(b_s a_t): that of x_s given x_t and the data.",
    latex=r"\mathrm{Cov}[x_s|x_t,x_1]=a_s^2(1-q^2)S_0,\quad q=\frac{b_ta_s}{b_sa_t}",
    formula=spread,
    tests=identity(residual, (*INSIDE[:2], *along(INSIDE[:2], trigonometric))),
    near_misses={
        "the variance of the step that adds noise": partial(spread, power=-2),
        "a_s a_t for a_s^2": partial(spread, power=-1),
        "off by 1e-9": off(spread),
    },
)
