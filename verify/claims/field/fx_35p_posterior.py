"""DDIM with all of its noise is the ancestral step of DDPM."""

from functools import partial

from analytic import samplers
from analytic.arithmetic import Array, Law, Points, Time
from analytic.path import trigonometric
from verify.claim import Case, Claim, Formula, identity
from verify.regimes import INSIDE, along
from verify.residuals.steps import below, posterior
from verify.residuals.wrong import off


def step(mix: Law, t: Time, x: Points, eta: int = 1, squared: bool = True) -> Array:
    """Half of the way to the data; not `squared`: the deviation taken for the variance."""
    s = (1 + t) / 2
    mean, V = samplers.ddim_step(mix, eta, t, s, x)
    return below(mean, V if squared else V / mix.ar.sqrt(samplers.ancestral_variance(mix, t, s)))


def residual(formula: Formula, case: Case) -> Array:
    return case.value(formula) - posterior(case.law, case.t, (1 + case.t) / 2, case.x)


claim = Claim(
    id="FX-35p",
    source="Ho et al. 2020; Song, Meng and Ermon 2021; Gaussian source",
    says="With eta = 1 the step of DDIM is the noising chain's law of x_s given x_t and x1, the denoiser put in for x1.",
    latex=r"q(x_s|x_t,x_1=D)=N\left(b_sD+\frac{b_ta_s^2}{b_sa_t}N,\ a_s^2(1-q^2)\right),\ q=\frac{b_ta_s}{b_sa_t}",
    formula=step,
    tests=identity(residual, (*INSIDE[:4], *along(INSIDE[:2], trigonometric))),
    near_misses={"no noise": partial(step, eta=0), "deviation for variance": partial(step, squared=False), "off": off(step)},
)
