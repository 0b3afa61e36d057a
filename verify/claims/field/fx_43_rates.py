"""Kolmogorov's forward equation for the rates of discrete flow matching."""

from analytic import states
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, equation
from verify.regimes.chains import CHAINS, SYMBOLIC
from verify.residuals.chains import forward
from verify.residuals.wrong import off


def by_kappa(law: Law, t: Time) -> Array:
    """k'/k for k'/(1 - k); as it is where k = 0."""
    _, k, _, _ = law.path(law.ar, t)
    return states.rates(law, t) * ((1 - k) / k if law.ar.name == "symbols" or k > 0 else 1)


def without_denominator(law: Law, t: Time) -> Array:
    return states.rates(law, t) * (1 - law.path(law.ar, t)[1])


claim = Claim(
    id="FX-43",
    source="Campbell et al. 2024; Gat et al. 2024, discrete flow matching",
    says="A chain whose tokens jump at the rate k'/(1 - k) to a draw of their posterior has the law of x_t, however tokens depend.",
    latex=r"\dot p_t(y)=\sum_xp_t(x)u(x,y),\quad u=\frac{\dot\kappa}{1-\kappa}(P(x_1^i=y^i|x_t=x)-\delta_{x^i}(y^i))",
    formula=states.rates,
    tests=equation(forward, CHAINS, SYMBOLIC),
    near_misses={
        "k'/k, which belongs to jumps back to the source": by_kappa,
        "k' alone": without_denominator,
        "off by 1e-9": off(states.rates),
    },
)
