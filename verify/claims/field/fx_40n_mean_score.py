"""The score is the mean of the conditional ones."""

from analytic import conditional, mixture
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes import SAMPLED, when
from verify.regimes.given_ends import AVERAGED
from verify.residuals import equals
from verify.residuals.given_ends import average, prior_average
from verify.residuals.wrong import negated, off

claim = Claim(
    id="FX-40n",
    source="Vincent 2011, denoising score matching",
    says="The score is the mean of the conditional scores over x1 given x_t: so denoising score matching learns it.",
    latex=r"\nabla\log p_t(x)=E[\nabla\log p_t(x|x_1)|x_t=x]",
    formula=mixture.score,
    tests=(
        *identity(equals(average(conditional.score)), AVERAGED),
        *sampling(lambda d: conditional.score(d.law, d.t, d.xt, d.x1), when(SAMPLED[:2], lambda t: t < 1), 20_000),
    ),
    near_misses={
        "the sign": negated(mixture.score),
        "averaged over the data, whatever x_t": prior_average(conditional.score),
        "off by 1e-9": NearMiss(off(mixture.score), ("sampling",)),
    },
)
