"""The law on the way: a coin for each token, not one for all."""

from analytic import states
from analytic.arithmetic import Array, Law, Time
from analytic.states import tokens
from verify.claim import Claim, identity
from verify.regimes.chains import MASKED, SYMBOLIC, TRIPLE, TWO
from verify.residuals import equals
from verify.residuals.wrong import off, reversed_time
from verify.routes import arrivals


def one_coin(law: Law, t: Time) -> Array:
    """k p1 + (1 - k) prod_i p0: all tokens arrive at once."""
    _, k, _, _ = law.path(law.ar, t)
    return k * law.p1.reshape(-1) + (1 - k) * law.p0[tokens(law)].prod(-1)


claim = Claim(
    id="FX-43d",
    source="Gat et al. 2024, factorised conditional paths",
    says="Each token has arrived with the chance k, apart from the others: the law of x_t is a mixture over the sets that have.",
    latex=r"p_t(x)=\sum_A\kappa^{|A|}(1-\kappa)^{N-|A|}p_1(x_A)\prod_{i\notin A}p_0(x^i)",
    formula=states.probabilities,
    tests=identity(equals(arrivals.probabilities), (TWO, MASKED, TRIPLE), SYMBOLIC[1:]),
    near_misses={
        "all tokens arrive at once": one_coin,
        "time reversed": reversed_time(states.probabilities),
        "off by 1e-9": off(states.probabilities),
    },
)
