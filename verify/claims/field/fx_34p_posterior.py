"""The posterior of noise that was added step by step, given the data."""

from functools import partial

from analytic import noising
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes.two_times import CHAINS, NOISED, with_data
from verify.residuals import equals
from verify.residuals.noising import bridge, chain, moments, nearer, parts, posterior_spread, slipped
from verify.residuals.wrong import off

REGIMES = tuple(map(with_data, NOISED))


def posterior(law: Law, t: Time, x: Points) -> Array:
    s = nearer(law)
    return moments(noising.posterior_mean(law, s, t, *parts(law, x)), noising.posterior_covariance(law, s, t))


claim = Claim(
    id="FX-34p",
    source="Ho et al. 2020, DDPM; Kingma et al. 2021, variational diffusion models, any path and source",
    says="Of noise added step by step, x_s given x_t and the data is Gaussian: its mean has b_t/b_s, not its inverse.",
    latex=r"k=a_t^2-\frac{b_t^2a_s^2}{b_s^2}:\quad "
    r"x_s|x_t,x_1\sim N\left(b_sx_1+a_sm_0+\frac{b_ta_s^2}{b_sa_t^2}(x_t-b_tx_1-a_tm_0),\frac{a_s^2k}{a_t^2}S_0\right)",
    formula=posterior,
    tests=(
        *identity(equals(lambda law, t, x: moments(*bridge(law, t, *parts(law, x)))), REGIMES),
        *sampling(posterior_spread, tuple(map(with_data, CHAINS)), 20_000, draw=chain),
    ),
    near_misses={
        "b_s/b_t": partial(slipped, power=-1),
        "no such factor": partial(slipped, power=0),
        "variance of the step": partial(slipped, step=True),
        "off by 1e-9": NearMiss(off(posterior), ("sampling",)),
    },
)
