"""Mean and covariance of one ancestral step back, given the noisy point alone."""

from functools import partial

from analytic import noising
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes.two_times import CHAINS, NOISED
from verify.residuals import equals
from verify.residuals.noising import chain_alone, denoised, moments, nearer, slipped_step, step_spread
from verify.residuals.wrong import off


def ancestral(law: Law, t: Time, x: Points) -> Array:
    s = nearer(law)
    return moments(noising.ancestral_mean(law, s, t, x), noising.ancestral_covariance(law, s, t, x))


claim = Claim(
    id="FX-34q",
    source="Ho et al. 2020, DDPM; Bao et al. 2022, Analytic-DPM",
    says="The ancestral step, the posterior at the mean of the data given x_t, has the mean of x_s given x_t; its covariance lacks"
    " g^2 Cov[x1 | x_t].",
    latex=r"\mathrm{Cov}[x_s|x_t]=\frac{a_s^2k}{a_t^2}S_0+g^2\,\mathrm{Cov}[x_1|x_t],"
    r"\quad g=\frac{b_sk}{a_t^2},\quad k=a_t^2-\frac{b_t^2a_s^2}{b_s^2}",
    formula=ancestral,
    tests=(
        *identity(equals(lambda law, t, x: moments(*denoised(law, t, x))), NOISED),
        *sampling(step_spread, CHAINS, 20_000, draw=chain_alone),
    ),
    near_misses={
        "the posterior's covariance": slipped_step,
        "g for g^2": partial(slipped_step, weight=1),
        "mean of all data": partial(slipped_step, weight=2, data=False),
        "off by 1e-9": NearMiss(off(ancestral), ("sampling",)),
    },
)
