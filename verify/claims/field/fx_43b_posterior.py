"""The rates are the posterior mean of those that know the end."""

from analytic import states
from verify.claim import Claim, NearMiss, identity, sampling
from verify.regimes.chains import AT_TOKENS
from verify.residuals import equals
from verify.residuals.chains import at_tokens, average
from verify.residuals.wrong import off
from verify.routes import arrivals

rates = at_tokens(states.rates)

claim = Claim(
    id="FX-43b",
    source="Campbell et al. 2024; Gat et al. 2024",
    says="The rates are the mean, over the ends given the state, of the rates that lead to one end.",
    latex=r"u(x,y)=E[u(x,y|x_1)|x_t=x]",
    formula=rates,
    tests=(
        *identity(equals(at_tokens(average)), AT_TOKENS),
        *sampling(arrivals.jump, AT_TOKENS[1:2], 20_000, arrivals.draw),
    ),
    near_misses={
        "averaged over the data, whatever the state": at_tokens(lambda law, t: average(law, t, law.p1.reshape(-1))),
        "off by 1e-9": NearMiss(off(rates), ("sampling",)),
    },
)
