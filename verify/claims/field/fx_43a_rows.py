"""Rates are rates: nothing is lost, and nothing has a negative chance."""

from functools import partial

from analytic import states
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, NearMiss, identity, inequality
from verify.regimes.chains import CHAINS, SYMBOLIC, UNIFORMS, stirred
from verify.residuals.chains import jumps, jumps_rise, linear_in_eta, row_sums
from verify.residuals.wrong import negated

STIRRED = tuple(stirred(r, e) for r in (*UNIFORMS, *CHAINS) for e in (0, 3))
FOR_EVERY_ETA = tuple(stirred(r, "e") for r in SYMBOLIC)


def rates(law: Law, t: Time, leave: int = 1, jump: int = 1) -> Array:
    """u, its diagonal multiplied by `leave`, the rest by `jump`."""
    u, own = states.rates(law.chain, t, law.eta), law.ar.eye(law.chain.p1.size)
    return leave * own * u + jump * (1 - own) * u


claim = Claim(
    id="FX-43a",
    source="Campbell et al. 2024; Gat et al. 2024",
    says="The rows of the rates sum to zero, and no jump has a negative rate, with any eta: rates are linear in it and rise.",
    latex=r"\sum_yu(x,y)=0,\quad u(x,y)\geq0,\ \partial_\eta u(x,y)\geq0\ (y\neq x)",
    formula=rates,
    tests=(
        *identity(row_sums, STIRRED, FOR_EVERY_ETA),
        *identity(linear_in_eta, STIRRED, FOR_EVERY_ETA),
        *inequality(jumps, STIRRED),
        *inequality(jumps_rise, STIRRED),
    ),
    near_misses={
        "the state itself not taken off": partial(rates, leave=0),
        "sign": NearMiss(negated(rates), ("symbols", "float64")),
        "jumps counted twice": partial(rates, jump=2),
    },
)
