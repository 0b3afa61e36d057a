"""Rates are rates: nothing is lost, and nothing has a negative chance."""

from functools import partial

from analytic import states
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, NearMiss, identity, inequality
from verify.regimes.chains import CHAINS, SYMBOLIC, UNIFORM, stirred
from verify.residuals.chains import jumps, row_sums
from verify.residuals.wrong import negated

STIRRED = tuple(stirred(r, e) for r in (UNIFORM, *CHAINS) for e in (0, 3))


def rates(law: Law, t: Time, leave: int = 1, jump: int = 1) -> Array:
    """u, its diagonal multiplied by `leave`, the rest by `jump`."""
    u, own = states.rates(law.chain, t, law.eta), law.ar.eye(law.chain.p1.size)
    return leave * own * u + jump * (1 - own) * u


claim = Claim(
    id="FX-43a",
    source="Campbell et al. 2024; Gat et al. 2024",
    says="The rows of the rates sum to zero, and every jump has a rate that is not negative, with any stochasticity.",
    latex=r"\sum_yu(x,y)=0,\quad u(x,y)\geq0\ (y\neq x)",
    formula=rates,
    tests=(*identity(row_sums, STIRRED, tuple(stirred(r, "e") for r in SYMBOLIC)), *inequality(jumps, STIRRED)),
    near_misses={
        "the state itself not taken off": partial(rates, leave=0),
        "sign": NearMiss(negated(rates), ("symbols", "float64")),
        "jumps counted twice": partial(rates, jump=2),
    },
)
