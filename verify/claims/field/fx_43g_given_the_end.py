"""The rates given the end, from any source."""

from analytic import states
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, equation
from verify.regimes.chains import CHAINS, SYMBOLIC, stirred
from verify.residuals.chains import forward_to_each_end, redrawn
from verify.residuals.wrong import off

REGIMES = tuple(stirred(r, e) for r in CHAINS for e in (0, 2))


def rates(law: Law, t: Time, eta: bool = True) -> Array:
    """u(x -> y|x1) for each x1, (M, M, M)."""
    chain, I = law.chain, law.ar.eye(law.chain.p1.reshape(-1).shape[0])
    return sum(e[:, None, None] * states.conditional_rates(chain, t, end, law.eta if eta else 0) for end, e in enumerate(I))


claim = Claim(
    id="FX-43g",
    source="Campbell et al. 2024 for a uniform source and for masks; for any source derived here",
    says="Given the end too, tokens drawn anew at any rate, others let in faster by as much, keep the law: from any source.",
    latex=r"u(x,x_1|x_1)=\frac{\dot\kappa+\eta(\kappa+(1-\kappa)p_0(x_1))}{1-\kappa},\quad u(x_1,y|x_1)=\eta p_0(y)",
    formula=rates,
    tests=equation(forward_to_each_end, REGIMES, tuple(stirred(r, "e") for r in SYMBOLIC)),
    near_misses={
        "drawn anew without the correction": lambda law, t: rates(law, t, False) + redrawn(law),
        "drawn anew twice": lambda law, t: rates(law, t) + redrawn(law),
        "off by 1e-9": off(rates),
    },
)
