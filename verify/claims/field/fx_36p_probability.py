"""The probability of a class given noised data."""

from dataclasses import replace

from analytic import guidance
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.guidance import GUIDED
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import guided


def probability(law: Law, t: Time, x: Points) -> Array:
    return guidance.log_class_probability(law.mix, law.k, t, x)


def flat(law: Law, t: Time, x: Points) -> Array:
    """As if all components were as likely."""
    return probability(law._replace(mix=replace(law.mix, w=0 * law.mix.w + 1)), t, x)


def bare(law: Law, t: Time, x: Points) -> Array:
    return probability(law, t, x) - law.ar.log(law.mix.w[guided.members(law)].sum())


claim = Claim(
    id="FX-36p",
    source="Bayes' rule; Dhariwal and Nichol 2021",
    says="The probability of a class given x_t is its share times the density of the class, over that of the whole law.",
    latex=r"p(c|x_t=x)=p(c)\,p_t(x|c)/p_t(x),\quad p_t(x|c)\propto\sum_{k\in c}w_kp_t(x|k)",
    formula=probability,
    tests=identity(equals(guided.log_class), GUIDED),
    near_misses={"equal weights": flat, "without p(c)": bare, "off by 1e-9": off(probability)},
)
