"""Guidance as a gradient."""

from analytic import guidance, mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.regimes.guidance import GUIDED, GUIDED_SYMBOLIC
from verify.residuals.wrong import off
from verify.routes import conditional, guided


def score(law: Law, t: Time, x: Points, shift: int = 0) -> Array:
    return guidance.guided_score(law.mix, law.k, law.w + shift, t, x)


def tempered(law: Law, t: Time, x: Points) -> Array:
    """log p_t(x) + w log p(c|x_t = x)."""
    return conditional.log_density(law.mix, t, x) + law.w * guided.log_class(law, t, x)


def of_the_data(law: Law, t: Time, x: Points) -> Array:
    """w log p(x|c) for w log p(c|x)."""
    return mixture.score(law.mix, t, x) + law.w * mixture.score(guidance.class_law(law.mix, law.k), t, x)


claim = Claim(
    id="FX-36g",
    source="Dhariwal and Nichol 2021; Ho and Salimans 2022",
    says="At each time the guided score is the gradient of log p_t + w log p(c|x_t): guidance by a classifier has the same w.",
    latex=r"s_w=\nabla\left(\log p_t(x)+w\log p(c|x_t=x)\right)=\nabla\left((1-w)\log p_t(x)+w\log p_t(x|c)\right)",
    formula=score,
    tests=derivative(tempered, GUIDED[:2], GUIDED_SYMBOLIC, kinds=("rate",)),
    near_misses={
        "log p(x|c) for log p(c|x)": of_the_data,
        "w + 1": lambda law, t, x: score(law, t, x, 1),
        "w - 1": lambda law, t, x: score(law, t, x, -1),
        "off by 1e-9": off(score),
    },
)
