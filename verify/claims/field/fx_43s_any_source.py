"""Stochasticity from any source: tokens are drawn anew, and the law is kept."""

from analytic import states
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, equation
from verify.regimes.chains import CHAINS, SYMBOLIC, stirred
from verify.residuals.chains import forward, redrawn
from verify.residuals.wrong import off

REGIMES = tuple(stirred(r, 2) for r in CHAINS)


def rates(law: Law, t: Time) -> Array:
    return states.rates(law.chain, t, law.eta)


claim = Claim(
    id="FX-43s",
    source="derived here; Campbell et al. 2024 for a uniform source",
    says="Tokens that have arrived are drawn anew at any rate, others let in faster by as much: from any source the law is kept.",
    latex=r"u(x,y|x_1):\ \frac{\dot\kappa+\eta(\kappa+(1-\kappa)p_0(x_1))}{1-\kappa}\ (y=x_1),\quad\eta p_0(y)\ (x=x_1)",
    formula=rates,
    tests=equation(forward, REGIMES, tuple(stirred(r, "e") for r in SYMBOLIC)),
    near_misses={
        "noise without the correction": lambda law, t: states.rates(law.chain, t) + redrawn(law),
        "noise counted twice": lambda law, t: rates(law, t) + redrawn(law),
        "off by 1e-9": off(rates),
    },
)
