"""The score of the likelihood of an observation."""

from analytic import observed
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, derivative
from verify.regimes.observed import OBSERVED_INSIDE, ONE_SYMBOLIC
from verify.residuals.wrong import negated, off
from verify.routes import observed as jointly


def score(law: Law, t: Time, x: Points) -> Array:
    return observed.likelihood_score(law.mix, law.H, law.R, law.y, t, x)


claim = Claim(
    id="FX-37s",
    source="Bayes' rule; Chung et al. 2023",
    says="The score of the posterior less that of the whole law is the gradient of the log-likelihood of y given x_t.",
    latex=r"\nabla\log p(y|x_t=x)=\nabla\log p_t(x|y)-\nabla\log p_t(x)",
    formula=score,
    tests=derivative(jointly.log_likelihood, OBSERVED_INSIDE[:2], (ONE_SYMBOLIC,), kinds=("rate",)),
    near_misses={
        "DPS": lambda law, t, x: observed.dps_score(law.mix, law.H, law.R, law.y, t, x),
        "PiGDM": lambda law, t, x: observed.pigdm_score(law.mix, law.H, law.R, law.y, t, x),
        "sign": negated(score),
        "off by 1e-9": off(score),
    },
)
