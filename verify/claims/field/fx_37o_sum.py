"""The scores given each observation, added."""

from dataclasses import replace

from analytic import mixture, observed
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Outcome, Standing, identity
from verify.regimes.observed import SEVERAL, alone, denoised, together
from verify.residuals import equals


def summed(law: Law, t: Time, x: Points) -> Array:
    each = [mixture.score(mix, t, x) for mix in alone(law)]
    return sum(each) + (1 - len(each)) * mixture.score(law.mix, t, x)


def by_denoiser(law: Law, t: Time, x: Points) -> Array:
    """-(a S0)^-1 E[x0 - m0 | x_t, y_1 ... y_n], with the composed denoiser."""
    a, b, _, _ = law.mix.path(law.ar, t)
    D = observed.compose(law.ar, *denoised(law, t, x))[0]
    return -law.ar.solve(law.mix.S0, x - a * law.mix.m0 - b * D) / (a * a)


def of_all(law: Law, t: Time, x: Points) -> Array:
    return mixture.score(observed.condition(law.mix, *together(law)[2:]), t, x)


claim = Claim(
    id="FX-37o",
    source="converse of Bayes' rule at t = 1; Linhart et al. 2024 on its error",
    says="The score given n independent observations is the sum of the scores given each, less n - 1 times that given none.",
    latex=r"\nabla\log p_t(x|y_1\ldots y_n)=\sum_j\nabla\log p_t(x|y_j)+(1-n)\nabla\log p_t(x)",
    formula=summed,
    tests=identity(equals(of_all), SEVERAL),
    right_where=identity(equals(of_all), tuple(replace(r, times=(1,)) for r in SEVERAL[:1])),
    repairs={"by the composed denoiser": by_denoiser},
    expect=Outcome.REFUTED,
    standing=Standing.CONVERSE,
    amended="FX-37n",
)
