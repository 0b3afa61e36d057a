"""How fast two laws drift apart when their velocities differ."""

from analytic import gaussian
from analytic.arithmetic import Array, Law, Time
from verify.claim import Claim, Function, NearMiss, derivative
from verify.regimes.flows import TWO_PAIRS, TWO_SYMBOLIC
from verify.residuals.wrong import negated, off


def divergence(law: Law, t: Time) -> Array:
    """KL(p^_t | p_t) = (tr S^-1 V + |n - m|_S^2 - d + log det S - log det V)/2."""
    ar, (n, _, V, _), (m, _, S, _) = law.ar, gaussian.moments(law.learned, t), gaussian.moments(law.true, t)
    away = ar.solve(S, n - m)
    return (ar.einsum("ii->", ar.solve(S, V)) + away @ (n - m) - len(m) + ar.logdet(S) - ar.logdet(V)) / 2


def rate(law: Law, t: Time) -> Array:
    """tr((A^ - A) V (G^ - G)^T) + (v^ - v).(s^ - s) at the mean: E of a product of affine functions under N(n, V)."""
    n, _, V, _ = gaussian.moments(law.learned, t)
    gap: Function = lambda f: f(law.learned, t, n) - f(law.true, t, n)  # noqa: E731
    slopes = law.ar.einsum("ij,jk,ik->", gap(gaussian.jacobian), V, gap(gaussian.score_jacobian))
    return slopes + gap(gaussian.drift) @ gap(gaussian.score)


claim = Claim(
    id="FX-28",
    source="Albergo et al. 2023; Gaussian laws here",
    says="The divergence of two flows grows by the mean product of the gaps between their velocities and between their scores.",
    latex=r"\frac{d}{dt}\mathrm{KL}(\hat p_t|p_t)=\mathrm{E}_{\hat p_t}[(\hat v-v)\cdot(\hat s-s)]",
    formula=rate,
    tests=derivative(divergence, (TWO_PAIRS,), (TWO_SYMBOLIC,), along="t", kinds=("rate", "differences")),
    near_misses={"sign": negated(rate), "off by 1e-9": NearMiss(off(rate), ("differences",))},
    note="Mixtures, point by point: FX-28m.",
)
