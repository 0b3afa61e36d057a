"""The velocity to a posterior, from the likelihood of the observation."""

from analytic import mixture, observed
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.observed import OBSERVED, ONE_SYMBOLIC
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import observed as jointly


def steered(law: Law, t: Time, x: Points) -> Array:
    g = observed.likelihood_score(law.mix, law.H, law.R, law.y, t, x)
    return observed.steered(law.mix, g, t, x)


def wrong(law: Law, t: Time, x: Points, which: int) -> Array:
    """v + k g with another k or without S0."""
    a, b, da, db = law.mix.path(law.ar, t)
    g = observed.likelihood_score(law.mix, law.H, law.R, law.y, t, x)
    k = a * (a * db - da * b) / b
    push = (k * g, (a * db - da * b) / b * g @ law.mix.S0, -k * g @ law.mix.S0)[which]
    return mixture.drift(law.mix, t, x) + push


claim = Claim(
    id="FX-37d",
    source="Doob's transform for flows; Dhariwal and Nichol 2021 with a classifier",
    says="The velocity to the posterior is the velocity plus a scaled gradient of the log-likelihood of y given x_t.",
    latex=r"v^*=v+k_tS_0\nabla\log h_t,\quad k_t=\frac{a(ab'-a'b)}{b},\quad h_t(x)=p(y|x_t=x)",
    formula=steered,
    tests=identity(equals(jointly.velocity), OBSERVED, (ONE_SYMBOLIC,)),
    near_misses={
        "S0 taken for I": lambda law, t, x: wrong(law, t, x, 0),
        "a forgotten in k": lambda law, t, x: wrong(law, t, x, 1),
        "sign": lambda law, t, x: wrong(law, t, x, 2),
        "off by 1e-9": off(steered),
    },
)
