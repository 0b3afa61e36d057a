"""How fast two laws drift apart, point by point: the rate of FX-28 for any two flows, before it is integrated over space."""

from analytic import mixture
from analytic.arithmetic import Array, Law, Points, Time
from verify.claim import Claim, Function, NearMiss, derivative
from verify.regimes.flows import TWO_MIXTURES
from verify.residuals.wrong import off


def density(law: Law, t: Time, x: Points) -> Array:
    """p^ log(p^/p), whose integral is the divergence."""
    learned, true = (mixture.log_density(m, t, x) for m in (law.learned, law.true))
    return law.ar.exp(learned) * (learned - true)


def rate(law: Law, t: Time, x: Points, scores: int = 1) -> Array:
    """p^ (v^ - v).(s^ - s) - div(p^ v^ log(p^/p) + p^ (v^ - v)): the divergence in x of a flux leaves nothing behind."""
    dot: Function = lambda a, b: law.ar.einsum("...i,...i->...", a, b)  # noqa: E731
    of = mixture.drift, mixture.score, mixture.divergence, mixture.log_density
    (v_, s_, div_, log_), (v, s, div, log) = ([f(m, t, x) for f in of] for m in (law.learned, law.true))  # v_ for v^
    flux = (div_ + dot(v_, s_)) * (log_ - log) + dot(v_, s_ - s) + div_ - div + dot(v_ - v, s_)
    return law.ar.exp(log_) * (dot(v_ - v, s_ - scores * s) - flux)


claim = Claim(
    id="FX-28m",
    source="Albergo et al. 2023; mixtures here, any dimension",
    says="At every point the divergence of two flows grows by the product of the gaps of velocities and scores, up to a flux.",
    latex=r"\partial_t(\hat p\log\frac{\hat p}{p})=\hat p\,(\hat v-v)\cdot(\hat s-s)"
    r"-\nabla\cdot(\hat p\,\hat v\log\frac{\hat p}{p}+\hat p\,(\hat v-v))",
    formula=rate,
    tests=derivative(density, TWO_MIXTURES, along="t"),
    near_misses={
        "the learned score alone": lambda law, t, x: rate(law, t, x, scores=0),
        "off by 1e-9": NearMiss(off(rate), ("differences",)),
    },
    note="Integrated over all x the flux vanishes: FX-28 for any two flows. Points of mixtures in one, two and three dimensions.",
)
