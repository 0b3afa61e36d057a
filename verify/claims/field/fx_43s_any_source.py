"""Stochasticity from any source: tokens are drawn anew, and the law is kept."""

from analytic import states
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, equation
from verify.regimes.chains import CHAINS, SYMBOLIC, stirred
from verify.residuals.chains import forward
from verify.residuals.wrong import off

REGIMES = tuple(stirred(r, 2) for r in CHAINS)


def rates(law: Law, t: Time) -> Array:
    return states.rates(law.chain, t, law.eta)


def noise(law: Law) -> Array:
    """Each token drawn anew from p0 at the rate eta, of the end or not."""
    ar, chain = law.ar, law.chain
    one = chain.p0 + 0 * (I := ar.eye(len(chain.p0))) - I
    if chain.p1.ndim == 1:
        return law.eta * one
    both = ar.einsum("ij,kl->ikjl", one, I) + ar.einsum("ij,kl->ikjl", I, one)
    return law.eta * both.reshape(len(one) ** 2, -1)


claim = Claim(
    id="FX-43s",
    source="derived here; Campbell et al. 2024 for a uniform source",
    says="Tokens that have arrived are drawn anew at any rate, others let in faster by as much: from any source the law is kept.",
    latex=r"u(x,y|x_1):\ \frac{\dot\kappa+\eta(\kappa+(1-\kappa)p_0(x_1))}{1-\kappa}\ (y=x_1),\quad\eta p_0(y)\ (x=x_1)",
    formula=rates,
    tests=equation(forward, REGIMES, (stirred(SYMBOLIC[0], "e"),)),
    near_misses={
        "noise without the correction": lambda law, t: states.rates(law.chain, t) + noise(law),
        "noise counted twice": lambda law, t: rates(law, t) + noise(law),
        "off by 1e-9": off(rates),
    },
)
