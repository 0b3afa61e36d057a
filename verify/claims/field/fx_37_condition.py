"""The posterior of a mixture under a linear observation."""

from dataclasses import replace

from analytic import mixture, observed
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, identity
from verify.regimes.observed import OBSERVED
from verify.residuals import equals
from verify.residuals.wrong import off
from verify.routes import observed as jointly


def posterior(law: Law, t: Time, x: Points) -> Array:
    """log p_t(x|y)."""
    return mixture.log_density(observed.condition(law.mix, law.H, law.R, law.y), t, x)


def wrong(*kept: str) -> Array:
    """What conditioning leaves as it was: weights, covariances."""

    def formula(law: Law, t: Time, x: Points) -> Array:
        after = observed.condition(law.mix, law.H, law.R, law.y)
        changed = {name: getattr(law.mix, name) for name in kept}
        C = changed.get("C", after.C)
        return mixture.log_density(replace(after, **changed, pencil=law.ar.pencil(law.mix.S0, C)), t, x)

    return formula


claim = Claim(
    id="FX-37",
    source="Bayes' rule; Kalman 1960 for each component",
    says="Seen through a noisy linear observation a mixture is a mixture: weights by evidence, moments by Kalman's formulas.",
    latex=r"w_k'\propto w_kN(y;Hm_k,S_k),\ m_k'=m_k+C_kH^TS_k^{-1}(y-Hm_k),\ C_k'=C_k-C_kH^TS_k^{-1}HC_k,\ S_k=HC_kH^T+R",
    formula=posterior,
    tests=identity(equals(lambda law, t, x: jointly.log_joint(law, t, x) - jointly.log_evidence(law)), OBSERVED),
    near_misses={"weights kept": wrong("w"), "covariances kept": wrong("C"), "off by 1e-9": off(posterior)},
)
