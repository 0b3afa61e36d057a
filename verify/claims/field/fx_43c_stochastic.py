"""Stochasticity with a uniform source: the rates as they are printed."""

from functools import partial

import numpy as np

from analytic import states
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, equation, identity
from verify.regimes.chains import UNIFORMS, stirred
from verify.residuals import equals
from verify.residuals.chains import forward_to_each_end
from verify.residuals.wrong import off

NUMBERS = tuple(stirred(r, e) for r in UNIFORMS for e in (0, 3))
SYMBOLS = tuple(stirred(r, "e") for r in UNIFORMS)


def rates(law: Law, t: Time, spread: int = 1, back: int = 1) -> Array:
    """For each x1: to it at (1 + e + e (S - 1) t)/(1 - t), from it to each of the others at e, (S, S, S); e = eta/S."""
    I = law.ar.eye(S := len(law.chain.p0))
    e, end, own = law.eta / S, I[:, :, None], I[:, None, :]
    u = (1 - end) * own * (1 + e + e * (S - 1) * t * spread) / (1 - t) + end * (1 - own) * e * back
    return u - I * u.sum(-1)[..., None]


def of_any_source(law: Law, t: Time) -> Array:
    return np.stack([states.conditional_rates(law.chain, t, end, law.eta) for end in range(len(law.chain.p0))])


claim = Claim(
    id="FX-43c",
    source="Campbell et al. 2024, uniform source; asked for in a public thread",
    says="To the end at the rate (1 + e + e (S - 1) t)/(1 - t), back to each other at e: the law of x_t given x1, for every e.",
    latex=r"u(x,x_1|x_1)=\frac{1+\eta+\eta(S-1)t}{1-t},\quad u(x_1,y|x_1)=\eta",
    formula=rates,
    tests=(*equation(forward_to_each_end, NUMBERS, SYMBOLS), *identity(equals(of_any_source), NUMBERS)),
    near_misses={"e (S - 1) t forgotten": partial(rates, spread=0), "no way back": partial(rates, back=0), "off": off(rates)},
)
