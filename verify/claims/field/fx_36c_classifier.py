"""The gradient of a classifier of noised data."""

from analytic import guidance, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.regimes.guidance import GUIDED, GUIDED_SYMBOLIC
from verify.residuals.wrong import negated, off
from verify.routes import guided


def gradient(law: Law, t: Time, x: Points) -> Array:
    return guidance.classifier_gradient(law.mix, law.k, t, x)


def of_the_data(law: Law, t: Time, x: Points) -> Array:
    """grad log p_t(x|c) for grad log p(c|x)."""
    return mixture.score(guidance.class_law(law.mix, law.k), t, x)


claim = Claim(
    id="FX-36c",
    source="Dhariwal and Nichol 2021",
    says="The score of the class less that of the whole law is the gradient of the log-probability of the class given x_t.",
    latex=r"\nabla\log p_t(x|c)=\nabla\log p_t(x)+\nabla\log p(c|x_t=x)",
    formula=gradient,
    tests=derivative(guided.log_class, GUIDED[:2], GUIDED_SYMBOLIC, kinds=("rate",)),
    near_misses={"log p(x|c) for log p(c|x)": of_the_data, "sign": negated(gradient), "off by 1e-9": off(gradient)},
)
